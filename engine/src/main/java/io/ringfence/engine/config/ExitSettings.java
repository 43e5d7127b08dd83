package io.ringfence.engine.config;

/**
 * How an exit is pursued until the position is flat, and when somebody is called.
 *
 * @param order         what an exit is tried with first
 * @param collarPercent how much worse than the opposite quote the first limit may be, 0 to 50
 * @param widenPercent  what each further attempt adds to that, 0 to 50
 * @param attempts      attempts with a limit, 1 to 100
 * @param then          what follows them; {@code limit-ioc} stays with the widest collar
 * @param retry         between an attempt that left something and the next; the first wait after a refusal, too
 * @param maxRetry      to which waits after refusals, throttling and a lost order entry double; not below {@code retry}
 * @param alarmAfter    an exit wanted for longer than this raises an alarm; the next come after twice, four times ... as
 *     long, up to {@value #MAX_ALARM_DOUBLINGS} doublings, for as long as the position is there
 */
public record ExitSettings(
        @Default("market") ExitOrder order,
        @Default("0.5") double collarPercent,
        @Default("0.5") double widenPercent,
        @Default("3") int attempts,
        @Default("market") ExitOrder then,
        @Default("250ms") Timeframe retry,
        @Default("8s") Timeframe maxRetry,
        @Default("5s") Timeframe alarmAfter) {
    /** Of {@code alarmAfter}. */
    public static final int MAX_ALARM_DOUBLINGS = 6;

    private static final double MAX_PERCENT = 50;

    public ExitSettings {
        Range.check("exits.collarPercent", collarPercent, 0, MAX_PERCENT);
        Range.check("exits.widenPercent", widenPercent, 0, MAX_PERCENT);
        Range.check("exits.attempts", attempts, 1, 100);
        if (collarPercent + (attempts - 1) * widenPercent > MAX_PERCENT) {
            throw new InvalidSetting(
                    "exits.widenPercent",
                    widenPercent,
                    "makes the widest collar more than " + MAX_PERCENT + "%, with collarPercent=" + collarPercent
                            + " and attempts=" + attempts);
        }
        if (maxRetry.ns() < retry.ns()) {
            throw new InvalidSetting("exits.maxRetry", maxRetry, "must not be below retry=" + retry);
        }
    }

    /** What holds where nothing is written. */
    public static ExitSettings standard() {
        return new ExitSettings(
                ExitOrder.MARKET,
                0.5,
                0.5,
                3,
                ExitOrder.MARKET,
                Timeframe.valueOf("250ms"),
                Timeframe.valueOf("8s"),
                Timeframe.valueOf("5s"));
    }
}
