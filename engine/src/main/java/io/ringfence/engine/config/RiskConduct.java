package io.ringfence.engine.config;

/**
 * What risk does apart from comparing with limits.
 *
 * @param answerTimeout an order without an answer for longer than this is of unknown outcome
 * @param dayStart      when the account's day begins, UTC
 * @param killLevel     what {@code killDailyLossPercent} and {@code killDrawdownPercent} throw the kill switch to
 * @param killFile      a file of this name in the folder that holds the journal's throws the kill switch
 * @param foreign       what becomes of a position that others opened or changed
 * @param selfTradePrevention what the venue ends when an entry would meet another order of the account; an exit always ends the other one
 * @param compareEvery  how often positions and balances are compared with the venue's; 0: only at the start
 * @param quoteAlarm    for how long what is held may be without quotes, the market's connection being down or trades being at prices beyond
 *                      the last one, before an alarm; 0: for ever
 */
public record RiskConduct(
        @Default("5s") Timeframe answerTimeout,
        @Default("00:00") TimeOfDay dayStart,
        @Default("reduce-only") KillChoice killLevel,
        @Default("kill") String killFile,
        @Default("leave") ForeignChoice foreign,
        @Default("expire-taker") SelfTradeChoice selfTradePrevention,
        @Default("10s") Interval compareEvery,
        @Default("10s") Interval quoteAlarm) {
    private static final long SECOND_NS = 1_000_000_000L;

    /** As far as limits may throw the kill switch. */
    public enum KillChoice {
        REDUCE_ONLY,
        CANCEL_ALL,
        FLATTEN
    }

    /** See {@link RiskConduct#foreign}. */
    public enum ForeignChoice {
        LEAVE,
        ADOPT,
        FLATTEN
    }

    /** See {@link RiskConduct#selfTradePrevention}: the entry, the other order, or both. */
    public enum SelfTradeChoice {
        EXPIRE_TAKER,
        EXPIRE_MAKER,
        EXPIRE_BOTH
    }

    public RiskConduct {
        if (!killFile.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new InvalidSetting("risk.killFile", killFile, "must be a file's name without a folder");
        }
        checkSecond("risk.compareEvery", compareEvery);
        checkSecond("risk.quoteAlarm", quoteAlarm);
    }

    private static void checkSecond(final String key, final Interval interval) {
        if (interval.ns() != 0 && interval.ns() < SECOND_NS) {
            throw new InvalidSetting(key, interval, "must be 0 or at least 1s");
        }
    }

    static RiskConduct standard(final Timeframe answerTimeout) {
        return new RiskConduct(
                answerTimeout,
                TimeOfDay.valueOf("00:00"),
                KillChoice.REDUCE_ONLY,
                "kill",
                ForeignChoice.LEAVE,
                SelfTradeChoice.EXPIRE_TAKER,
                Interval.valueOf("10s"),
                Interval.valueOf("10s"));
    }
}
