package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.gateway.credentials.Credentials;
import io.ringfence.gateway.credentials.ThrowAwayKeys;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.message.DisasterCancelledEncoder;
import io.ringfence.journal.message.DisasterPlacedEncoder;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MessageHeaderEncoder;
import io.ringfence.journal.message.OrderCancelledEncoder;
import io.ringfence.journal.message.OrderPlacedEncoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderQueriedEncoder;
import io.ringfence.journal.message.OrderType;
import io.ringfence.journal.message.SelfTradePrevention;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.message.TimeInForce;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class OrderEncoderTest {
    private static final String ID = new ClientOrderId().set(7, 42, 123_456L, 3).toString();
    private static final long TIME = 1_723_161_256_322L;

    private final ThrowAwayKeys hmac = ThrowAwayKeys.make(Credentials.Kind.HMAC);
    private final ThrowAwayKeys ed25519 = ThrowAwayKeys.make(Credentials.Kind.ED25519);
    private final OrderEncoder signing = new OrderEncoder(Venues.usdm(), hmac.credentials(), 5_000);
    private final OrderEncoder loggedOn = new OrderEncoder(Venues.usdm(), ed25519.credentials(), 5_000);
    private final UnsafeBuffer record = new UnsafeBuffer(new byte[512]);
    private final OrderPlacedEncoder placed = new OrderPlacedEncoder();
    private final UnsafeBuffer out = new UnsafeBuffer(new byte[OrderEncoder.MAX_REQUEST_LENGTH + 8]);

    @Test
    void shouldEncodeALimitOrder() {
        limitOrder();

        assertEquals(
                "{\"id\":\"p" + ID + "\",\"method\":\"order.place\",\"params\":{\"newClientOrderId\":\"" + ID
                        + "\",\"newOrderRespType\":\"ACK\",\"price\":\"61800.30\",\"quantity\":\"0.005\","
                        + "\"recvWindow\":5000,\"side\":\"SELL\",\"symbol\":\"BTCUSDT\",\"timeInForce\":\"IOC\","
                        + "\"timestamp\":1723161256322,\"type\":\"LIMIT\"}}",
                place(loggedOn));
    }

    @Test
    void shouldEncodeAMarketOrderThatOnlyReduces() {
        marketOrder();

        assertEquals(
                "{\"id\":\"p" + ID + "\",\"method\":\"order.place\",\"params\":{\"newClientOrderId\":\"" + ID
                        + "\",\"newOrderRespType\":\"ACK\",\"quantity\":\"12.000\",\"recvWindow\":5000,"
                        + "\"reduceOnly\":\"true\",\"selfTradePreventionMode\":\"EXPIRE_MAKER\",\"side\":\"BUY\","
                        + "\"symbol\":\"ETHUSDT\","
                        + "\"timestamp\":1723161256322,\"type\":\"MARKET\"}}",
                place(loggedOn));
    }

    @ParameterizedTest
    @EnumSource(
            value = SelfTradePrevention.class,
            names = {"EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH"})
    void shouldSayWhatEndsWhereAnOrderWouldMeetAnother(final SelfTradePrevention mode) throws IOException {
        marketOrder();
        placed.selfTradePrevention(mode);

        assertTrue(place(loggedOn).contains("\"selfTradePreventionMode\":\"" + mode + "\",\"side\""));
        assertSigned(place(signing));
    }

    @Test
    void shouldEncodeACancel() {
        cancelRecord();

        assertEquals(
                "{\"id\":\"c" + ID + "\",\"method\":\"order.cancel\",\"params\":{\"origClientOrderId\":\"" + ID
                        + "\",\"recvWindow\":5000,\"symbol\":\"BTCUSDT\",\"timestamp\":1723161256322}}",
                cancel(loggedOn));
    }

    @Test
    void shouldEncodeAQuestionByTheClientOrderId() {
        queryRecord();

        assertEquals(
                "{\"id\":\"q" + ID + "\",\"method\":\"order.status\",\"params\":{\"origClientOrderId\":\"" + ID
                        + "\",\"recvWindow\":5000,\"symbol\":\"BTCUSDT\",\"timestamp\":1723161256322}}",
                query(loggedOn));
    }

    @Test
    void shouldSignWhatItSendsSortedByName() throws IOException {
        limitOrder();
        assertSigned(place(signing));
        marketOrder();
        assertSigned(place(signing));
        cancelRecord();
        assertSigned(cancel(signing));
        queryRecord();
        assertSigned(query(signing));
        disasterRecord();
        assertSigned(algoPlace(signing));
        disasterCancelRecord();
        assertSigned(algoCancel(signing));
    }

    @Test
    void shouldEncodeAStopThatIsToRestAtTheVenue() {
        disasterRecord();

        assertEquals(
                "{\"id\":\"a" + ID + "\",\"method\":\"algoOrder.place\",\"params\":{\"algoType\":\"CONDITIONAL\","
                        + "\"clientAlgoId\":\"" + ID + "\",\"quantity\":\"0.016\",\"recvWindow\":5000,"
                        + "\"reduceOnly\":\"true\",\"side\":\"SELL\",\"symbol\":\"BTCUSDT\","
                        + "\"timestamp\":1723161256322,\"triggerPrice\":\"60152.40\",\"type\":\"STOP_MARKET\","
                        + "\"workingType\":\"MARK_PRICE\"}}",
                algoPlace(loggedOn));
    }

    @Test
    void shouldEncodeTheCancelOfAStopAtTheVenue() {
        disasterCancelRecord();

        assertEquals(
                "{\"id\":\"x" + ID + "\",\"method\":\"algoOrder.cancel\",\"params\":{\"clientAlgoId\":\"" + ID
                        + "\",\"recvWindow\":5000,\"timestamp\":1723161256322}}",
                algoCancel(loggedOn));
    }

    @Test
    void shouldSayWhetherItNeedsALogon() {
        assertFalse(signing.needsLogon());
        assertTrue(loggedOn.needsLogon());
    }

    @Test
    void shouldRefuseAnInstrumentOfAnotherVenue() {
        limitOrder();
        placed.header().instrument(99);

        assertThrows(IllegalArgumentException.class, () -> place(signing));
    }

    private void assertSigned(final String request) throws IOException {
        final JsonNode params = new ObjectMapper().readTree(request).get("params");
        final TreeMap<String, String> sorted = new TreeMap<>();
        params.properties()
                .forEach(field -> sorted.put(field.getKey(), field.getValue().asText()));
        final String signature = sorted.remove("signature");
        final String payload = sorted.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining("&"));
        assertEquals(hmac.venueKey().apiKey(), sorted.get("apiKey"));
        assertTrue(hmac.venueKey().verifies(payload.getBytes(StandardCharsets.UTF_8), signature), payload);
    }

    private void limitOrder() {
        order(Venues.BTC);
        placed.price(6_180_030)
                .quantity(5)
                .side(Side.SELL)
                .type(OrderType.LIMIT)
                .timeInForce(TimeInForce.IOC);
        placed.purpose(OrderPurpose.ENTRY).reduceOnly(Flag.NO);
    }

    private void marketOrder() {
        order(Venues.ETH);
        placed.price(0).quantity(12_000).side(Side.BUY).type(OrderType.MARKET).timeInForce(TimeInForce.GTC);
        placed.purpose(OrderPurpose.EXIT).reduceOnly(Flag.YES).selfTradePrevention(SelfTradePrevention.EXPIRE_MAKER);
    }

    private void order(final int instrument) {
        placed.wrapAndApplyHeader(record, 4, new MessageHeaderEncoder());
        placed.header().instrument(instrument);
        placed.orderId().engine(7).epoch(42).sequence(123_456L).index(3);
    }

    private void cancelRecord() {
        final OrderCancelledEncoder cancelled = new OrderCancelledEncoder();
        cancelled.wrapAndApplyHeader(record, 4, new MessageHeaderEncoder());
        cancelled.header().instrument(Venues.BTC);
        cancelled.orderId().engine(7).epoch(42).sequence(123_456L).index(3);
    }

    private void queryRecord() {
        final OrderQueriedEncoder queried = new OrderQueriedEncoder();
        queried.wrapAndApplyHeader(record, 4, new MessageHeaderEncoder());
        queried.header().instrument(Venues.BTC);
        queried.orderId().engine(7).epoch(42).sequence(123_456L).index(3);
        queried.venueOrderId(0).attempt(1);
    }

    private void disasterRecord() {
        final DisasterPlacedEncoder disaster = new DisasterPlacedEncoder();
        disaster.wrapAndApplyHeader(record, 4, new MessageHeaderEncoder());
        disaster.header().instrument(Venues.BTC);
        disaster.orderId().engine(7).epoch(42).sequence(123_456L).index(3);
        disaster.triggerPrice(6_015_240).quantity(16).side(Side.SELL).byMark(Flag.YES);
    }

    private void disasterCancelRecord() {
        final DisasterCancelledEncoder cancelled = new DisasterCancelledEncoder();
        cancelled.wrapAndApplyHeader(record, 4, new MessageHeaderEncoder());
        cancelled.header().instrument(Venues.BTC);
        cancelled.orderId().engine(7).epoch(42).sequence(123_456L).index(3);
        cancelled.algoId(500).attempt(1);
    }

    private String algoPlace(final OrderEncoder encoder) {
        return out.getStringWithoutLengthUtf8(8, encoder.encodeAlgoPlace(record, 4, TIME, out, 8));
    }

    private String algoCancel(final OrderEncoder encoder) {
        return out.getStringWithoutLengthUtf8(8, encoder.encodeAlgoCancel(record, 4, TIME, out, 8));
    }

    private String query(final OrderEncoder encoder) {
        return out.getStringWithoutLengthUtf8(8, encoder.encodeQuery(record, 4, TIME, out, 8));
    }

    private String place(final OrderEncoder encoder) {
        return out.getStringWithoutLengthUtf8(8, encoder.encodePlace(record, 4, TIME, out, 8));
    }

    private String cancel(final OrderEncoder encoder) {
        return out.getStringWithoutLengthUtf8(8, encoder.encodeCancel(record, 4, TIME, out, 8));
    }
}
