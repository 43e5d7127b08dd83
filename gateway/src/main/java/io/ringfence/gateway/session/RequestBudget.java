package io.ringfence.gateway.session;

import io.ringfence.journal.message.MarketKind;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much of the venue's request weight may be spent in a minute, and on what. What the account needs comes first: history
 * may only be asked for while a quarter of the minute's weight is left, and not while the account waits. The venue counts all
 * clients of an address by minutes of its clock, and tells the sum with each answer: if that is more than what was spent
 * here, it counts. After a 429 or 418 nothing is spent until the venue says. Any thread.
 */
public final class RequestBudget {
    /** Of an address in a minute, at Binance. */
    static final int USDM_WEIGHT = 2_400;

    static final int SPOT_WEIGHT = 6_000;

    private static final long MINUTE_MS = TimeUnit.MINUTES.toMillis(1);
    private static final long SHORT_WHILE_MS = 100;
    private static final int HUNDRED = 100;

    private final int perMinute;
    private final LongSupplier clockMs;
    private final Pause pause;
    private long minute;
    private int spent;
    private int accountWaits;
    private long closedUntilMs;

    /** What weight is spent on, and how much of a minute's may be gone with it, in percent. */
    public enum Purpose {
        /** Orders, fills, balances, positions. */
        ACCOUNT(95),
        /** Snapshots of depth books. */
        BOOKS(50),
        /** Candles of the past. */
        HISTORY(75);

        private final int percent;

        Purpose(final int percent) {
            this.percent = percent;
        }
    }

    /** Sleeping, or in tests not. */
    interface Pause {
        void ms(long ms) throws InterruptedException;
    }

    /** @param clockMs the host's, since 1970; it needn't agree with the venue's to the second */
    RequestBudget(final int perMinute, final LongSupplier clockMs, final Pause pause) {
        this.perMinute = perMinute;
        this.clockMs = clockMs;
        this.pause = pause;
    }

    /** Of the host's clock, nothing spent. */
    public static RequestBudget of(final MarketKind kind) {
        return new RequestBudget(
                kind == MarketKind.USDM ? USDM_WEIGHT : SPOT_WEIGHT,
                System::currentTimeMillis,
                TimeUnit.MILLISECONDS::sleep);
    }

    /** Waits until {@code weight} may be spent, and spends it. */
    public void spend(final int weight, final Purpose purpose) throws InterruptedException {
        long waitMs = take(weight, purpose);
        if (waitMs == 0) {
            return;
        }
        wait(purpose, 1);
        try {
            while (waitMs > 0) {
                pause.ms(waitMs);
                waitMs = take(weight, purpose);
            }
        } finally {
            wait(purpose, -1);
        }
    }

    /** Spends {@code weight} if that may be done now. */
    public boolean trySpend(final int weight, final Purpose purpose) {
        return take(weight, purpose) == 0;
    }

    /** What has been spent this minute, here and by whoever shares the address. */
    public synchronized int spent() {
        turnMinute(clockMs.getAsLong());
        return spent;
    }

    /** What may be spent in a minute by all who share the address. */
    public int perMinute() {
        return perMinute;
    }

    /** For how long the venue wants to hear nothing, ms; 0: it listens. */
    public synchronized long closedForMs() {
        return Math.max(0, closedUntilMs - clockMs.getAsLong());
    }

    /** Until when the venue wants to hear nothing, ms of the host's clock since 1970; of the past if it listens. */
    public synchronized long closedUntilMs() {
        return closedUntilMs;
    }

    /** The clock's, since 1970. */
    long minute() {
        return clockMs.getAsLong() / MINUTE_MS;
    }

    /**
     * The venue says what a minute's requests weigh so far.
     *
     * @param askedMinute in which it was asked: what it says of a minute that is over says nothing about the present one
     */
    synchronized void observe(final int usedWeight, final long askedMinute) {
        turnMinute(clockMs.getAsLong());
        if (askedMinute == minute) {
            spent = Math.max(spent, usedWeight);
        }
    }

    /** The venue wants to hear nothing for a while. */
    void closeFor(final int seconds) {
        closeForMs(TimeUnit.SECONDS.toMillis(seconds));
    }

    /** As {@link #closeFor}, of whoever else talks to the venue. */
    public synchronized void closeForMs(final long ms) {
        closedUntilMs = Math.max(closedUntilMs, clockMs.getAsLong() + ms);
    }

    private synchronized void wait(final Purpose purpose, final int change) {
        accountWaits += purpose == Purpose.ACCOUNT ? change : 0;
    }

    /** Spends it and returns 0, or returns how long to wait, ms. */
    private synchronized long take(final int weight, final Purpose purpose) {
        final long nowMs = clockMs.getAsLong();
        turnMinute(nowMs);
        if (nowMs < closedUntilMs) {
            return closedUntilMs - nowMs;
        }
        if (purpose != Purpose.ACCOUNT && accountWaits > 0) {
            return SHORT_WHILE_MS;
        }
        if (spent > 0 && spent + weight > perMinute / HUNDRED * purpose.percent) {
            return (minute + 1) * MINUTE_MS - nowMs;
        }
        spent += weight;
        return 0;
    }

    private void turnMinute(final long nowMs) {
        if (nowMs / MINUTE_MS != minute) {
            minute = nowMs / MINUTE_MS;
            spent = 0;
        }
    }
}
