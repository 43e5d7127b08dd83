package io.ringfence.benchmarks.report;

import org.HdrHistogram.Histogram;

/**
 * A distribution with a name.
 *
 * @param plot   the picture that it is drawn into
 * @param name   within that
 * @param nanos  recorded values, ns
 */
public record Series(String plot, String name, Histogram nanos) {}
