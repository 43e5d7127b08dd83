package io.ringfence.gateway.simulated;

/** What the venue has done. Plain fields, written by the venue's event loop. */
final class VenueCounters {
    long tradesPlayed;
    long quotesPlayed;
    long depthsPlayed;
    long snapshotsPlayed;
    long framesIgnored;
    long messagesSent;
    long requests;
    long requestsRefused;
    long reportsSent;
    long faults;

    VenueCounts counts() {
        return new VenueCounts(
                tradesPlayed,
                quotesPlayed,
                depthsPlayed,
                snapshotsPlayed,
                framesIgnored,
                messagesSent,
                requests,
                requestsRefused,
                reportsSent,
                faults);
    }
}
