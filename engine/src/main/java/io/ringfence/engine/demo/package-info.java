/**
 * The main job in one process: simulated venue and engine over real loopback sockets, a report, and the replay.
 *
 * <pre>
 *   frames or a seed ─▶ SimulatedVenue ◀─ sockets ─▶ Engine ─▶ journal ─▶ JournalFigures, Replay ─▶ DemoReport
 *                                                       └ thread counters, while it plays ─▶ Allocation ┘
 * </pre>
 *
 * Runs on the main thread; venue and engine have threads of their own.
 */
package io.ringfence.engine.demo;
