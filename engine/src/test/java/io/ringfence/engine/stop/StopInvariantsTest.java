package io.ringfence.engine.stop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.StopProfile;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.testing.TestInstruments;
import io.ringfence.journal.message.StopReason;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What holds of every profile on every path: seeded walks with jumps, conflated quotes, bars, and a position that changes. */
class StopInvariantsTest {
    private static final int PATHS = 2_000;
    private static final int LENGTH = 300;
    private static final long SECOND = 1_000_000_000L;
    private static final List<Timeframe> TIMEFRAMES = List.of(Timeframe.valueOf("1m"), Timeframe.valueOf("5m"));
    private static final List<StopProfile> PROFILES = List.of(
            profile("{hard: {distance: 1%}}"),
            profile("{hard: {distance: 2 ATR 5m, fallback: 2%}, trail: {activation: 0.2%, distance: 1.5 ATR 1m}}"),
            profile("{fees: included, hard: {distance: 3 USDT}, breakEven: {trigger: 0.4%, offset: 2 ticks}}"),
            profile("{hard: {distance: 40 ticks}, minStep: 5, giveBack: {activation: 0.3%, share: 40%}}"),
            profile("{hard: {distance: 2%}, profitLock: [{at: 0.3%, keep: 0.1%}, {at: 0.8%, keep: 0.6%}],"
                    + " takeProfit: [{at: 0.3%, portion: 30%}, {at: 0.5%, portion: 70%}]}"),
            profile("{confirm: {events: 3}, hard: {distance: 2%}, trail: {distance: 0.3%}}"),
            profile("{confirm: {duration: 2s}, hard: {distance: 2%}, chandelier: {bars: 4, distance: 1 ATR 1m}}"),
            profile("{hard: {distance: 2%}, sar: {timeframe: 1m}, time: {maxAge: 2m, onlyInLoss: true},"
                    + " takeProfit: [{at: 0.4%, portion: 50%}]}"),
            profile("{trigger: mark, hard: {distance: 1.5%}, trail: {distance: 25 ticks}, sessionEnd: \"00:03\"}"));

    private static StopProfile profile(final String yaml) {
        return ConfigLoader.parseStopProfile("test", yaml);
    }

    @Test
    void shouldNeverLoosenFireOnceFollowTheQuantityAndKeepPrecedence() {
        final int[] hits = new int[1];
        for (int seed = 0; seed < PATHS; seed++) {
            final Checks checks = new Checks(seed);
            final PositionStops stops = stops(seed, checks);
            walk(seed, 0, LENGTH, stops, checks);
            hits[0] += checks.hits;
        }
        assertTrue(hits[0] > PATHS, "only " + hits[0] + " hits");
    }

    @Test
    void shouldGoOnFromASavedStateAsIfNothingHadBeen() {
        for (int seed = 0; seed < PATHS / 4; seed++) {
            final int middle = new SplittableRandom(seed).nextInt(LENGTH);
            final Checks whole = new Checks(seed);
            final PositionStops one = stops(seed, whole);
            walk(seed, 0, middle, one, whole);
            final Checks rest = whole.copy();
            final PositionStops other = stops(seed, rest);
            load(other, saved(one));
            whole.words.clear();

            walk(seed, middle, LENGTH, one, whole);
            walk(seed, middle, LENGTH, other, rest);

            assertEquals(whole.words, rest.words, "seed=" + seed + " saved at " + middle);
        }
    }

    @Test
    void shouldStartBarsAnewUnderOtherTimeframesAndKeepTheStop() {
        final Checks checks = new Checks(0);
        final PositionStops before = stops(0, checks);
        checks.hold(before, 5, 100_000);
        final PositionStops other = new PositionStops(
                profile("{hard: {distance: 5%}, chandelier: {bars: 9, distance: 1 ATR 15m}}"),
                List.of(Timeframe.valueOf("15m")),
                0,
                TestInstruments.withTick(10),
                1,
                checks);

        load(other, saved(before));
        other.quote(1, 99_500, 99_510, 99_500, 99_510, 1);

        assertTrue(other.isArmed(1));
        assertEquals(99_000, other.stopPrice(1));
    }

    @Test
    void shouldAllocateNothing() {
        final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < PROFILES.size(); i++) {
            final PositionStops stops = stops(i, new Silence());
            final long[] prices = new long[4_096];
            final SplittableRandom random = new SplittableRandom(i);
            for (int p = 0; p < prices.length; p++) {
                prices[p] = 100_000 + random.nextInt(-1_200, 1_200);
            }
            long used = Long.MAX_VALUE;
            for (int window = 0; window < 20; window++) {
                final long before = threads.getCurrentThreadAllocatedBytes();
                run(stops, prices);
                used = Math.min(used, threads.getCurrentThreadAllocatedBytes() - before);
            }
            assertEquals(0, used, "bytes under profile " + i);
        }
    }

    private static void run(final PositionStops stops, final long[] prices) {
        for (int i = 0; i < prices.length; i++) {
            final long price = prices[i];
            final long nowNs = i * SECOND;
            if (i % 64 == 0) {
                stops.position(1, 0, 0, nowNs);
                stops.position(1, i % 128 == 0 ? 10 : -10, price, nowNs);
            }
            if (i % 10 == 0) {
                stops.bar(1, i % 20 == 0 ? 1 : 0, price + 300, price - 300, 120.5);
            }
            stops.quote(1, price, price + 10, price - 5, price + 20, nowNs);
            stops.mark(1, price, price - 5, price + 5, nowNs);
            stops.trade(1, price, nowNs);
            stops.time(1, nowNs);
        }
    }

    private static PositionStops stops(final int seed, final StopListener listener) {
        return new PositionStops(
                PROFILES.get(seed % PROFILES.size()), TIMEFRAMES, 400_000, TestInstruments.withTick(10), 1, listener);
    }

    private static StateWriter saved(final PositionStops stops) {
        final StateWriter state = new StateWriter(stops.stateBytes(1));
        stops.save(state);
        return state;
    }

    private static void load(final PositionStops stops, final StateWriter state) {
        final StateReader reader = new StateReader("stops", state.bytes());
        stops.load(reader);
        reader.end();
    }

    /** Steps {@code from} to {@code to} of the path; every step depends on the seed, its number and the position alone. */
    private static void walk(
            final int seed, final int from, final int to, final PositionStops stops, final Checks checks) {
        for (int step = from; step < to; step++) {
            final SplittableRandom random = new SplittableRandom(seed * 1_000_003L + step);
            checks.step(step * SECOND, priceAt(seed, step));
            event(random, stops, checks);
            checks.end(stops);
        }
    }

    private static long priceAt(final int seed, final int step) {
        final SplittableRandom random = new SplittableRandom(seed);
        double price = 100_000;
        for (int i = 0; i <= step; i++) {
            price *= 1
                    + random.nextDouble(-0.002, 0.002)
                    + (random.nextInt(50) == 0 ? random.nextDouble(-0.01, 0.01) : 0);
        }
        return Math.round(price);
    }

    private static void event(final SplittableRandom random, final PositionStops stops, final Checks checks) {
        final long price = checks.price;
        final long nowNs = checks.nowNs;
        final long worse = random.nextInt(4) == 0 ? random.nextLong(300) : 0;
        switch (random.nextInt(12)) {
            case 0, 1 -> checks.hold(stops, nextQuantity(random, checks.quantity), price);
            case 2 ->
                stops.bar(
                        1,
                        random.nextInt(2),
                        price + random.nextLong(400),
                        price - random.nextLong(400),
                        random.nextInt(3) == 0 ? Double.NaN : random.nextDouble(10, 400));
            case 3 -> stops.trade(1, price, nowNs);
            case 4 -> stops.time(1, nowNs);
            case 5, 6, 7 -> stops.mark(1, price, price - worse, price + worse, nowNs);
            default -> stops.quote(1, price, price + 10, price - worse, price + 10 + worse, nowNs);
        }
    }

    private static long nextQuantity(final SplittableRandom random, final long held) {
        return switch (random.nextInt(held == 0 ? 2 : 6)) {
            case 0 -> random.nextLong(2, 20);
            case 1 -> -random.nextLong(2, 20);
            case 2 -> held + Long.signum(held) * random.nextLong(1, 5);
            case 3 -> held - Long.signum(held);
            case 4 -> held;
            default -> 0;
        };
    }

    private static final class Silence implements StopListener {
        @Override
        public void onArmed(final int instrument, final long quantity, final long stop, final long entry) {}

        @Override
        public void onMoved(
                final int instrument,
                final long quantity,
                final long stop,
                final long previous,
                final long best,
                final StopReason reason) {}

        @Override
        public void onHit(
                final int instrument,
                final long quantity,
                final long stop,
                final long trigger,
                final long slip,
                final StopReason reason) {}

        @Override
        public void onTakeProfit(final int instrument, final int level, final long quantity, final long price) {}

        @Override
        public void onDisarmed(final int instrument) {}
    }

    /** Fails where an invariant doesn't hold. */
    private static final class Checks implements StopListener {
        final List<String> words = new ArrayList<>();
        private final int seed;
        int hits;

        private long nowNs;
        private long price;
        private long quantity;
        private long stop;
        private boolean armed;
        private boolean fired;
        private boolean full;
        private int level;
        private long asked;

        Checks(final int seed) {
            this.seed = seed;
        }

        Checks copy() {
            final Checks copy = new Checks(seed);
            copy.quantity = quantity;
            copy.stop = stop;
            copy.armed = armed;
            copy.fired = fired;
            copy.level = level;
            copy.asked = asked;
            return copy;
        }

        void step(final long ns, final long at) {
            nowNs = ns;
            price = at;
            full = false;
        }

        void hold(final PositionStops stops, final long next, final long entry) {
            final boolean sameSide = Long.signum(next) == Long.signum(quantity);
            asked = sameSide ? Math.max(0, asked - Math.max(0, Math.abs(quantity) - Math.abs(next))) : 0;
            quantity = next;
            stops.position(1, next, entry, nowNs);
        }

        void end(final PositionStops stops) {
            check(armed && !fired == stops.isArmed(1) || !armed && !stops.isArmed(1), "armed");
            check(!armed || stop == stops.stopPrice(1), "stop price");
        }

        private void check(final boolean holds, final String what) {
            assertTrue(holds, () -> what + " at seed=" + seed + " ns=" + nowNs + " after " + words);
        }

        @Override
        public void onArmed(final int instrument, final long held, final long stopPrice, final long entry) {
            check(!armed && held == quantity && side() * (entry - stopPrice) > 0, "arming " + stopPrice);
            armed = true;
            fired = false;
            level = 0;
            stop = stopPrice;
            words.add("armed " + held + " " + stopPrice);
        }

        @Override
        public void onMoved(
                final int instrument,
                final long held,
                final long stopPrice,
                final long previous,
                final long best,
                final StopReason reason) {
            check(armed && !fired && held == quantity, "a move of nothing");
            check(previous == stop && side() * (stopPrice - stop) > 0, "loosened to " + stopPrice);
            check(stopPrice % 10 == 0, "off the tick: " + stopPrice);
            stop = stopPrice;
            words.add("moved " + stopPrice + " " + reason);
        }

        @Override
        public void onHit(
                final int instrument,
                final long held,
                final long stopPrice,
                final long trigger,
                final long slip,
                final StopReason reason) {
            check(armed && !fired && held == quantity && stopPrice == stop, "a hit of nothing, or twice");
            final boolean byClock = reason == StopReason.TIME || reason == StopReason.SESSION_END;
            check(byClock ? slip == 0 : side() * (trigger - stop) <= 0 && slip == Math.abs(trigger - stop), "slip");
            fired = true;
            full = true;
            hits++;
            words.add("hit " + stopPrice + " " + trigger + " " + reason);
        }

        @Override
        public void onTakeProfit(final int instrument, final int reached, final long portion, final long at) {
            check(armed && !fired && !full, "a portion beside a full exit");
            check(reached > level && portion != 0 && side() * portion > 0, "level " + reached);
            asked += Math.abs(portion);
            check(asked <= Math.abs(quantity), "more than is held: " + asked);
            level = reached;
            words.add("profit " + reached + " " + portion + " " + at);
        }

        @Override
        public void onDisarmed(final int instrument) {
            check(armed, "disarmed twice");
            armed = false;
            words.add("disarmed");
        }

        private int side() {
            return Long.signum(quantity);
        }
    }
}
