package io.ringfence.gateway.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.VenueAddresses;
import io.ringfence.journal.message.MarketKind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/** An HTTP server that gives one answer per path and writes down what it was asked. */
public final class RestStub implements AutoCloseable {
    private static final int NEVER = 0;
    private static final int NO_END = -1;

    private record Answer(int status, String body, String location, int retryAfterS) {
        Answer(final int status, final String body, final String location) {
            this(status, body, location, 0);
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<List<String>, Answer> conditional = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();
    private final CountDownLatch closing = new CountDownLatch(1);

    public RestStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 16);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Without a key, at a clock that stands still; the caller closes it. */
    public RestClient client() {
        return new RestClient(VenueAddresses.simulated(MarketKind.USDM, port()), null, () -> 0, Duration.ofSeconds(20));
    }

    public void answer(final String path, final int status, final String body) {
        answers.put(path, new Answer(status, body, null));
    }

    /** For requests whose path and query hold all of {@code parts}; goes before {@link #answer}. */
    public void answerWhen(final List<String> parts, final String body) {
        conditional.put(List.copyOf(parts), new Answer(200, body, null));
    }

    public void redirect(final String path, final String location) {
        answers.put(path, new Answer(302, "", location));
    }

    /** 429 or 418, for so long. */
    public void ban(final String path, final int status, final int retryAfterS) {
        answers.put(path, new Answer(status, "{\"code\":-1003}", null, retryAfterS));
    }

    public void neverAnswer(final String path) {
        answers.put(path, new Answer(NEVER, "", null));
    }

    /** Headers and the begin of a body, and then nothing. */
    public void neverEnd(final String path) {
        answers.put(path, new Answer(NO_END, "[", null));
    }

    /** Method and target of each request. */
    public List<String> requests() {
        return requests;
    }

    /** The API key of each request, or null, as an entry per request. */
    public List<String> keys() {
        return keys.stream().map(key -> key.isEmpty() ? null : key).collect(Collectors.toList());
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(final HttpExchange exchange) throws IOException {
        final String key = exchange.getRequestHeaders().getFirst("X-MBX-APIKEY");
        keys.add(key == null ? "" : key);
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        final String target = exchange.getRequestURI().toString();
        final Answer answer = conditional.entrySet().stream()
                .filter(entry -> entry.getKey().stream().allMatch(target::contains))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> answers.getOrDefault(
                        exchange.getRequestURI().getPath(), new Answer(404, "nothing here", null)));
        if (answer.status() == NO_END) {
            begin(exchange, answer);
        }
        if (answer.status() == NEVER || answer.status() == NO_END) {
            waitForEnd();
        }
        if (answer.status() != NO_END) {
            respond(exchange, answer);
        }
    }

    private static void begin(final HttpExchange exchange, final Answer answer) throws IOException {
        exchange.sendResponseHeaders(200, 1_000);
        exchange.getResponseBody().write(answer.body().getBytes(StandardCharsets.UTF_8));
        exchange.getResponseBody().flush();
    }

    private static void respond(final HttpExchange exchange, final Answer answer) throws IOException {
        final byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        if (answer.retryAfterS() > 0) {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(answer.retryAfterS()));
        }
        if (answer.location() != null) {
            exchange.getResponseHeaders().set("Location", answer.location());
        }
        exchange.sendResponseHeaders(
                answer.status() == NEVER ? 500 : answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void waitForEnd() {
        try {
            closing.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
