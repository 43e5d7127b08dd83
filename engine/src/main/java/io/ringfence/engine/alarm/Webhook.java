package io.ringfence.engine.alarm;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts alarms as JSON. Any status from 200 to 299 is a delivery, whatever follows it: no body is waited for. The address may hold a secret: only its host is ever told. */
final class Webhook implements AlarmPlace {
    private static final int SUCCESS = 200;
    private static final int NO_SUCCESS = 300;

    private final ObjectMapper json = new ObjectMapper();
    private final HttpClient client;
    private final URI address;
    private final Duration timeout;

    Webhook(final URI address, final Duration timeout) {
        this.address = address;
        this.timeout = timeout;
        client = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    @Override
    public String name() {
        return "webhook";
    }

    @Override
    public void deliver(final AlarmNotice alarm) throws IOException, InterruptedException {
        final HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body(alarm)))
                .build();
        final int status = statusOf(request);
        if (status < SUCCESS || status >= NO_SUCCESS) {
            throw new IOException("host=" + address.getHost() + " answered status=" + status);
        }
    }

    /** A request's own timeout ends with the headers, so an answer without an end would be read for ever. */
    private int statusOf(final HttpRequest request) throws IOException, InterruptedException {
        final CompletableFuture<Integer> status = new CompletableFuture<>();
        final CompletableFuture<HttpResponse<Void>> exchange = client.sendAsync(request, head -> {
            status.complete(head.statusCode());
            return HttpResponse.BodySubscribers.discarding();
        });
        exchange.whenComplete((answer, failure) -> fail(status, failure));
        try {
            return status.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (final ExecutionException e) {
            throw new IOException("host=" + address.getHost() + ": " + e.getCause(), e.getCause());
        } catch (final TimeoutException e) {
            throw new IOException("host=" + address.getHost() + " took longer than " + timeout.toMillis() + " ms");
        } finally {
            exchange.cancel(true);
        }
    }

    private static void fail(final CompletableFuture<Integer> status, final Throwable failure) {
        if (failure != null) {
            status.completeExceptionally(failure);
        }
    }

    private String body(final AlarmNotice alarm) {
        final ObjectNode body = json.createObjectNode()
                .put("kind", alarm.kind())
                .put("symbol", alarm.symbol())
                .put("orderId", alarm.orderId())
                .put("expected", alarm.expected())
                .put("actual", alarm.actual())
                .put("engineId", alarm.engineId())
                .put("epoch", alarm.epoch())
                .put("sequence", alarm.sequence())
                .put("text", alarm.text());
        return body.toString();
    }
}
