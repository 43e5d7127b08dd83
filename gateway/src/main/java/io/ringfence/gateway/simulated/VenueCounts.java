package io.ringfence.gateway.simulated;

/**
 * What a venue has done so far.
 *
 * @param framesIgnored   of streams or symbols this venue doesn't play
 * @param messagesSent    on market streams, over all clients
 * @param requests        REST and websocket API
 * @param requestsRefused with an error code, whatever the reason
 * @param reportsSent     on user data streams
 * @param faults          done on purpose
 */
public record VenueCounts(
        long tradesPlayed,
        long quotesPlayed,
        long depthsPlayed,
        long snapshotsPlayed,
        long framesIgnored,
        long messagesSent,
        long requests,
        long requestsRefused,
        long reportsSent,
        long faults) {}
