/**
 * The ranking of all instruments by what their candles and quotes show, and which of them are selected. A plain object that
 * {@code indicators} feeds; it writes what comes of it as {@code InstrumentRanked}. {@code scan} reads that from the live view.
 */
package io.ringfence.engine.scan;
