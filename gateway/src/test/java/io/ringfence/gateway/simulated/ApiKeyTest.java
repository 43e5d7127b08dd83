package io.ringfence.gateway.simulated;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Published example of Binance's documentation. */
class ApiKeyTest {
    private static final String SECRET = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
    private static final String PAYLOAD = "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1"
            + "&recvWindow=5000&timestamp=1499827319559";
    private static final String SIGNATURE = "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71";

    private final ApiKey key = ApiKey.hmac("example", SECRET);

    @Test
    void shouldVerifyThePublishedExampleInEitherCase() {
        assertTrue(key.verifies(PAYLOAD, SIGNATURE));
        assertTrue(key.verifies(PAYLOAD, SIGNATURE.toUpperCase(java.util.Locale.ROOT)));
    }

    @Test
    void shouldRefuseWhatWasSignedDifferentlyOrIsNoSignature() {
        assertFalse(key.verifies(PAYLOAD + "0", SIGNATURE));
        assertFalse(key.verifies(PAYLOAD, "no hex"));
        assertFalse(key.verifies(PAYLOAD, ""));
    }

    @Test
    void shouldNotPrintItsSecret() {
        assertFalse(key.toString().contains(SECRET));
        assertFalse(new VenueAccount("a", 0, java.util.List.of(key)).toString().contains(SECRET));
    }
}
