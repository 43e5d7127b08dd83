/**
 * Replays a generation's market under another configuration, with the matching model in the venue's place.
 *
 * <pre>
 *   event log ─▶ market, ticks, commands ─▶ ModelRun ─▶ stages ─▶ paper venue
 *                (no reports, answers,         ▲                      │
 *                 balances, boundaries)        └── reports ◀──────────┘
 *
 *   what happened (logs) │ the recorded configuration (model) │ the other one (model)     side by side
 * </pre>
 *
 * Both runs begin flat, with the first balance that was recorded, and make their own candle boundaries, so that they differ
 * by configuration alone; how the first of them differs from what really happened is the model's error. Belongs to the
 * thread of whoever asks.
 */
package io.ringfence.engine.whatif;
