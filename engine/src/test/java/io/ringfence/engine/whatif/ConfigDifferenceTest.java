package io.ringfence.engine.whatif;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.Configuration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigDifferenceTest {
    private final Configuration shipped = ConfigLoader.loadShipped("demo.yaml");

    @Test
    void shouldTellTheWebhooksHostAlone() {
        final Configuration one = with("alarms: {webhook: \"https://one.example/T0K3N\", retries: 1}\n");
        final Configuration other = with("alarms: {webhook: \"https://other.example/T0K3N\", retries: 2}\n");

        assertEquals(
                List.of(
                        "alarms.retries: 1 -> 2",
                        "alarms.webhook: https://one.example/*** -> https://other.example/***"),
                ConfigDifference.of(one, other));
    }

    /** As an older journal keeps it. */
    private Configuration with(final String section) {
        return ConfigLoader.parse(
                "kept", shipped.engineText() + "\n" + section, shipped.venueText(), shipped.stopTexts());
    }
}
