/**
 * The path of one position's stop over a file of prices: what the command {@code stops} prints.
 *
 * <pre>
 *   MarketData (engine.data) ─▶ StopPath ─▶ PositionStops ─▶ PathWriter ─▶ CSV
 * </pre>
 *
 * The engine's own stop over the file's prices, nothing of its own but where a price comes from. One thread, off the lanes.
 */
package io.ringfence.engine.stoppath;
