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
 * @param baseFee        quantity units: on spot a buyer's fee is taken from what was bought; {@code fee} is its worth then. 0: it was taken in money
 * @param otherFee       1e-8 of the asset that an account may pay its fees in; then the others are 0
 */
public record Fill(
        long tradeId,
        long price,
        long quantity,
        long notional,
        long fee,
        long realizedProfit,
        boolean maker,
        long timeNs,
        long baseFee,
        long otherFee) {}
