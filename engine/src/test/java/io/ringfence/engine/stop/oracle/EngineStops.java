package io.ringfence.engine.stop.oracle;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.Timeframe;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stop.PositionStops;
import io.ringfence.engine.stop.StopListener;
import io.ringfence.engine.stop.oracle.Event.Bar;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.StopReason;
import io.ringfence.journal.message.Venue;
import java.util.ArrayList;
import java.util.List;

/** The engine's stops behind the same face as the oracle: an event in, what was decided out. */
final class EngineStops implements StopListener {
    private static final int INSTRUMENT = 1;

    private final PositionStops stops;
    private List<Decided> decided;
    private long quantity;
    private long stop;

    /** @param profile as written, which the engine reads by itself */
    EngineStops(final String profile, final long takerFee, final List<String> timeframes, final Terms terms) {
        stops = new PositionStops(
                ConfigLoader.parseStopProfile("profile", profile),
                timeframes.stream().map(Timeframe::valueOf).toList(),
                takerFee,
                instruments(terms),
                INSTRUMENT,
                this);
    }

    private static Instruments instruments(final Terms terms) {
        final Slot slot = new Slot();
        new Instrument(
                        INSTRUMENT,
                        Venue.SIMULATED,
                        MarketKind.USDM,
                        "S",
                        terms.priceScale(),
                        terms.quantityScale(),
                        terms.tick(),
                        terms.lot(),
                        terms.lot(),
                        Long.MAX_VALUE,
                        0)
                .encode(slot.event(), 0);
        final Instruments instruments = new Instruments(INSTRUMENT);
        instruments.learn(slot);
        return instruments;
    }

    List<Decided> on(final Event event) {
        decided = new ArrayList<>();
        if (event.is(Event.Kind.POSITION)) {
            quantity = event.quantity();
            stops.position(INSTRUMENT, event.quantity(), event.entry(), event.timeNs());
        }
        for (final Bar bar : event.bars()) {
            stops.bar(INSTRUMENT, bar.timeframe(), bar.high(), bar.low(), bar.atr());
        }
        switch (event.kind()) {
            case QUOTE ->
                stops.quote(INSTRUMENT, event.latest(), event.ask(), event.worst(), event.highest(), event.timeNs());
            case TRADE -> stops.trade(INSTRUMENT, event.latest(), event.timeNs());
            case MARK -> stops.mark(INSTRUMENT, event.latest(), event.worst(), event.highest(), event.timeNs());
            default -> stops.time(INSTRUMENT, event.timeNs());
        }
        return decided;
    }

    @Override
    public void onArmed(final int instrument, final long quantity, final long stopPrice, final long entryPrice) {
        stop = stopPrice;
        decided.add(Decided.armed(quantity, stopPrice, entryPrice));
    }

    @Override
    public void onMoved(
            final int instrument,
            final long quantity,
            final long stopPrice,
            final long previousPrice,
            final long bestPrice,
            final StopReason reason) {
        require(previousPrice == stop, "moved from " + previousPrice + ", but it stood at " + stop);
        stop = stopPrice;
        decided.add(Decided.moved(Rule.valueOf(reason.name()), quantity, stopPrice, bestPrice));
    }

    @Override
    public void onHit(
            final int instrument,
            final long quantity,
            final long stopPrice,
            final long triggerPrice,
            final long slip,
            final StopReason reason) {
        decided.add(Decided.hit(Rule.valueOf(reason.name()), closing(quantity), stopPrice, triggerPrice, slip));
    }

    @Override
    public void onTakeProfit(final int instrument, final int level, final long quantity, final long price) {
        decided.add(Decided.takeProfit(level, closing(quantity), price));
    }

    @Override
    public void onDisarmed(final int instrument) {
        decided.add(Decided.disarmed());
    }

    /** What is to be closed, told with the position's sign. */
    private long closing(final long told) {
        require(Long.signum(told) == Long.signum(quantity), "closes " + told + " of " + quantity);
        return Math.abs(told);
    }

    private static void require(final boolean holds, final String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
