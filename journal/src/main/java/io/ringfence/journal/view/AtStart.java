package io.ringfence.journal.view;

import java.util.List;

/**
 * What a generation begins with.
 *
 * @param orders   without an end
 * @param stops    that may rest at the venue, of one instrument the oldest first
 * @param realized profit before fees so far, of the account, money 1e-8
 * @param fees     so far, money 1e-8
 */
public record AtStart(
        List<HeldAtStart> held, List<OrderAtStart> orders, List<StopAtStart> stops, long realized, long fees) {
    /** Of a first run. */
    public static final AtStart NOTHING = new AtStart(List.of(), List.of(), List.of(), 0, 0);
}
