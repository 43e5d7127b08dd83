/**
 * What a run found, as people, programs and plots want it: Markdown, JSON, {@code .hlog} and SVG in a folder of its own, and
 * two such folders compared. Plain values, no thread of its own.
 */
package io.ringfence.benchmarks.report;
