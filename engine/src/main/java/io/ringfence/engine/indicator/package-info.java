/**
 * What can be computed from the market: candles, indicator values and the depth book.
 *
 * <pre>
 *   Trade, Boundary      ─▶ Candles ─▶ BarFeatures ─┬▶ BarClosed: the candle and its standard values, journaled
 *   Trade, Quote, Depth  ──────────────▶            └▶ IndicatorRow: declared values, closed and live, in the slot alone
 *   Depth                ─▶ DepthBook ──▶
 * </pre>
 *
 * Owned by the lane that runs {@code indicators}. Candles follow the venue's clock; everything else sees no time at
 * all. A value of price dimension is a {@code double} in price units (the mantissa's), so that nothing is converted.
 */
package io.ringfence.engine.indicator;
