package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.journal.event.ClientOrderId;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** As {@link DecodeAllocationTest}, of what spot tells an account. */
class SpotDecodeAllocationTest {
    @Test
    void shouldNotAllocateForSpotsUserDataAndAnswers() {
        final DecodeAllocationTest.Drain drain = new DecodeAllocationTest.Drain();
        final DecodeCounters counters = new DecodeCounters();
        final DecodeErrors errors = new DecodeErrors(() -> 0, 4);
        final UserDataDecoder user = new UserDataDecoder(Venues.spot(), drain, 1, "USDT", () -> {}, counters, errors);
        final ApiAnswerDecoder answers =
                new ApiAnswerDecoder(Venues.spot(), drain, 1, (id, status, error) -> {}, counters, errors);
        final String id = new ClientOrderId().set(1, 2, 3, 4).toString();
        final UnsafeBuffer[] told = {
            Venues.frame(report(id, "\"o\":\"MARKET\"", "0.00001600", "BTC")),
            Venues.frame(report(id, "\"o\":\"MARKET\"", "0.00120000", "BNB")),
            Venues.frame(report(id, "\"o\":\"STOP_LOSS\",\"W\":1772459340067", "0.97478000", "USDT")),
            Venues.frame("{\"subscriptionId\":0,\"event\":{\"e\":\"outboundAccountPosition\",\"E\":1,\"u\":1,\"B\":["
                    + "{\"a\":\"BTC\",\"f\":\"0.5\",\"l\":\"0\"},{\"a\":\"USDT\",\"f\":\"10\",\"l\":\"2\"}]}}")
        };
        final UnsafeBuffer halfFailed = Venues.frame("{\"id\":\"p" + id + "\",\"status\":409,\"error\":{\"code\":-2021,"
                + "\"msg\":\"Order cancel-replace partially failed.\",\"data\":{\"cancelResult\":\"SUCCESS\","
                + "\"newOrderResult\":\"FAILURE\",\"newOrderResponse\":{\"code\":-2010,\"msg\":\"no\"}}}}");

        final long least = DecodeAllocationTest.least(() -> {
            for (int i = 0; i < 20_000; i++) {
                for (int j = 0; j < told.length; j++) {
                    user.onFrame(told[j], 0, told[j].capacity());
                }
                answers.onFrame(halfFailed, 0, halfFailed.capacity());
            }
        });

        assertEquals(0, least);
        assertEquals(0, counters.malformed());
        assertEquals(DecodeAllocationTest.ROUNDS * 20_000L * 6, drain.events, "two balances at once");
    }

    private static String report(final String id, final String type, final String fee, final String feeAsset) {
        return "{\"subscriptionId\":0,\"event\":{\"e\":\"executionReport\",\"E\":1772459340067,\"s\":\"BTCUSDT\",\"c\":\""
                + id
                + "\",\"S\":\"BUY\"," + type
                + ",\"f\":\"GTC\",\"q\":\"0.01600000\",\"p\":\"0.00000000\",\"P\":\"0.00000000\","
                + "\"g\":-1,\"C\":\"\",\"x\":\"TRADE\",\"X\":\"FILLED\",\"r\":\"NONE\",\"i\":1281722417,\"l\":\"0.01600000\","
                + "\"z\":\"0.01600000\",\"L\":\"60000.00000000\",\"n\":\"" + fee + "\",\"N\":\"" + feeAsset
                + "\",\"T\":1772459340067,\"t\":77,\"I\":2623837866,\"w\":true,\"m\":false,\"Z\":\"960.00000000\"}}";
    }
}
