package io.ringfence.gateway.matching;

/**
 * One execution of an order.
 *
 * @param tradeId        from 1, per model
 * @param price          price units
 * @param quantity       quantity units
 * @param notional       money, 1e-8
 * @param fee            money, 1e-8; positive is a cost
 * @param realizedProfit money, 1e-8, without fee
 * @param maker          whether the order had rested
 * @param timeNs         market time
 */
public record Fill(
        long tradeId,
        long price,
        long quantity,
        long notional,
        long fee,
        long realizedProfit,
        boolean maker,
        long timeNs) {}
