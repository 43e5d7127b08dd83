package io.ringfence.engine.campaign;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The simulated venue as a process of its own, which outlives the engines and keeps its ledger. */
final class CampaignVenue implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("127\\.0\\.0\\.1:(\\d+)");
    private static final long PATIENCE_S = 60;

    private final Process process;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private CampaignVenue(final Process process, final int port) {
        this.process = process;
        this.port = port;
    }

    /** @param market options of {@code ringfence venue} */
    static CampaignVenue start(final Path home, final List<String> market) throws Exception {
        final List<String> arguments = new ArrayList<>(List.of(
                "venue", "--port", "0", "--unlimited", "--ledger", ledger(home).toString()));
        arguments.addAll(market);
        final Path out = home.resolve("venue.out");
        final Process process = new ProcessBuilder(JavaCommand.of(home, List.of("-Xmx256m"), arguments))
                .directory(home.toFile())
                .redirectOutput(out.toFile())
                .redirectError(home.resolve("venue.err").toFile())
                .start();
        return new CampaignVenue(process, awaitPort(out, process, home));
    }

    private static int awaitPort(final Path out, final Process process, final Path home) throws Exception {
        final long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_S);
        while (System.nanoTime() < deadlineNanos && process.isAlive()) {
            final Matcher port = PORT.matcher(Files.readString(out));
            if (port.find()) {
                return Integer.parseInt(port.group(1));
            }
            Thread.sleep(20);
        }
        process.destroyForcibly();
        throw new IllegalStateException(
                "the venue doesn't say its port; it said: " + Files.readString(home.resolve("venue.err")));
    }

    int port() {
        return port;
    }

    static Path ledger(final Path home) {
        return home.resolve("ledger.jsonl");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** From now on these faults and no others. */
    void faults(final String spec) throws IOException, InterruptedException {
        final String query = "faults=" + URLEncoder.encode(spec, StandardCharsets.UTF_8);
        final HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/simulated/faults?" + query))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException("the venue refuses faults=" + spec + ": " + answer.body());
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (final InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
