/**
 * An engine that orders a few times a day would send every order from the interpreter. So it trades on a made-up market first, on
 * stages of its own that nothing else sees, until what an order needs is compiled. The benchmarks start from the same settings.
 *
 * <pre>
 *   made-up market ─▶ stages (FlipOften) ─▶ the venue's request ─▶ filled at once ─┐
 *                       ▲                                                         │
 *                       └──────────────────── hand-over ◀─────────────────────────┘
 * </pre>
 */
package io.ringfence.engine.rehearsal;
