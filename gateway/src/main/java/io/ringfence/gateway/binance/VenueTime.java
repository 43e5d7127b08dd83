package io.ringfence.gateway.binance;

import io.ringfence.gateway.json.Fault;
import io.ringfence.gateway.json.JsonScanner;
import io.ringfence.gateway.json.Numeral;
import io.ringfence.journal.event.EventLayout;

/** Binance's times: milliseconds, or microseconds where a socket was opened so. Stateless. */
final class VenueTime {
    /** Above it a time is in microseconds: as milliseconds it would be in the year 5138. */
    private static final long LAST_MILLISECOND = 100_000_000_000_000L;

    private static final long LAST_MICROSECOND = Long.MAX_VALUE / 1_000;
    private static final long NS_PER_MS = 1_000_000;
    private static final long NS_PER_US = 1_000;

    private VenueTime() {}

    /** Takes a time as ns since 1970-01-01 UTC. */
    static long read(final JsonScanner scanner) {
        return nanos(scanner, scanner.integer());
    }

    /** The time that a phrase holds, or {@link EventLayout#NO_TIME} if it holds none. */
    static long recall(final JsonScanner scanner, final Numeral time) {
        return time == null ? EventLayout.NO_TIME : nanos(scanner, scanner.number(time));
    }

    /** The event's time, but null if nobody asks, since there is the other one, and no digits make it a wrong one. */
    static Numeral unlessNeedless(final Numeral eventTime, final Numeral transactionTime) {
        return transactionTime != null && eventTime != null && isTime(eventTime.most()) ? null : eventTime;
    }

    /** Whether {@link #read} takes it. */
    private static boolean isTime(final long time) {
        return time <= LAST_MICROSECOND && (time > LAST_MILLISECOND || time <= Long.MAX_VALUE / NS_PER_MS);
    }

    private static long nanos(final JsonScanner scanner, final long time) {
        if (time < 0 || time > LAST_MICROSECOND) {
            scanner.reject(Fault.OUT_OF_RANGE);
            return EventLayout.NO_TIME;
        }
        // Milliseconds beyond the year 2262 don't fit ns either, and lie below the bound for microseconds.
        return time > LAST_MILLISECOND ? time * NS_PER_US : milliseconds(scanner, time);
    }

    private static long milliseconds(final JsonScanner scanner, final long time) {
        if (time > Long.MAX_VALUE / NS_PER_MS) {
            scanner.reject(Fault.OUT_OF_RANGE);
            return EventLayout.NO_TIME;
        }
        return time * NS_PER_MS;
    }

    /** The first time that is there: the matching engine's, else that of the message. */
    static long either(final long transactionTimeNs, final long eventTimeNs) {
        return transactionTimeNs == EventLayout.NO_TIME ? eventTimeNs : transactionTimeNs;
    }
}
