package io.ringfence.engine.campaign;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * The market of one part of a campaign.
 *
 * @param name        for people
 * @param spot        whether it is one of spot
 * @param options     of {@code ringfence venue}
 * @param instruments of the engine, as its configuration wants them
 * @param lastsMs     how long it is played, of the host's time
 */
record PlayedMarket(String name, boolean spot, List<String> options, String instruments, long lastsMs) {
    private static final double RECORDED_SPEED = 3;
    private static final long NS_PER_MS = 1_000_000;

    /** Endless, with a seed. */
    static PlayedMarket generated(final long seed, final double speed) {
        return new PlayedMarket(
                "generated",
                false,
                List.of("--seed", Long.toString(seed), "--speed", Double.toString(speed)),
                "[BTCUSDT, ETHUSDT, SOLUSDT, XRPUSDT]",
                Long.MAX_VALUE);
    }

    /** Over when the longest recording is. */
    static PlayedMarket recorded(final long seed, final boolean spot, final List<Path> files) throws IOException {
        final List<String> options =
                new ArrayList<>(List.of("--seed", Long.toString(seed), "--speed", Double.toString(RECORDED_SPEED)));
        final List<String> symbols = new ArrayList<>();
        long longestNs = 0;
        for (final Path file : files) {
            options.add("--frames");
            options.add(file.toAbsolutePath().toString());
            symbols.add(
                    file.getFileName().toString().toUpperCase(Locale.ROOT).contains("ETHUSDT") ? "ETHUSDT" : "BTCUSDT");
            longestNs = Math.max(longestNs, durationNs(file));
        }
        return new PlayedMarket(
                spot ? "spot" : "recorded", spot, List.copyOf(options), "[" + String.join(", ", symbols) + "]", (long)
                        (longestNs / RECORDED_SPEED / NS_PER_MS));
    }

    private static long durationNs(final Path file) throws IOException {
        long first = 0;
        long last = 0;
        try (InputStream bytes = Files.newInputStream(file);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes,
                        StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                last = Long.parseLong(line.substring(0, line.indexOf(' ')));
                first = first == 0 ? last : first;
            }
        }
        return last - first;
    }
}
