/**
 * The command line: parses and checks what was asked, then hands an immutable record of options to a job.
 *
 * <pre>
 *   arguments ──▶ Ringfence ──▶ DemoCommand   ──▶ DemoOptions   ──▶ DemoJob
 *                               RunCommand    ──▶ RunOptions    ──▶ RunJob
 *                               VenueCommand  ──▶ VenueOptions  ──▶ VenueJob (SimulatedVenueJob)
 *                               ReplayCommand ──▶ ReplayOptions ──▶ ReplayJob
 *                               JournalCommand: dump, stat
 * </pre>
 *
 * Everything here runs on the main thread and holds no state beyond one invocation. Results go to standard output,
 * everything else to standard error and to {@code data/logs}.
 */
package io.ringfence.engine.command;
