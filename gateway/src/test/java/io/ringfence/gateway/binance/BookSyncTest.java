package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.MarketKind;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class BookSyncTest {
    private final MarketRig spot = new MarketRig(MarketKind.SPOT);
    private final MarketRig usdm = new MarketRig(MarketKind.USDM);

    @Test
    void shouldHandInOldUpdatesThenTheSnapshotThenWhatFollows() {
        spotDelta(1, 5);
        spotDelta(6, 10);
        spotDelta(11, 12);
        assertEquals(List.of(), kinds(spot));
        assertEquals(List.of(Venues.BTC), spot.asked);

        spot.onSnapshot(spotSnapshot(7));

        assertEquals(List.of("DELTA 1..5", "SNAPSHOT 7..7", "DELTA 6..10", "DELTA 11..12"), kinds(spot));
        assertTrue(spot.books.isSynced(Venues.BTC));
    }

    @Test
    void shouldFollowTheSpotRule() {
        syncSpot(10);

        spotDelta(5, 10);
        spotDelta(11, 15);
        spotDelta(14, 20);
        spotDelta(22, 23);

        assertEquals(List.of("SUPERSEDED 5..10", "DELTA 11..15", "DELTA 14..20", "RESYNC 20..20"), kinds(spot));
        assertFalse(spot.books.isSynced(Venues.BTC));
        assertEquals(1, spot.books.resyncs(Venues.BTC));
    }

    @Test
    void shouldFollowTheUsdmRule() {
        usdmDelta(100, 110, 90);
        usdm.onSnapshot(usdmSnapshot(105));
        usdmDelta(150, 160, 110);
        usdmDelta(161, 170, 159);

        assertEquals(List.of("SNAPSHOT 105..105", "DELTA 100..110", "DELTA 150..160", "RESYNC 160..160"), kinds(usdm));
    }

    @Test
    void shouldTakeAUsdmSnapshotThatEndsWithAnUpdate() {
        usdmDelta(100, 110, 90);
        usdmDelta(120, 130, 110);

        usdm.onSnapshot(usdmSnapshot(110));

        assertEquals(List.of("SNAPSHOT 110..110", "DELTA 100..110", "DELTA 120..130"), kinds(usdm));
    }

    @Test
    void shouldTakeAUsdmSnapshotFromBetweenTwoUpdates() {
        usdmDelta(100, 110, 90);
        usdmDelta(120, 130, 110);

        usdm.onSnapshot(usdmSnapshot(115));

        assertEquals(List.of("DELTA 100..110", "SNAPSHOT 115..115", "DELTA 120..130"), kinds(usdm));
        assertTrue(usdm.books.isSynced(Venues.BTC));
    }

    @Test
    void shouldRefuseASnapshotFromBeforeTheFirstUpdate() {
        spotDelta(11, 12);

        spot.onSnapshot(spotSnapshot(9));
        assertEquals(List.of(), kinds(spot));

        spot.onSnapshot(spotSnapshot(10));
        assertEquals(List.of("SNAPSHOT 10..10", "DELTA 11..12"), kinds(spot));
    }

    @Test
    void shouldMarkUpdatesThatTheSnapshotAlreadyContains() {
        spotDelta(1, 2);
        spot.onSnapshot(spotSnapshot(10));
        spotDelta(3, 10);
        spotDelta(9, 11);

        assertEquals(List.of("DELTA 1..2", "SNAPSHOT 10..10", "SUPERSEDED 3..10", "DELTA 9..11"), kinds(spot));
    }

    @Test
    void shouldAskAgainEverMoreSlowly() {
        final long second = TimeUnit.SECONDS.toNanos(1);
        final StringBuilder asked = new StringBuilder();

        for (int at = 0; at <= 300; at++) {
            spotDelta(10 * at, 10 * at + 9);
            if (!spot.asked.isEmpty()) {
                asked.append(at).append(' ');
                spot.asked.clear();
            }
            spot.nowNs += second;
        }

        assertEquals("0 1 3 7 15 31 63 123 183 243 ", asked.toString());
    }

    @Test
    void shouldAskAtOnceAfterAGapLongAfterTheLastRequest() {
        syncSpot(10);
        spot.asked.clear();
        spot.nowNs += TimeUnit.SECONDS.toNanos(5);

        spotDelta(20, 21);

        assertEquals(List.of(Venues.BTC), spot.asked);
    }

    @Test
    void shouldSayThatABookIsLostWhenTheSinkIsFull() {
        syncSpot(10);
        spot.log.room(0);

        final Outcome outcome = spotDelta(11, 12);
        spot.log.room(Integer.MAX_VALUE);
        spot.books.settle();

        assertEquals(Outcome.TAKEN, outcome);
        assertEquals(List.of("RESYNC 10..10"), kinds(spot));
        spot.onSnapshot(spotSnapshot(11));
        assertEquals(List.of("SNAPSHOT 11..11", "DELTA 11..12"), kinds(spot));
    }

    @Test
    void shouldDropTheRestOfAnUpdateThatIsRefusedHalfWay() {
        syncSpot(10);
        spot.log.room(1);

        spot.onFrame(longDelta(11, 12));
        assertEquals(List.of("DELTA 11..12"), kinds(spot));
        spot.log.room(Integer.MAX_VALUE);
        spot.books.settle();

        assertEquals(List.of("RESYNC 10..10"), kinds(spot));
    }

    @Test
    void shouldGoOnWhereTheSinkWasFullWhileItLoads() {
        spot.onFrame(longDelta(1, 5));
        spot.onFrame(longDelta(6, 12));
        final UnsafeBuffer part = spotSnapshot(7).get(0);
        spot.log.room(1);

        assertFalse(spot.books.onSnapshotPart(part, 0, part.capacity()));
        spot.log.room(2);
        assertTrue(spot.books.onSnapshotPart(part, 0, part.capacity()));
        assertFalse(spot.books.isSynced(Venues.BTC));
        spot.log.room(1);
        spot.books.settle();
        assertFalse(spot.books.isSynced(Venues.BTC));
        spot.log.room(Integer.MAX_VALUE);
        spot.books.settle();

        assertTrue(spot.books.isSynced(Venues.BTC));
        assertEquals(List.of("DELTA 1..5", "DELTA 1..5", "SNAPSHOT 7..7", "DELTA 6..12", "DELTA 6..12"), kinds(spot));
    }

    @Test
    void shouldQueueUpdatesBetweenThePartsOfASnapshot() {
        spotDelta(1, 10);
        final List<UnsafeBuffer> parts = spot.snapshot(Venues.BTC, body(10, 70));
        assertEquals(2, parts.size());

        spot.onSnapshot(parts.subList(0, 1));
        spotDelta(11, 11);
        spot.onSnapshot(parts.subList(1, 2));

        assertEquals(List.of("DELTA 1..10", "SNAPSHOT 10..10", "SNAPSHOT 10..10", "DELTA 11..11"), kinds(spot));
    }

    @Test
    void shouldStartOverWithANewerSnapshotWhenOneStopsHalfWay() {
        spotDelta(1, 10);
        spot.onSnapshot(spot.snapshot(Venues.BTC, body(10, 70)).subList(0, 1));
        spotDelta(11, 15);

        spot.onSnapshot(spotSnapshot(12));

        assertEquals(List.of("DELTA 1..10", "SNAPSHOT 10..10", "SNAPSHOT 12..12", "DELTA 11..15"), kinds(spot));
    }

    @Test
    void shouldHandInWhatTheQueueCannotHoldAndStartOver() {
        int id = 1;
        while (spot.log.size() == 0) {
            spot.onFrame(longDelta(id, id));
            id++;
        }

        final int last = id - 1;
        assertEquals(2 * (last - 1), spot.log.size());
        assertFalse(spot.books.isSynced(Venues.BTC));
        spot.log.clear();
        spot.onSnapshot(spotSnapshot(last));
        assertEquals(
                List.of("DELTA " + last + ".." + last, "DELTA " + last + ".." + last, "SNAPSHOT " + last + ".." + last),
                kinds(spot));
    }

    @Test
    void shouldLoseTheBookOfAMalformedUpdate() {
        syncSpot(10);

        final Outcome outcome = spot.onFrame(delta(11, 12, "").replace("\"1.5\"", "\"1.5555555555\""));

        assertEquals(Outcome.MALFORMED, outcome);
        assertEquals(List.of("RESYNC 10..10"), kinds(spot));
    }

    @Test
    void shouldLoseAllBooksWhenTheSocketGoes() {
        syncSpot(10);

        spot.books.loseAll();
        spot.books.loseAll();

        assertEquals(List.of("RESYNC 10..10"), kinds(spot));
    }

    @Test
    void shouldSplitAnUpdateIntoPartsOfBoundedLength() {
        syncSpot(10);

        spot.onFrame(longDelta(11, 12));

        assertEquals(2, spot.log.size());
        assertEquals(EventLayout.MAX_EVENT_LENGTH, spot.log.events().get(0).capacity());
        final List<String> told = spot.told();
        assertTrue(told.get(0).startsWith("depth of 1/0 at 1000000 DELTA 11..12 part=0 last=NO BUY 2@100000000"));
        assertTrue(told.get(1).startsWith("depth of 1/0 at 1000000 DELTA 11..12 part=1 last=YES"));
        assertTrue(told.get(1).endsWith("SELL 150000000@200000000"));
    }

    private void syncSpot(final long id) {
        spotDelta(id, id);
        spot.onSnapshot(spotSnapshot(id));
        spot.log.clear();
    }

    private Outcome spotDelta(final long first, final long last) {
        return spot.onFrame(delta(first, last, ""));
    }

    private Outcome usdmDelta(final long first, final long last, final long previous) {
        return usdm.onFrame(delta(first, last, "\"pu\":" + previous + ","));
    }

    private static String delta(final long first, final long last, final String more) {
        return "{\"e\":\"depthUpdate\",\"E\":1,\"s\":\"BTCUSDT\",\"U\":" + first + ",\"u\":" + last + "," + more
                + "\"b\":[[\"1.00\",\"0.00\"]],\"a\":[[\"2.00\",\"1.5\"]]}";
    }

    /** An update of two parts. */
    private static String longDelta(final long first, final long last) {
        return delta(first, last, "")
                .replace("[\"1.00\",\"0.00\"]", "[\"1.00\",\"0.00000002\"],".repeat(70) + "[\"1.00\",\"0.00\"]");
    }

    private static String body(final long id, final int levels) {
        return "{\"lastUpdateId\":" + id + ",\"bids\":[" + "[\"1.00\",\"3.00\"],".repeat(levels - 1)
                + "[\"1.00\",\"3.00\"]],\"asks\":[]}";
    }

    private List<UnsafeBuffer> spotSnapshot(final long id) {
        return spot.snapshot(Venues.BTC, body(id, 1));
    }

    private List<UnsafeBuffer> usdmSnapshot(final long id) {
        return usdm.snapshot(Venues.BTC, body(id, 1));
    }

    /** Kind and ids of every depth event since the last look. */
    private static List<String> kinds(final MarketRig rig) {
        return rig.told().stream()
                .map(told -> told.replaceFirst(".* (DELTA|SNAPSHOT|RESYNC|SUPERSEDED) (\\S+) .*", "$1 $2"))
                .toList();
    }
}
