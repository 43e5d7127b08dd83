package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.RestException;
import io.ringfence.gateway.testing.RestStub;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a start asks of a venue in trouble. */
class AccountStateTest {
    private static final String TIME = "/fapi/v1/time";

    private final List<Long> pausesMs = new ArrayList<>();
    private RestStub venue;
    private RestClient rest;

    @BeforeEach
    void open() throws IOException {
        venue = new RestStub();
        rest = venue.client();
    }

    @AfterEach
    void close() {
        rest.close();
        venue.close();
    }

    @Test
    void shouldWaitOutABanHoweverOftenItIsProlonged() throws Exception {
        venue.ban(TIME, 418, 120);

        final long timeMs = AccountState.asking(rest::timeMs, ms -> {
            pausesMs.add(ms);
            switch (pausesMs.size()) {
                case 7 -> venue.ban(TIME, 429, 1);
                case 8 -> venue.ban(TIME, 429, 0);
                case 9 -> venue.answer(TIME, 200, "{\"serverTime\":17}");
                default -> {}
            }
        });

        assertEquals(17, timeMs);
        assertEquals(
                List.of(120_000L, 120_000L, 120_000L, 120_000L, 120_000L, 120_000L, 120_000L, 5_000L, 60_000L),
                pausesMs);
    }

    @Test
    void shouldGiveUpOnTroubleThatDoesNotPass() {
        venue.answer(TIME, 503, "");

        assertThrows(RestException.class, () -> AccountState.asking(rest::timeMs, pausesMs::add));

        assertEquals(List.of(200L, 200L, 200L, 200L), pausesMs);
    }

    @Test
    void shouldNotAskAgainWhatIsRefused() {
        venue.answer(TIME, 401, "{\"code\":-2015}");

        assertThrows(RestException.class, () -> AccountState.asking(rest::timeMs, pausesMs::add));

        assertEquals(List.of(), pausesMs);
    }
}
