/**
 * What an entry must pass before it is sent, one small class per control, and the state that they are held against. Nothing here concerns exits.
 *
 * <pre>
 *   RiskControls ─▶ EntryControls ─▶ EntryControl ... (in a fixed order, the first that refuses counts)
 *        │                └ LimitTable: what configuration states, by strategy and instrument
 *        ├ MarketWatch     prices, usual spread and step, gaps of the book, status
 *        ├ OrderFlow       rates, entries per signal, executions
 *        ├ Exposure        what is held and reserved by entries under way
 *        ├ AccountBook     equity, the day's loss, drawdown, losses in a row
 *        ├ Surroundings    clock, request limits, lag, margin
 *        └ KillSwitch
 * </pre>
 *
 * Owned by {@code orders}: one thread, flat arrays, saved with its state. Knows no clock: time is the event's, and what is measured of the world comes as an
 * inbound event.
 */
package io.ringfence.engine.risk;
