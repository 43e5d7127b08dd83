/**
 * The features: what can be computed from an instrument's closed bars, trades, quotes and book, bar by bar.
 *
 * <pre>
 *   Bar ────────▶ Bars (last rows) ─▶ Feature, Feature, … ─▶ values with their readiness    at each close
 *   trade, quote, book, reference price ─▶ the features that listen to it                   at each event
 *   forming Bar ─▶ one feature, its cells left as they are ─▶ its live values               when asked
 * </pre>
 *
 * <p>A {@link io.ringfence.engine.feature.FeatureSet} is made once from the
 * {@link io.ringfence.engine.feature.FeatureCatalogue} and holds no state of any instrument. All state of one series (an
 * instrument and timeframe) is one stretch of a flat {@code double[]} that belongs to the caller, zero-filled at first:
 * copying it saves the series, whatever the features are. An update costs the same at the first bar and the millionth, and
 * allocates nothing.
 *
 * <p>Prices come as {@code double} in price units, quantities in quantity units (the mantissas', as everywhere in the
 * stages): whole numbers below 2^53 are exact, so sums of them are too, and nothing is converted. Values of price or
 * quantity dimension leave in the same unit ({@link io.ringfence.engine.feature.Unit}); all others have none. A value is
 * never NaN or infinite; whether there is one is asked with {@code isReady}.
 *
 * <p>Thread: whoever owns the {@code double[]}; a set has scratch space and belongs to one thread.
 */
package io.ringfence.engine.feature;
