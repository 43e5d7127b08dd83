package io.ringfence.engine.config;

import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A limit of risk: its key, its unit, what it is when nobody says, and its range. Each may be stated for the account, by strategy
 * and by instrument, and each may be {@code off}. A value above its limit refuses an entry.
 */
public enum RiskLimit {
    MAX_ORDER_NOTIONAL("maxOrderNotional", Unit.MONEY, null, 0.01, 1e9),
    MAX_POSITION_NOTIONAL("maxPositionNotional", Unit.MONEY, null, 0.01, 1e9),
    PRICE_BAND("priceBandPercent", Unit.PERCENT, "1", 0.001, 50),
    STALE_DATA("staleData", Unit.TIME, "5s", 0, 0),
    MAX_IN_FLIGHT("maxInFlight", Unit.COUNT, "4", 1, 8),
    ENTRIES("entries", Unit.SWITCH, "on", 0, 0),
    SESSION("session", Unit.SESSION, RiskLimit.OFF_TEXT, 0, 0),
    MARKET_STATUS("marketStatus", Unit.SWITCH, "on", 0, 0),
    MAX_CLOCK_OFFSET("maxClockOffset", Unit.TIME, "500ms", 0, 0),
    WARN_CLOCK_OFFSET("warnClockOffset", Unit.TIME, "250ms", 0, 0),
    MAX_LAG("maxLag", Unit.TIME, "100ms", 0, 0),
    MAX_RING("maxRingPercent", Unit.PERCENT, "50", 1, 100),
    MAX_REQUESTS("maxRequestPercent", Unit.PERCENT, "50", 1, 100),
    MAX_ORDER_COUNT("maxOrderCountPercent", Unit.PERCENT, "50", 1, 100),
    MAX_DAILY_LOSS("maxDailyLossPercent", Unit.PERCENT, "2", 0.001, 100),
    KILL_DAILY_LOSS("killDailyLossPercent", Unit.PERCENT, "4", 0.001, 100),
    MAX_DRAWDOWN("maxDrawdownPercent", Unit.PERCENT, "6", 0.001, 100),
    KILL_DRAWDOWN("killDrawdownPercent", Unit.PERCENT, RiskLimit.OFF_TEXT, 0.001, 100),
    MAX_MARGIN("maxMarginPercent", Unit.PERCENT, "50", 0.1, 100),
    MAX_LEVERAGE("maxLeverage", Unit.MULTIPLE, "3", 0.01, 125),
    MAX_LOSSES("maxLosses", Unit.COUNT, "5", 1, 1_000),
    LOSS_COOL_DOWN("lossCoolDown", Unit.TIME, "30m", 0, 0),
    MAX_EXECUTIONS("maxExecutionsPerMinute", Unit.COUNT, "30", 1, 10_000),
    EXECUTION_PAUSE("executionPause", Unit.TIME, "5m", 0, 0),
    ORDERS_PER_SECOND("ordersPerSecond", Unit.COUNT, "5", 1, 10_000),
    ORDERS_PER_MINUTE("ordersPerMinute", Unit.COUNT, "100", 1, 100_000),
    MAX_ORDERS_PER_SIGNAL("maxOrdersPerSignal", Unit.COUNT, "3", 1, 100),
    DUPLICATE_WINDOW("duplicateWindow", Unit.TIME, "500ms", 0, 0),
    MAX_OPEN_ORDERS("maxOpenOrders", Unit.COUNT, "20", 1, 10_000),
    BOOK_GAP("bookGap", Unit.SWITCH, "on", 0, 0),
    CROSSED_BOOK("crossedBook", Unit.SWITCH, "on", 0, 0),
    MAX_SPREAD("maxSpreadMultiple", Unit.MULTIPLE, "10", 1, 1_000),
    MAX_JUMP("maxJumpDeviations", Unit.MULTIPLE, "5", 1, 1_000),
    MARK_BAND("markBandPercent", Unit.PERCENT, "2", 0.001, 50),
    MAX_ORDER_QUANTITY("maxOrderQuantity", Unit.QUANTITY, RiskLimit.OFF_TEXT, 1e-8, 1e10),
    SELF_TRADE("selfTrade", Unit.SWITCH, "on", 0, 0),
    MAX_POSITIONS("maxPositions", Unit.COUNT, "10", 1, 4_096),
    MAX_GROSS_NOTIONAL("maxGrossNotional", Unit.MONEY, RiskLimit.OFF_TEXT, 0.01, 1e10),
    BALANCE("balance", Unit.SWITCH, "on", 0, 0);

    /** No limit: above every value. */
    public static final long OFF = Long.MAX_VALUE;

    /** Parts of a whole, as of the unit percent. */
    public static final long WHOLE = 1_000_000_000L;

    /** 1 of the unit multiple. */
    public static final long ONCE = 1_000_000L;

    static final String OFF_TEXT = "off";

    private static final long MINUTES_OF_A_DAY = 1_440;

    /** What a limit is counted in. */
    public enum Unit {
        /** 1e-8 of the account's currency. */
        MONEY("an amount"),
        /** 1e-8 of the instrument's base. */
        QUANTITY("a quantity"),
        /** Parts of {@link RiskLimit#WHOLE}. */
        PERCENT("a number of percent"),
        /** Parts of {@link RiskLimit#ONCE}. */
        MULTIPLE("a number"),
        COUNT("a whole number"),
        /** ns. */
        TIME("a length of time as in 250ms, 5s, 30m"),
        /** 1 is on. */
        SWITCH("on"),
        /** Minutes of the day, UTC: from x 1440 + to. */
        SESSION("a part of the day in UTC as in 08:00-20:30");

        private final String form;

        Unit(final String form) {
            this.form = form;
        }
    }

    private final String key;
    private final Unit unit;
    private final String standard;
    private final double min;
    private final double max;

    RiskLimit(final String key, final Unit unit, final String standard, final double min, final double max) {
        this.key = key;
        this.unit = unit;
        this.standard = standard;
        this.min = min;
        this.max = max;
    }

    /** As it is written under {@code risk:}. */
    public String key() {
        return key;
    }

    public Unit unit() {
        return unit;
    }

    /** What it is when nobody says; empty: it must be written. */
    public Optional<String> standard() {
        return Optional.ofNullable(standard);
    }

    static List<String> keys() {
        return Arrays.stream(values()).map(RiskLimit::key).toList();
    }

    static Optional<RiskLimit> of(final String key) {
        return Arrays.stream(values()).filter(limit -> limit.key.equals(key)).findFirst();
    }

    /**
     * What was written, in its unit.
     *
     * @param path of the key, for the message
     * @throws InvalidSetting if it is none, or out of range
     */
    long parse(final String written, final String path) {
        if (written.equals(OFF_TEXT)) {
            return OFF;
        }
        try {
            return switch (unit) {
                case MONEY, QUANTITY -> number(written, path, Money.SCALE);
                case PERCENT -> number(written, path, 7);
                case MULTIPLE -> number(written, path, 6);
                case COUNT -> number(written, path, 0);
                case TIME -> Timeframe.valueOf(written).ns();
                case SWITCH -> on(written);
                case SESSION -> session(written);
            };
        } catch (final InvalidSetting outOfRange) {
            throw outOfRange;
        } catch (final IllegalArgumentException | ArithmeticException e) {
            throw new InvalidSetting(path, written, "must be " + unit.form + ", or " + OFF_TEXT);
        }
    }

    private long number(final String written, final String path, final int scale) {
        final BigDecimal number = new BigDecimal(written);
        Range.check(path, number.doubleValue(), min, max);
        return number.movePointRight(scale)
                .setScale(0, RoundingMode.UNNECESSARY)
                .longValueExact();
    }

    private static long on(final String written) {
        if (!written.equals("on")) {
            throw new IllegalArgumentException(written);
        }
        return 1;
    }

    private static long session(final String written) {
        final String[] ends = written.split("-", -1);
        if (ends.length != 2) {
            throw new IllegalArgumentException(written);
        }
        return minute(ends[0]) * MINUTES_OF_A_DAY + minute(ends[1]);
    }

    private static long minute(final String time) {
        return TimeOfDay.valueOf(time.strip()).ns() / 60_000_000_000L;
    }

    /** Whether {@code minute} of the day lies in a session; one that ends before it begins goes over midnight. */
    public static boolean isWithin(final long session, final long minute) {
        final long from = session / MINUTES_OF_A_DAY;
        final long to = session % MINUTES_OF_A_DAY;
        return from <= to ? minute >= from && minute < to : minute >= from || minute < to;
    }
}
