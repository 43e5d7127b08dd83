/**
 * JMH benchmarks: one class per question, a baseline beside every answer. Run
 * {@code java -jar benchmarks/target/benchmarks.jar}; figures are comparable within one run only.
 */
package io.ringfence.benchmarks;
