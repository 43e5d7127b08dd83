package io.ringfence.benchmarks.question;

/** One question: measures, and puts a section and its goals into the report. */
interface Question {
    /** As it is chosen on the command line. */
    String name();

    void answer(Bench bench) throws Exception;
}
