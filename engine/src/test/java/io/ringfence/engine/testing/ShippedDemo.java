package io.ringfence.engine.testing;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.Configuration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shipped demo's configuration with some keys changed in its text, so that what a generation records is what ran.
 * {@code new ShippedDemo().with("layout", "two").configuration()}.
 */
public final class ShippedDemo {
    private static final String ENGINE = "/config/demo.yaml";
    private static final String VENUE = "/config/venues/simulated.yaml";

    private final String engineText;
    private final String venueText;

    public ShippedDemo() {
        this(read(ENGINE), read(VENUE));
    }

    private ShippedDemo(final String engineText, final String venueText) {
        this.engineText = engineText;
        this.venueText = venueText;
    }

    /** Averages so fast, and an RSI so tolerant, that a quiet minute has its orders. */
    public ShippedDemo eager() {
        return with("emaFast", "2")
                .with("emaSlow", "4")
                .with("rsiLongMax", "100")
                .with("rsiShortMin", "0");
    }

    /** For the tests' own machine, where engine, venue and test share the cores. */
    public ShippedDemo layout(final String name) {
        return with("layout", name).with("idle", "{all: block}");
    }

    /** Gives {@code key}, which must be there once, another value. */
    public ShippedDemo with(final String key, final String value) {
        final Matcher line = Pattern.compile("(?m)^( *" + key + ": *)([^#\n]*)").matcher(engineText);
        if (!line.find()) {
            throw new IllegalArgumentException(ENGINE + " has no key " + key);
        }
        return new ShippedDemo(line.replaceFirst("$1" + Matcher.quoteReplacement(value) + " "), venueText);
    }

    public Configuration configuration() {
        return ConfigLoader.parse("test", engineText, venueText);
    }

    public String engineText() {
        return engineText;
    }

    private static String read(final String resource) {
        try (InputStream in = ShippedDemo.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
