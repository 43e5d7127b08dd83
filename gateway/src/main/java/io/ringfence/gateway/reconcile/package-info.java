/**
 * What the account can tell of the time in which nobody listened, as inbound events.
 *
 * <pre>
 *   user data up ─▶ Reconciler ─▶ Reconciliation ─▶ RestClient ─▶ venue
 *                   one run at a    openOrders, userTrades, allOrders, balances, positions
 *                   time, retries      └─▶ AccountEvents ─▶ EventSink (waits) … closed by Reconciled
 * </pre>
 *
 * <p>Thread: the blocking side, one run at a time. State: since when it asks, and how much of the venue's request weight
 * is spent.
 */
package io.ringfence.gateway.reconcile;
