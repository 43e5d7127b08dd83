/**
 * What the venue's reports have settled: positions, cost, profit, fees and the account's balance.
 *
 * <pre>
 *   ExecutionReport ─▶ TradeIds (seen before?) ─▶ Positions ─▶ PositionChanged
 *   Balance         ─▶ Balances
 *   Trade, Quote    ─▶ Positions (mark, for the unrealised profit of reports)
 * </pre>
 *
 * Owned by the lane that runs {@code portfolio}. Positions follow from fills alone, one way: a signed quantity per
 * instrument. What an order reserves before the venue answers belongs to {@code orders}.
 */
package io.ringfence.engine.portfolio;
