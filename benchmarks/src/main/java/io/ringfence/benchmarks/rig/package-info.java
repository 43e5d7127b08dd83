/**
 * Measures what happens between two threads under a load that was fixed beforehand.
 *
 * <pre>
 *   schedule ─▶ driver (core A) ─▶ subject ─▶ its last stage (core B) ─▶ latencies, by event
 *                  │ between blocks: how long did either thread wait for its core?
 *                  ▼
 *   block ─ clean? ─▶ slice ─▶ pair (anchor, engine, each beside a ping-pong) ─▶ median of the ratios
 * </pre>
 *
 * Everything here is owned by the thread that runs the benchmark, but for what a subject's own threads write.
 */
package io.ringfence.benchmarks.rig;
