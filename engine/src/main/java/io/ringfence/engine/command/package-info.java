/**
 * The command line: parses and checks what was asked, then hands an immutable record of options to a job.
 *
 * <pre>
 *   arguments ──▶ Ringfence ──▶ DemoCommand   ──▶ DemoOptions   ──▶ Demo       (engine.demo)
 *                               RunCommand    ──▶ RunOptions    ──▶ Running    (engine.run)
 *                               ReplayCommand ──▶ ReplayOptions ──▶ Replaying  (engine.replay)
 *                               VenueCommand  ──▶ VenueRunOptions ─▶ SimulatedVenueJob
 *                               JournalCommand: dump, stat
 * </pre>
 *
 * Everything here runs on the main thread and holds no state beyond one invocation. Results go to standard output,
 * everything else to standard error and to {@code data/logs}.
 */
package io.ringfence.engine.command;
