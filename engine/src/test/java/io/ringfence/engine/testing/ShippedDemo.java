package io.ringfence.engine.testing;

import io.ringfence.engine.config.ConfigLoader;
import io.ringfence.engine.config.Configuration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shipped demo's configuration with some keys changed in its text, so that what a generation records is what ran.
 * {@code new ShippedDemo().with("layout", "two").configuration()}.
 */
public final class ShippedDemo {
    private static final String ENGINE = "/config/demo.yaml";
    private static final String SHIPPED_PORT = "9080";
    private static final String VENUE = "/config/venues/simulated.yaml";
    private static final String STOP = "/config/stops/demo.yaml";

    private final String engineText;
    private final String venueText;
    private final String stopText;

    public ShippedDemo() {
        this(read(ENGINE), read(VENUE), read(STOP));
    }

    private ShippedDemo(final String engineText, final String venueText, final String stopText) {
        this.engineText = engineText;
        this.venueText = venueText;
        this.stopText = stopText;
    }

    /** Averages so fast, and an RSI so tolerant, that a quiet minute has its orders, whatever they lose. */
    public ShippedDemo eager() {
        return with("emaFast", "2")
                .with("emaSlow", "4")
                .with("rsiLongMax", "100")
                .with("rsiShortMin", "0")
                .with(
                        "maxLosses",
                        "off\n  maxDailyLossPercent: off\n  killDailyLossPercent: off\n  maxDrawdownPercent: off");
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
        return new ShippedDemo(line.replaceFirst("$1" + Matcher.quoteReplacement(value) + " "), venueText, stopText);
    }

    /** With a venue so far away. */
    public ShippedDemo latency(final String length) {
        return new ShippedDemo(engineText, venueText.replaceFirst("(?m)^latency: .*$", "latency: " + length), stopText);
    }

    /** At a venue that plays spot. */
    public ShippedDemo onSpot() {
        return new ShippedDemo(
                engineText,
                venueText.replaceFirst("(?m)^kind: usdm", "kind: spot").replace("/ws-fapi/v1", "/ws-api/v3"),
                stopText);
    }

    /** With more keys behind those there are. */
    public ShippedDemo plus(final String text) {
        return new ShippedDemo(engineText + "\n" + text + "\n", venueText, stopText);
    }

    /** With this section instead of the one that names its strategy. */
    public ShippedDemo strategies(final String text) {
        final Matcher section = Pattern.compile("(?m)^strategy:\n(?:  .*\n)+").matcher(engineText);
        if (!section.find()) {
            throw new IllegalArgumentException(ENGINE + " has no section strategy");
        }
        return new ShippedDemo(section.replaceFirst(Matcher.quoteReplacement(text)), venueText, stopText);
    }

    /** With another stop profile, as YAML. */
    public ShippedDemo withStop(final String text) {
        return new ShippedDemo(engineText, venueText, text);
    }

    public Configuration configuration() {
        return ConfigLoader.parse("test", engineText, venueText, Map.of("demo", stopText));
    }

    /** Of the profile {@code demo}. */
    public String stopText() {
        return stopText;
    }

    public String engineText() {
        return engineText;
    }

    /** With the venue at {@code port}. */
    public String venueText(final int port) {
        return venueText.replace(SHIPPED_PORT, String.valueOf(port));
    }

    private static String read(final String resource) {
        try (InputStream in = ShippedDemo.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
