/**
 * The matching model: what would a venue have done with this order in this market? A plain, deterministic object that
 * fills orders against a market it is shown. The simulated venue, paper mode and the lock-step test use the same one.
 *
 * <pre>
 *  onQuote, onTrade, onMarkPrice ──▶ Market (top of book, what we took of it, what rests)
 *  place, cancel ──▶ MatchingModel (latency) ──▶ Executions ──▶ Account, Position ──▶ MatchingListener
 *                                                OrderChecks, Margin
 * </pre>
 *
 * <p>Thread: the caller's, always the same one. Time: what the caller says. State: pending requests, open orders, one
 * top of book per instrument, accounts with their positions. Nothing here knows a socket, a clock or a random number.
 * Market events allocate nothing unless they fill an order.
 */
package io.ringfence.gateway.matching;
