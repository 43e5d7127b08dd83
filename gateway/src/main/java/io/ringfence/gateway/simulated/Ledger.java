package io.ringfence.gateway.simulated;

import io.ringfence.gateway.matching.Fill;
import io.ringfence.journal.message.Side;
import java.util.List;

/**
 * What the venue knows of its customers' trading at one moment: an immutable copy for tests and reports. Of requests and
 * executions the last 100,000 are kept.
 */
public record Ledger(List<Request> requests, List<Execution> executions, List<Holding> holdings) {
    public Ledger {
        requests = List.copyOf(requests);
        executions = List.copyOf(executions);
        holdings = List.copyOf(holdings);
    }

    /** What a request was about. */
    public enum Kind {
        PLACE,
        CANCEL,
        /** Of a conditional order, as is the next. */
        ALGO_PLACE,
        ALGO_CANCEL
    }

    /**
     * An authenticated request, answered.
     *
     * @param clientOrderId the order's; empty if the request named none
     * @param timeNs        market time of the answer
     * @param errorCode     0: accepted
     */
    public record Request(Kind kind, String account, String symbol, String clientOrderId, long timeNs, int errorCode) {}

    /** A fill and whose it is. */
    public record Execution(String account, String symbol, String clientOrderId, Side side, Fill fill) {}

    /**
     * An account's cash, and its position in one symbol.
     *
     * @param walletBalance  money, 1e-8, of the account as a whole
     * @param quantity       quantity units, negative is short
     * @param entryPrice     price units, rounded
     * @param realizedProfit money, 1e-8, without fees
     * @param fees           money, 1e-8
     */
    public record Holding(
            String account,
            long walletBalance,
            String symbol,
            long quantity,
            long entryPrice,
            long realizedProfit,
            long fees) {}
}
