package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.simulated.VenueOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HedgeModeTest {
    /** Also where nothing is held, and whatever the journal knows. */
    @Test
    void shouldRefuseToStartOnAnAccountInHedgeMode(@TempDir final Path folder) {
        final Exception refused = assertThrows(
                IllegalStateException.class,
                () -> LiveRun.start(new ShippedDemo(), VenueOptions.ofGenerated(1, 1, 60), folder, setup -> {
                    final URI change = setup.venue().rest().resolve("/simulated/positionSide?dual=true");
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(change)
                                            .POST(HttpRequest.BodyPublishers.noBody())
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding());
                    return Engine.start(setup, line -> {});
                }));

        assertTrue(refused.getMessage().contains("hedge mode"), refused.getMessage());
    }
}
