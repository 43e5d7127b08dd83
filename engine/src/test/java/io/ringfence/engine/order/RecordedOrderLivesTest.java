package io.ringfence.engine.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.portfolio.Positions;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.ScriptedStrategy;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.gateway.binance.Outcome;
import io.ringfence.gateway.binance.UserDataDecoder;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderIdDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.StopArmedDecoder;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.testing.SharedFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/**
 * Lives of real orders as their venue told them, through decoder and all stages: as recorded, shuffled, twice, late; as
 * orders of ours (their name replaced) and as orders of somebody else (as they are).
 */
class RecordedOrderLivesTest {
    private static final String FOLDER = "fixtures/binance/lean.brokerages.binance";
    private static final int SEEDS = 200;
    private static final int PRICE_SCALE = 6;

    @Test
    void shouldBringOrdersOfOursToTheirEndWhateverTheOrderOfReports() throws IOException {
        int resolved = 0;
        for (final Path file : files()) {
            final RecordedOrder recorded = RecordedOrder.in(file);
            if (recorded.reports() > 0) {
                for (int seed = 0; seed < SEEDS; seed++) {
                    final Life life =
                            playAsOurs(recorded, new Random(seed), seed > 0, file.getFileName() + " seed=" + seed);
                    resolved += life.alarms(AlarmKind.ORDER_UNKNOWN).size();
                }
            }
        }

        assertTrue(resolved > SEEDS / 10, "orders whose outcome was unknown for a while: " + resolved);
    }

    @Test
    void shouldBookFillsOfOrdersThatAreNotOurs() throws IOException {
        for (final Path file : files()) {
            final RecordedOrder recorded = RecordedOrder.in(file);
            for (int seed = 0; seed < SEEDS; seed++) {
                playAsRecorded(recorded, new Random(seed), seed > 0, file.getFileName() + " seed=" + seed);
            }
        }
    }

    private static List<Path> files() throws IOException {
        final Path folder = SharedFiles.require(FOLDER);
        try (Stream<Path> all = Files.list(folder)) {
            final List<Path> futures = all.filter(
                            file -> file.getFileName().toString().startsWith("WebSocketFuture"))
                    .sorted()
                    .toList();
            assertTrue(futures.size() >= 6, futures::toString);
            return futures;
        }
    }

    private static Life playAsOurs(
            final RecordedOrder recorded, final Random random, final boolean disorder, final String place) {
        final Life life = new Life(recorded);
        final Decision order = life.enter();
        assertEquals(
                recorded.quantity().longValueExact(),
                order.as(new OrderPlacedDecoder()).quantity(),
                place);
        final List<Runnable> news = new ArrayList<>();
        recorded.framesAs(life.clientOrderId(order)).forEach(frame -> news.add(() -> life.frame(frame)));
        if (!disorder || random.nextBoolean()) {
            news.add(0, () -> life.market.answer(order, 0));
        }
        life.tell(disorder ? Disorder.of(news, random) : news, random, disorder);

        assertEquals(recorded.end(), life.state(order), place);
        life.assertBooked(place);
        assertEquals(List.of(), life.alarms(AlarmKind.UNEXPECTED_FILL, AlarmKind.POSITION_DRIFT), place);
        if (recorded.end() == OrderState.FILLED) {
            assertEquals(1, life.placed(), place);
        }
        return life;
    }

    private static void playAsRecorded(
            final RecordedOrder recorded, final Random random, final boolean disorder, final String place) {
        final Life life = new Life(recorded);
        final List<Runnable> news = new ArrayList<>();
        recorded.frames().forEach(frame -> news.add(() -> life.frame(frame)));
        life.tell(disorder ? Disorder.of(news, random) : news, random, disorder);

        life.assertBooked(place);
        assertEquals(0, life.placed(), place);
        final boolean filled = recorded.reports() > 0 && recorded.filled().signum() != 0;
        assertEquals(filled ? 1 : 0, life.market.count(new StopArmedDecoder()), place);
        assertEquals(filled, !life.alarms(AlarmKind.UNEXPECTED_FILL).isEmpty(), place);
    }

    /** The order's symbol with its market, and a strategy that can be made to want what was ordered. */
    private static final class Life {
        private final RecordedOrder recorded;
        private final ScriptedStrategy strategy = new ScriptedStrategy();
        private final Market market;
        private final String symbol;
        private final UserDataDecoder decoder;
        private final long ask;
        private double seconds;

        private Life(final RecordedOrder recorded) {
            this.recorded = recorded;
            symbol = recorded.symbol();
            final BigDecimal price = recorded.reports() > 0 ? recorded.price() : new BigDecimal("0.0066");
            ask = price.movePointRight(PRICE_SCALE).longValueExact();
            final Instrument instrument = new Instrument(
                    1, Venue.BINANCE_USDM, MarketKind.USDM, symbol, PRICE_SCALE, 0, 1, 1, 1, 1_000_000, 5_00000000L);
            market = new Market(settings(price), strategy).define(instrument).orderEntry(ChannelState.UP);
            decoder = StraightToStages.decoder(market, instrument);
            trade();
        }

        /** Sized so that an entry is of the recorded quantity. */
        private StageSettings settings(final BigDecimal price) {
            final BigDecimal quantity = recorded.reports() > 0 ? recorded.quantity() : BigDecimal.valueOf(800);
            final BigDecimal notional = quantity.add(new BigDecimal("0.5")).multiply(price);
            return TestSettings.sized(notional.doubleValue());
        }

        private Decision enter() {
            strategy.want(1);
            seconds++;
            market.at(seconds);
            trade();
            return market.lastSent();
        }

        private void trade() {
            market.trade(symbol, ask, 1, Side.BUY, market.timeNs()).quote(symbol, ask - 1, ask, ask - 1, ask, 0);
        }

        private String clientOrderId(final Decision order) {
            final OrderIdDecoder id = order.as(new OrderPlacedDecoder()).orderId();
            return new ClientOrderId()
                    .set(id.engine(), id.epoch(), id.sequence(), id.index())
                    .toString();
        }

        private void tell(final List<Runnable> news, final Random random, final boolean late) {
            for (final Runnable one : news) {
                if (late) {
                    market.later(random.nextInt(5) == 0 ? 2_500_000_000L : random.nextInt(50_000_000));
                    market.tick();
                    market.quote(symbol, ask - 1, ask, ask - 1, ask, 0);
                }
                one.run();
            }
            market.tick();
        }

        private void frame(final String frame) {
            final byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
            final Outcome outcome = decoder.onFrame(new UnsafeBuffer(bytes), 0, bytes.length);
            final boolean isReport = frame.contains("ORDER_TRADE_UPDATE") || frame.contains("ALGO_UPDATE");
            assertEquals(isReport ? Outcome.TAKEN : Outcome.SKIPPED, outcome, frame);
        }

        private OrderState state(final Decision order) {
            final long sequence = order.as(new OrderPlacedDecoder()).orderId().sequence();
            final List<OrderState> states = market.decisions(new OrderChangedDecoder()).stream()
                    .map(change -> change.as(new OrderChangedDecoder()))
                    .filter(change -> change.orderId().sequence() == sequence)
                    .map(OrderChangedDecoder::to)
                    .toList();
            return states.get(states.size() - 1);
        }

        private long placed() {
            return market.sent().stream()
                    .filter(sent -> sent.templateId() == OrderPlacedDecoder.TEMPLATE_ID)
                    .count();
        }

        private List<AlarmKind> alarms(final AlarmKind... kinds) {
            return market.decisions(new AlarmDecoder()).stream()
                    .map(alarm -> alarm.as(new AlarmDecoder()).kind())
                    .filter(List.of(kinds)::contains)
                    .toList();
        }

        private void assertBooked(final String place) {
            final Positions positions = market.stages().portfolio().positions();
            final boolean any = recorded.reports() > 0 && recorded.filled().signum() != 0;
            assertEquals(any ? recorded.filled().longValueExact() : 0, positions.quantity(1), place);
            assertEquals(any ? units(recorded.fees(), 8) : 0, positions.fees(1), place);
            final BigDecimal average = any
                    ? recorded.value().divide(recorded.filled().abs(), PRICE_SCALE, RoundingMode.HALF_EVEN)
                    : BigDecimal.ZERO;
            assertEquals(units(average, PRICE_SCALE), positions.entryPrice(1), place);
            assertEquals(0, positions.realizedProfit(1), place);
        }

        private static long units(final BigDecimal value, final int scale) {
            return value.movePointRight(scale).longValueExact();
        }
    }
}
