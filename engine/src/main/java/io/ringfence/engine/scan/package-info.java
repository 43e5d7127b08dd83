/**
 * The ranking of all instruments by what their candles, quotes and strategies show, and which of them are selected: positions are
 * opened in these alone. A plain object that {@code signals} feeds and asks.
 *
 * <pre>
 *   BarClosed, Quote, what strategies want ─▶ Ranking ─▶ Scanner ─▶ InstrumentRanked
 *                                                └ isSelected ─▶ signals: may this be opened?
 * </pre>
 *
 * {@code scan} reads the ranks from the live view.
 */
package io.ringfence.engine.scan;
