package io.ringfence.engine.view;

import com.fasterxml.jackson.databind.JsonNode;
import io.ringfence.journal.view.View;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A view as lines for people. */
final class ViewText {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final String INSTRUMENT = "%-14s %14s %14s %14s %14s %14s %14s %16s %14s %24s";
    private static final String ORDER = "%-28s %-14s %-5s %-6s %14s %14s %-16s";
    private static final double MS_PER_S = 1_000;

    private ViewText() {}

    /** @param instruments at most; those with a position come first */
    static List<String> of(final View view, final int instruments) {
        final List<String> lines = new ArrayList<>();
        lines.add(headline(view));
        view.trouble().ifPresent(lines::add);
        view.engine().ifPresent(engine -> lines.add(engine(engine)));
        view.lanes()
                .forEach(lane -> lines.add(String.format(
                        Locale.ROOT,
                        "lane %-22s #%,d, %,d behind",
                        lane.get("lane").asText(),
                        lane.get("sequence").asLong(),
                        lane.get("lag").asLong())));
        addInstruments(lines, view, instruments);
        addOrders(lines, view);
        return lines;
    }

    private static String headline(final View view) {
        final String who = "generation " + view.epoch() + ", process " + view.pid() + " since "
                + TIME.format(Instant.ofEpochMilli(view.startedMs())) + " UTC";
        final String age = String.format(Locale.ROOT, "%.1f s", view.ageMs() / MS_PER_S);
        return switch (view.status()) {
            case STARTING -> "STARTING  " + who;
            case LIVE -> "LIVE  " + who + ", view " + age + " old";
            case STALE -> "STALE  " + who + " runs, but its view is " + age + " old or abandoned";
            case ENDED -> "ENDED  " + who + ", in order " + age + " ago; what follows is its end";
            case HALTED ->
                "HALTED  " + who + ", " + age + " ago, not in order: its log says why; what follows is its end";
            case GONE ->
                "GONE  " + who + " is gone without an end, last heard of " + age + " ago; what follows is what it"
                        + " last wrote";
        };
    }

    private static String engine(final JsonNode engine) {
        return String.format(
                Locale.ROOT,
                "#%,d at %s UTC, %,d decisions, %,d orders (%,d open), stops moved %,d hit %,d, realized %s, fees %s, net"
                        + " %s",
                engine.get("sequence").asLong(),
                TIME.format(Instant.ofEpochSecond(0, engine.get("receiveTimeNs").asLong())),
                engine.get("decisions").asLong(),
                engine.get("ordersPlaced").asLong(),
                engine.get("ordersOpen").asLong(),
                engine.get("stopsMoved").asLong(),
                engine.get("stopsHit").asLong(),
                engine.get("realized").asText(),
                engine.get("fees").asText(),
                engine.get("net").asText());
    }

    private static void addInstruments(final List<String> lines, final View view, final int limit) {
        if (view.instruments().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(String.format(
                        INSTRUMENT,
                        "instrument",
                        "last",
                        "bid",
                        "ask",
                        "bar close",
                        "position",
                        "entered at",
                        "unrealized",
                        "stop",
                        "at venue")
                .stripTrailing());
        view.instruments().stream()
                .sorted(Comparator.comparing((JsonNode one) -> !isHeld(one))
                        .thenComparing(one -> one.get("instrument").asText()))
                .limit(limit)
                .forEach(one -> lines.add(instrument(one)));
        if (view.instruments().size() > limit) {
            lines.add("... " + (view.instruments().size() - limit) + " more");
        }
    }

    private static boolean isHeld(final JsonNode instrument) {
        return !instrument.get("entryPrice").isNull();
    }

    private static String instrument(final JsonNode one) {
        final boolean held = isHeld(one);
        return String.format(
                        INSTRUMENT,
                        one.get("instrument").asText(),
                        text(one.get("last")),
                        text(one.get("bid")),
                        text(one.get("ask")),
                        one.get("bar").isNull() ? "" : text(one.get("bar").get("close")),
                        held ? one.get("position").asText() : "",
                        text(one.get("entryPrice")),
                        held ? one.get("unrealized").asText() : "",
                        text(one.get("stop")),
                        disasterStop(one.path("disasterStop")))
                .stripTrailing();
    }

    private static String disasterStop(final JsonNode stop) {
        return stop.isObject()
                ? text(stop.get("price")) + " " + stop.get("state").asText()
                : "";
    }

    private static void addOrders(final List<String> lines, final View view) {
        if (view.orders().isEmpty()) {
            return;
        }
        lines.add("");
        lines.add(String.format(ORDER, "order", "instrument", "side", "what", "quantity", "filled", "state")
                .stripTrailing());
        view.orders()
                .forEach(order -> lines.add(String.format(
                                ORDER,
                                order.get("orderId").asText(),
                                order.get("instrument").asText(),
                                order.get("side").asText(),
                                order.get("purpose").asText(),
                                order.get("quantity").asText(),
                                order.get("filled").asText(),
                                order.get("state").asText())
                        .stripTrailing()));
    }

    private static String text(final JsonNode value) {
        return value == null || value.isNull() ? "" : value.asText();
    }
}
