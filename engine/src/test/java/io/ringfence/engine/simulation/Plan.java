package io.ringfence.engine.simulation;

import static io.ringfence.engine.simulation.SimulatedTime.MS;
import static io.ringfence.engine.simulation.SimulatedTime.SECOND;
import static io.ringfence.engine.simulation.SimulatedTime.US;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.Configuration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Everything that is drawn once per seed: how the engine is configured, what the market is like, what may go wrong and how
 * often. A class of faults is left out of about every third seed, so that what one hides another shows. Chances are parts
 * per million.
 */
record Plan(
        long seed,
        long events,
        Setup setup,
        Market market,
        Network network,
        Venue venue,
        Storage storage,
        Extras extras) {
    private static final String VENUE_TEXT = """
            name: simulated
            kind: usdm
            rest: http://127.0.0.1:1
            marketStreams: ws://127.0.0.1:1
            api: ws://127.0.0.1:1/ws-fapi/v1
            privateStreams: ws://127.0.0.1:1
            clock: played
            fees: {takerPercent: 0.05, makerPercent: 0.02}
            """;
    /** Without the controls that would end most trading in this market's first minute. */
    private static final String FREE = """
              maxDailyLossPercent: off
              killDailyLossPercent: off
              maxDrawdownPercent: off
              maxLosses: off
              maxExecutionsPerMinute: off
              maxOrderCountPercent: off
              ordersPerSecond: off
              ordersPerMinute: off
              maxSpreadMultiple: off
              maxJumpDeviations: off
              markBandPercent: off
              bookGap: off
            """;

    private static final String PROFILE = "simulated";

    /** How the engine is configured. */
    record Setup(
            int instruments,
            boolean device,
            StopKind stop,
            String bars,
            boolean controls,
            long entryNotional,
            long maxPositionNotional,
            int maxInFlight,
            long answerTimeoutMs,
            long guardWithinMs,
            boolean flattenUnguarded,
            long maxQuantityLots) {}

    /** @param gapNs between two market events, mean; {@code jump}: a gap of up to a percent in the price */
    record Market(
            long gapNs, int stepTicks, int jump, int oneSided, int crossed, int conflated, int silence, int burst) {}

    /** On the way between engine and venue. */
    record Network(
            long latencyNs,
            int answerDropped,
            int answerLate,
            int answerTwice,
            int requestLate,
            long mostLateNs,
            int entryLost,
            int entrySilent,
            int reportTwice,
            int userDataLost,
            int userDataSilent,
            int restFails) {}

    /** What the venue does, and others at it. */
    record Venue(int unknownOutcome, int overload, int refusal, int restart, int byHand, int commands) {}

    /** Crashes, and what they leave. {@code crashEvents}: between two, mean; {@code lag}: logs fall behind the stages. */
    record Storage(
            long crashEvents,
            int crashAtOrder,
            int crashAtStart,
            int crashAtSnapshot,
            int lag,
            int torn,
            int snapshotDamaged,
            int otherBuild,
            long snapshotEvents) {}

    /**
     * What isn't in every seed's world.
     *
     * @param disaster    of the stop profile; empty: no stop at the venue
     * @param exits       how exits are sent; empty: at the market
     * @param funding     of all that is held, between two events; {@code liquidation}: the venue closes a position
     * @param standstill  the engine's process stands still for up to 40 s
     * @param cleanStop   an end in order, of those that would be crashes
     * @param hostJump    the host's clock is another, of the engine's starts
     * @param mostJumpNs  by so much, either way
     * @param segmentSwap a log goes over to its next segment, of turns
     */
    record Extras(
            String disaster,
            String exits,
            int funding,
            int liquidation,
            int standstill,
            int cleanStop,
            boolean flattenOnStop,
            int hostJump,
            long mostJumpNs,
            int segmentSwap) {
        boolean hasDisaster() {
            return !disaster.isEmpty();
        }
    }

    /** Stop profiles; the checker of first crossings leaves out those that wait for a confirmation. */
    enum StopKind {
        HARD("hard: {distance: 0.3%}", true),
        TRAIL("hard: {distance: 0.5%}\ntrail: {activation: 0.1%, distance: 0.1%}", true),
        ATR_TRAIL("hard: {distance: 0.8%}\ntrail: {activation: 0.1%, distance: 2 ATR 1s}", true),
        LADDER(
                "fees: included\nhard: {distance: 0.5%}\nbreakEven: {trigger: 0.2%, offset: 2 ticks}\n"
                        + "profitLock:\n  - {at: 0.3%, keep: 0.1%}\n  - {at: 0.6%, keep: 0.4%}",
                true),
        SCALP(
                "fees: included\nhard: {distance: 0.4%}\ngiveBack: {activation: 0.2%, share: 40%}\n"
                        + "time: {maxAge: 10s, onlyInLoss: true}",
                true),
        STAGED(
                "hard: {distance: 3 ATR 1s, fallback: 0.5%}\nchandelier: {bars: 5, distance: 3 ATR 1s}\n"
                        + "takeProfit:\n  - {at: 0.1%, portion: 30%}\n  - {at: 0.3%, portion: 70%}",
                true),
        CONFIRMED("hard: {distance: 0.5%}\ntrail: {activation: 0.05%, distance: 0.1%}\nconfirm: {events: 3}", false);

        final String text;
        final boolean atOnce;

        StopKind(final String text, final boolean atOnce) {
            this.text = text;
            this.atOnce = atOnce;
        }
    }

    static Plan of(final long seed, final long events) {
        final Dice dice = new Dice(seed, Dice.Role.PLAN);
        return new Plan(
                seed,
                events,
                setup(dice),
                market(dice),
                network(dice),
                venue(dice),
                storage(dice, events),
                extras(new Dice(seed, Dice.Role.EXTRAS)));
    }

    private static Extras extras(final Dice dice) {
        return new Extras(
                dice.chance(600_000) ? disaster(dice) : "",
                dice.chance(500_000) ? exits(dice) : "",
                rare(dice, 200),
                rare(dice, 30),
                rare(dice, 20),
                rare(dice, 400_000),
                dice.chance(500_000),
                rare(dice, 500_000),
                dice.magnitude(MS, 7_200 * SECOND),
                rare(dice, 1_000));
    }

    private static String disaster(final Dice dice) {
        return "\ndisaster: {distance: 0." + dice.between(1, 9) + "%, step: 0.0" + dice.between(1, 9) + "%, every: "
                + dice.between(1, 5) + "s, trigger: " + dice.oneOf("mark", "last") + "}";
    }

    private static String exits(final Dice dice) {
        return "exits: {order: limit-ioc, collarPercent: 0.0" + dice.between(1, 9) + ", widenPercent: 0."
                + dice.between(0, 3) + ", attempts: " + dice.between(1, 4) + ", then: "
                + dice.oneOf("market", "limit-ioc") + ", retry: " + dice.between(50, 300) + "ms, maxRetry: 2s}";
    }

    private static Setup setup(final Dice dice) {
        final long notional = dice.between(300, 2_000);
        return new Setup(
                (int) dice.between(1, 6),
                dice.chance(400_000),
                dice.oneOf(StopKind.values()),
                dice.oneOf("100ms", "250ms", "500ms"),
                dice.chance(250_000),
                notional,
                dice.between(notional, 2 * notional),
                (int) dice.between(1, 4),
                dice.between(500, 5_000),
                dice.between(2_000, 30_000),
                dice.chance(300_000),
                dice.chance(300_000) ? dice.between(5, 40) : 1_000_000);
    }

    private static Market market(final Dice dice) {
        return new Market(
                dice.between(700 * US, 5 * MS),
                (int) dice.between(1, 40),
                rare(dice, 2_000),
                rare(dice, 20_000),
                rare(dice, 20_000),
                rare(dice, 200_000),
                rare(dice, 100),
                rare(dice, 500));
    }

    private static Network network(final Dice dice) {
        return new Network(
                dice.between(200 * US, 20 * MS),
                rare(dice, 300_000),
                rare(dice, 300_000),
                rare(dice, 300_000),
                rare(dice, 100_000),
                dice.magnitude(10 * MS, 5 * SECOND),
                rare(dice, 30_000),
                rare(dice, 20_000),
                rare(dice, 300_000),
                rare(dice, 20_000),
                rare(dice, 3_000),
                rare(dice, 300_000));
    }

    private static Venue venue(final Dice dice) {
        return new Venue(
                rare(dice, 100_000),
                rare(dice, 50_000),
                rare(dice, 100_000),
                rare(dice, 40),
                rare(dice, 60),
                rare(dice, 40));
    }

    private static Storage storage(final Dice dice, final long events) {
        return new Storage(
                dice.magnitude(Math.max(events / 25, 1), events),
                rare(dice, 20_000),
                rare(dice, 300_000),
                rare(dice, 100_000),
                rare(dice, 20_000),
                rare(dice, 500_000),
                rare(dice, 200_000),
                rare(dice, 100_000),
                dice.magnitude(Math.max(events / 100, 1), events / 2));
    }

    /** Up to {@code most} parts per million, or never. */
    private static int rare(final Dice dice, final int most) {
        return dice.chance(650_000) ? (int) dice.magnitude(Math.max(1, most / 20), most) : 0;
    }

    /** The same for an engine that never dies: for a recording. */
    Plan withoutCrashes() {
        return new Plan(
                seed,
                events,
                setup,
                market,
                network,
                venue,
                new Storage(Long.MAX_VALUE / 4, 0, 0, 0, 0, 0, 0, 0, Math.max(1, events / 8)),
                extras);
    }

    Configuration configuration() {
        return ConfigLoader.parse(
                "seed " + seed, engineText(), VENUE_TEXT, Map.of(PROFILE, setup.stop().text + extras.disaster()));
    }

    private String engineText() {
        return """
                mode: live
                engineId: 7
                venue: simulated
                instruments: [%s]
                maxInstruments: 6
                bookLevels: 16
                account: {id: 1, currency: USDT, initialBalance: 1000000}
                journal: {directory: data/journal, segmentSize: 64MiB, durability: %s, onDamage: use-prefix}
                indicators: {timeframes: [%s, 1s], emaFast: 2, emaSlow: 4, atr: 3, rsi: 3, grace: 50ms, gapLimit: 10s}
                strategy: {name: ema-cross, timeframe: %s, rsiLongMax: 100, rsiShortMin: 0, allowShort: true}
                stop: {profile: %s}
                sizing: {notional: %d}
                risk:
                  maxOrderNotional: %d
                  maxPositionNotional: %d
                  priceBandPercent: 2
                  staleData: 5s
                  maxInFlight: %d
                  answerTimeout: %dms
                %s
                recovery:
                  onDivergence: signals-off
                  guardWithin: %dms
                  onUnguarded: %s
                  arrivalLimit: 10s
                onStop: %s
                %s
                """.formatted(
                        IntStream.rangeClosed(1, setup.instruments())
                                .mapToObj(SimulatedMarket::symbol)
                                .collect(Collectors.joining(", ")),
                        setup.device() ? "device" : "process",
                        setup.bars(),
                        setup.bars(),
                        PROFILE,
                        setup.entryNotional(),
                        setup.entryNotional(),
                        setup.maxPositionNotional(),
                        setup.maxInFlight(),
                        setup.answerTimeoutMs(),
                        setup.controls() ? "" : FREE,
                        setup.guardWithinMs(),
                        setup.flattenUnguarded() ? "flatten" : "alarm",
                        extras.flattenOnStop() ? "flatten" : "leave-guarded",
                        extras.exits());
    }

    /** All of it, a line per part. */
    String explain() {
        return "seed " + seed + ", events " + events + "\n  " + setup + "\n  " + market + "\n  " + network + "\n  "
                + venue + "\n  " + storage + "\n  " + extras;
    }
}
