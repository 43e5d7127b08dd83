/**
 * The whole engine on one thread, with time, storage, network, venue and market drawn from one seed. What is simulated lies
 * around the production parts, which run unchanged:
 *
 * <pre>
 *   SimulatedMarket ─▶ BoundaryTimer ─▶ Inbound ─▶ EventRing ─▶ Lanes: journal … orders ─▶ OrderOutbox ─▶ SimulatedGateway
 *                        Ticker ──────────▲                       │          │                                │
 *   Agenda: what arrives when ────────────┘           SimulatedLog (events, decisions)                    Agenda
 *      ▲                                                          │ crash: cut, torn                          ▼
 *      └──────── answers, reports, lists ◀──────────────── files ─┴▶ Journal, Recovery                 SimulatedVenue
 * </pre>
 *
 * A seed is a {@code Plan} (what may go wrong, and how often) and the draws of each role, which don't disturb one another.
 * {@code Simulation} plays it: first with faults, then without. The checkers know nothing of the stages: they follow the
 * decisions ({@code DecisionWatch}) and the venue's own books. A violation names the seed, and the seed plays it again.
 */
package io.ringfence.engine.simulation;
