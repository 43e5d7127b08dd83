/**
 * Historical market data from files: candles and trades as CSV, Binance's public data, frames files; plain, gzipped or
 * zipped.
 *
 * <pre>
 *   MarketFiles.open ─▶ CsvMarket (surveyed first: layout, decimals, spacing) ─┐
 *                       FramesMarket ─────────────────────────────────────────┴▶ MarketListener
 *                                                                                  │ indicator.Candles
 * </pre>
 *
 * <p>Prices and quantities are {@code long} mantissas in scales that suit the whole file. What a file says that can't be is
 * refused with file, line and value ({@link io.ringfence.engine.data.DataException}). Read on one thread, off the lanes.
 */
package io.ringfence.engine.data;
