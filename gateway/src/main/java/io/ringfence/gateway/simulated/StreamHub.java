package io.ringfence.gateway.simulated;

import java.util.ArrayList;
import java.util.List;

/**
 * All market stream sessions as one: how far they let the market be played, and whether they keep up. Owned by the
 * venue's event loop.
 */
final class StreamHub {
    /** No client that follows the market clock is there. */
    static final long NOBODY = Long.MIN_VALUE;

    private final List<StreamSession> sessions = new ArrayList<>();
    private Runnable onChange = () -> {};

    /** Says whom to tell when the market may perhaps go on. */
    void onChange(final Runnable listener) {
        onChange = listener;
    }

    void changed() {
        onChange.run();
    }

    void add(final StreamSession session) {
        sessions.add(session);
    }

    void remove(final StreamSession session) {
        sessions.remove(session);
        changed();
    }

    /** Clients that follow the market clock and have subscribed to something. */
    int followers() {
        int followers = 0;
        for (final StreamSession session : sessions) {
            followers += session.followsClock() ? 1 : 0;
        }
        return followers;
    }

    /** The earliest market time among those that the followers have answered; {@link #NOBODY} without followers. */
    long answeredTimeNs() {
        long earliest = Long.MAX_VALUE;
        for (int i = 0; i < sessions.size(); i++) {
            final StreamSession session = sessions.get(i);
            earliest = session.followsClock() ? Math.min(earliest, session.answeredTimeNs()) : earliest;
        }
        return earliest == Long.MAX_VALUE ? NOBODY : earliest;
    }

    /** The session that doesn't keep up with reading, or null. */
    StreamSession slowest() {
        for (int i = 0; i < sessions.size(); i++) {
            if (!sessions.get(i).isWritable()) {
                return sessions.get(i);
            }
        }
        return null;
    }

    void ping(final long timeNs) {
        for (int i = 0; i < sessions.size(); i++) {
            sessions.get(i).pingMarketTime(timeNs);
        }
    }

    void flush() {
        for (int i = 0; i < sessions.size(); i++) {
            sessions.get(i).flushPending();
        }
    }

    /** Tells the followers that the market is over. */
    void end(final long timeNs) {
        for (final StreamSession session : List.copyOf(sessions)) {
            session.sendEnd(timeNs);
        }
        flush();
    }
}
