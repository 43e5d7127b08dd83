/**
 * Candles of the past, so that indicators are ready soon after a start:
 *
 * <pre>
 *   store of earlier runs ──┐
 *                           ├─▶ warm-up ─▶ Candle, CandleHistory ─▶ hand-over ─▶ ring ─▶ indicators ─▶ SeriesChanged
 *   REST klines (budget) ───┘      ▲                                                                       │
 *                                  └──────────── tail of both logs ◀───────────────────────────────────────┘
 *                                                    └─▶ store
 * </pre>
 *
 * The store is a cache: a file per timeframe that may be deleted at any time. Who asks and who tails have threads of their
 * own, of low priority; no lane waits for them.
 */
package io.ringfence.engine.warmup;
