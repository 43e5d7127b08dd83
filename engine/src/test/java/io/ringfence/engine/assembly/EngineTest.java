package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.report.JournalFigures;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.LoggedEvent;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.engine.watch.RunState;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.credentials.ThrowAwayKeys;
import io.ringfence.gateway.session.RestException;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.gateway.simulated.Ledger;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.ClockOffsetDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TradeDecoder;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole engine against a simulated venue, over real sockets. */
class EngineTest {
    private static final double SECOND_NS = 1e9;

    @TempDir
    private Path folder;

    @Test
    void shouldLetGoOfTheJournalWhenItCannotStart() {
        final VenueOptions market = VenueOptions.ofGenerated(1, 1, 10);

        assertThrows(
                RestException.class,
                () -> LiveRun.start(
                        demo(),
                        market,
                        folder,
                        setup -> Engine.start(withKeysThatTheVenueDoesNotKnow(setup), line -> {})));

        try (Journal journal = Journal.open(folder)) {
            assertEquals(0, journal.newestEpoch());
        }
    }

    /** Stops so far away that every instrument ends with a position. */
    @Test
    void shouldAgreeWithTheVenueToTheLastDigitWhenPositionsAreLeft() throws Exception {
        final VenueOptions market = VenueOptions.ofGenerated(11, 6, 20).withSpeed(Speed.MAX);
        final ShippedDemo demo = demo().withStop("hard: {distance: 50%}").with("onStop", "leave-guarded");
        try (LiveRun run = LiveRun.start(demo, market, folder)) {
            final RecordedGeneration recorded = run.playToTheEnd().stop();
            final Ledger ledger = run.venue().ledger();
            final List<LoggedEvent> events = Logs.events(recorded);
            final JournalFigures figures = JournalFigures.of(recorded);
            final long realized = sum(ledger, Ledger.Holding::realizedProfit);
            final long fees = sum(ledger, Ledger.Holding::fees);
            final long wallet = demo.configuration().engine().account().initialBalanceMoney() + realized - fees;

            assertEquals(held(ledger, run.engine()), held(run.engine().state()));
            assertFalse(run.engine().state().isFlat());
            assertEquals(realized, figures.decisions().realized());
            assertEquals(fees, figures.decisions().fees());
            assertEquals(wallet, ledger.holdings().get(0).walletBalance());
            assertEquals(
                    wallet,
                    last(events, BalanceDecoder.TEMPLATE_ID)
                            .as(new BalanceDecoder())
                            .walletBalance());
            final BigDecimal total = BigDecimal.valueOf(realized + figures.unrealized(), Money.SCALE);
            assertEquals(0, total.compareTo(cashAndValue(ledger, events, run.engine())), total::toString);
        }
    }

    private static Map<String, String> held(final Ledger ledger, final Engine engine) {
        final Map<String, String> held = new TreeMap<>();
        for (final Ledger.Holding holding : ledger.holdings()) {
            if (holding.quantity() != 0) {
                final int scale = instrument(engine, holding.symbol()).quantityScale();
                held.put(holding.symbol(), Decimals.format(holding.quantity(), scale));
            }
        }
        return held;
    }

    private static Map<String, String> held(final RunState state) {
        return state.positions().stream()
                .collect(Collectors.toMap(
                        RunState.Position::instrument,
                        RunState.Position::quantity,
                        (one, other) -> other,
                        TreeMap::new));
    }

    /** What the fills brought in, and what is held at the last middle price: profit without a word of average cost. */
    private static BigDecimal cashAndValue(final Ledger ledger, final List<LoggedEvent> events, final Engine engine) {
        final Map<Integer, QuoteDecoder> quotes = new HashMap<>();
        events.stream()
                .filter(event -> event.templateId() == QuoteDecoder.TEMPLATE_ID)
                .forEach(event -> quotes.put(event.instrument(), event.as(new QuoteDecoder())));
        return ledger.executions().stream()
                .map(execution -> {
                    final Instrument instrument = instrument(engine, execution.symbol());
                    return gain(execution, instrument, quotes.get(instrument.id()));
                })
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal gain(
            final Ledger.Execution execution, final Instrument instrument, final QuoteDecoder last) {
        final BigDecimal price = BigDecimal.valueOf(execution.fill().price(), instrument.priceScale());
        final BigDecimal quantity = BigDecimal.valueOf(execution.fill().quantity(), instrument.quantityScale());
        final BigDecimal middle = BigDecimal.valueOf(last.bidPrice() + last.askPrice(), instrument.priceScale())
                .divide(BigDecimal.valueOf(2));
        return middle.subtract(price).multiply(execution.side() == Side.BUY ? quantity : quantity.negate());
    }

    private static Instrument instrument(final Engine engine, final String symbol) {
        return engine.instruments().stream()
                .filter(one -> one.symbol().equals(symbol))
                .findFirst()
                .orElseThrow();
    }

    /** The venue's market lies years back, so everything would be refused as late if the offset didn't count. */
    @Test
    void shouldMeasureAndRecordTheOffsetOfAVenueWithAClockOfItsOwn() throws Exception {
        final VenueOptions market = VenueOptions.ofGenerated(1, 2, 60).withStartAfter(0);
        final RecordedGeneration recorded;
        final long offsetNs;
        try (LiveRun run =
                LiveRun.start(demo(), market, folder, setup -> Engine.start(onSystemClock(setup), line -> {}))) {
            run.await("the first trades", () -> run.engine().published() > 2_000);
            offsetNs = run.venue().marketTimeNs() - System.currentTimeMillis() * 1_000_000;
            recorded = run.stop();
        }
        final List<LoggedEvent> events = Logs.events(recorded);

        final LoggedEvent told = last(events, ClockOffsetDecoder.TEMPLATE_ID);
        assertEquals(offsetNs / SECOND_NS, told.as(new ClockOffsetDecoder()).offsetNs() / SECOND_NS, 2);
        events.stream()
                .filter(event -> event.templateId() == TradeDecoder.TEMPLATE_ID)
                .forEach(event -> assertNotEquals(
                        EventLayout.NO_TIME,
                        event.as(new TradeDecoder()).header().venueTimeNs()));
        assertTrue(events.stream().anyMatch(event -> event.templateId() == QuoteDecoder.TEMPLATE_ID));
    }

    private static ShippedDemo demo() {
        return new ShippedDemo().eager().layout("two");
    }

    private static EngineSetup withKeysThatTheVenueDoesNotKnow(final EngineSetup setup) throws Exception {
        return new EngineSetup(
                setup.configuration(),
                setup.venue(),
                Optional.of(ThrowAwayKeys.make(Credentials.Kind.ED25519).credentials()),
                setup.journal(),
                Optional.empty());
    }

    private static EngineSetup onSystemClock(final EngineSetup setup) {
        final VenueAddresses venue = setup.venue();
        return new EngineSetup(
                setup.configuration(),
                new VenueAddresses(
                        venue.venue(),
                        venue.kind(),
                        venue.rest(),
                        venue.marketStreams(),
                        venue.orderEntry(),
                        venue.privateStreams(),
                        false),
                setup.credentials(),
                setup.journal(),
                Optional.empty());
    }

    private static LoggedEvent last(final List<LoggedEvent> events, final int templateId) {
        return events.stream()
                .filter(event -> event.templateId() == templateId)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static long sum(final Ledger ledger, final ToLongFunction<Ledger.Holding> amount) {
        return ledger.holdings().stream().mapToLong(amount).sum();
    }
}
