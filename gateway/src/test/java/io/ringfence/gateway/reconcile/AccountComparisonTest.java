package io.ringfence.gateway.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.gateway.binance.RestSigner;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.credentials.ThrowAwayKeys;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.RestException;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.gateway.testing.RestStub;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AccountMarginDecoder;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.LeverageDecoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.message.VenuePositionDecoder;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountComparisonTest {
    private static final String CONFIG = "/fapi/v1/symbolConfig";
    private static final List<String> COMPARED =
            List.of("margin 110 3 22", "balance 100 QUERY", "position 1 16 QUERY", "position 2 0 QUERY");

    private final Told told = new Told();
    private RestStub venue;
    private RestClient rest;
    private WantedMargin wanted = WantedMargin.ANY;
    private boolean up = true;
    private AccountComparison comparison;

    @BeforeEach
    void open() throws IOException {
        venue = new RestStub();
        venue.answer("/fapi/v1/time", 200, "{\"serverTime\":1700000000000}");
        venue.answer(
                "/fapi/v3/account",
                200,
                "{\"totalMarginBalance\":\"110\",\"totalMaintMargin\":\"3\",\"totalInitialMargin\":\"22\","
                        + "\"assets\":[{\"asset\":\"BNB\",\"walletBalance\":\"7\",\"availableBalance\":\"7\"},"
                        + "{\"asset\":\"USDT\",\"walletBalance\":\"100\",\"availableBalance\":\"90\"}]}");
        venue.answer(
                "/fapi/v3/positionRisk",
                200,
                "[{\"symbol\":\"BTCUSDT\",\"positionAmt\":\"0.016\",\"entryPrice\":\"60000.0\",\"updateTime\":5}]");
        held(20, "CROSSED");
        rest = new RestClient(
                VenueAddresses.simulated(MarketKind.USDM, venue.port()),
                new RestSigner(ThrowAwayKeys.make(Credentials.Kind.HMAC).credentials(), 5_000),
                () -> 1_700_000_000_000_000_000L,
                Duration.ofSeconds(10));
        comparison = new AccountComparison(
                rest,
                List.of(instrument(1, "BTCUSDT"), instrument(2, "ETHUSDT")),
                9,
                "USDT",
                told,
                symbol -> wanted,
                () -> up);
    }

    @AfterEach
    void close() {
        rest.close();
        venue.close();
    }

    private void held(final int leverage, final String type) {
        venue.answer(
                CONFIG,
                200,
                "[{\"symbol\":\"BTCUSDT\",\"leverage\":" + leverage + ",\"marginType\":\"" + type
                        + "\"},{\"symbol\":\"OTHER\",\"leverage\":1,\"marginType\":\"CROSSED\"}]");
    }

    private static Instrument instrument(final int id, final String symbol) {
        return new Instrument(id, Venue.SIMULATED, MarketKind.USDM, symbol, 2, 3, 10, 1, 1, 1_000_000, 0);
    }

    @Test
    void shouldTellMarginBalanceAndEveryPositionAndLeverageOnlyWhenItChanges() {
        comparison.compare();
        assertEquals("leverage 1 20 NO wanted 0 NULL_VAL", told.lines.remove(1));
        assertEquals(COMPARED, told.take());

        comparison.compare();
        assertEquals(COMPARED, told.take());

        held(10, "ISOLATED");
        comparison.compare();
        assertEquals("leverage 1 10 YES wanted 0 NULL_VAL", told.lines.get(1));
    }

    /** Told when its definition is, and as what counts at once. */
    @Test
    void shouldAskHowAnInstrumentIsHeldBeforeItIsFollowed() throws Exception {
        final Runnable held = comparison.arriving(instrument(1, "BTCUSDT"), false);
        assertEquals(List.of(), told.take());

        held.run();

        assertEquals(List.of("leverage 1 20 NO wanted 0 NULL_VAL", "position 1 16 HISTORY"), told.take());
    }

    @Test
    void shouldAskNothingWhileUserDataIsDown() {
        up = false;

        comparison.compare();

        assertEquals(List.of(), venue.requests());
        assertEquals(List.of(), told.take());
    }

    @Test
    void shouldTellNothingByHalvesWhenTheVenueFails() {
        venue.answer("/fapi/v3/positionRisk", 503, "{\"code\":-1001,\"msg\":\"Service Unavailable.\"}");

        comparison.compare();

        assertEquals(List.of(), told.take());
    }

    @Test
    void shouldSayWhatIsWantedAndChangeNothingUnlessAllowed() throws Exception {
        wanted = new WantedMargin(5, Flag.YES);

        comparison.begin(false);

        assertEquals(List.of("margin 110 3 22", "leverage 1 20 NO wanted 5 YES"), told.take());
        assertTrue(venue.requests().stream().allMatch(request -> request.startsWith("GET")));
    }

    @Test
    void shouldChangeWhatDiffersAndReadItAgain() throws Exception {
        wanted = new WantedMargin(5, Flag.YES);
        venue.answer("/fapi/v1/marginType", 400, "{\"code\":-4046,\"msg\":\"No need to change margin type.\"}");
        venue.answer("/fapi/v1/leverage", 200, "{}");

        comparison.begin(true);

        final List<String> changes = venue.requests().stream()
                .filter(request -> request.startsWith("POST"))
                .map(request -> request.substring(0, request.indexOf("&recvWindow")))
                .toList();
        assertEquals(
                List.of(
                        "POST /fapi/v1/marginType?symbol=BTCUSDT&marginType=ISOLATED",
                        "POST /fapi/v1/leverage?symbol=BTCUSDT&leverage=5"),
                changes);
        assertEquals(
                2,
                venue.requests().stream()
                        .filter(request -> request.contains(CONFIG))
                        .count());
    }

    @Test
    void shouldNotBeginWhenTheVenueRefusesTheChange() {
        wanted = new WantedMargin(5, Flag.NULL_VAL);
        venue.answer("/fapi/v1/leverage", 400, "{\"code\":-4028,\"msg\":\"Leverage 5 is not valid\"}");

        assertThrows(RestException.class, () -> comparison.begin(true));
        assertEquals(List.of(), told.take());
    }

    private static final class Told implements EventSink {
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final List<String> lines = new ArrayList<>();

        List<String> take() {
            final List<String> taken = List.copyOf(lines);
            lines.clear();
            return taken;
        }

        @Override
        public void received(final long nanoTime) {
            // No latency is measured here.
        }

        @Override
        public MutableDirectBuffer claim() {
            return buffer;
        }

        @Override
        public boolean commit(final int lengthBytes) {
            lines.add(line());
            return true;
        }

        private String line() {
            final int instrument = EventLayout.instrument(buffer, 0);
            return switch (EventLayout.templateId(buffer, 0)) {
                case AccountMarginDecoder.TEMPLATE_ID -> {
                    final AccountMarginDecoder margin =
                            new AccountMarginDecoder().wrapAndApplyHeader(buffer, 0, header);
                    yield "margin " + whole(margin.marginBalance()) + " " + whole(margin.maintenanceMargin()) + " "
                            + whole(margin.initialMargin());
                }
                case BalanceDecoder.TEMPLATE_ID -> {
                    final BalanceDecoder balance = new BalanceDecoder().wrapAndApplyHeader(buffer, 0, header);
                    yield "balance " + whole(balance.walletBalance()) + " " + balance.origin();
                }
                case VenuePositionDecoder.TEMPLATE_ID -> {
                    final VenuePositionDecoder position =
                            new VenuePositionDecoder().wrapAndApplyHeader(buffer, 0, header);
                    yield "position " + instrument + " " + position.quantity() + " " + position.origin();
                }
                default -> {
                    final LeverageDecoder leverage = new LeverageDecoder().wrapAndApplyHeader(buffer, 0, header);
                    yield "leverage " + instrument + " " + leverage.leverage() + " " + leverage.isolated() + " wanted "
                            + leverage.wantedLeverage() + " " + leverage.wantedIsolated();
                }
            };
        }

        private static long whole(final long money) {
            return money / 100_000_000;
        }
    }
}
