package io.ringfence.engine.order;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.journal.message.OrderState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** What a venue once told about an order, frame by frame, and what it comes to, read off its text without any decoder. */
final class RecordedOrder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern BETWEEN_OBJECTS = Pattern.compile("(?<=\\n\\})\\s*(?=\\{)");
    private static final String REPORT = "ORDER_TRADE_UPDATE";
    private static final List<String> ENDS = List.of("FILLED", "CANCELED", "EXPIRED", "REJECTED");

    private final List<String> frames;
    private final List<String> reports;

    private RecordedOrder(final List<String> frames) {
        this.frames = frames;
        reports = frames.stream().filter(frame -> frame.contains(REPORT)).toList();
    }

    static RecordedOrder in(final Path file) throws IOException {
        return new RecordedOrder(Arrays.asList(BETWEEN_OBJECTS.split(Files.readString(file))));
    }

    /** All frames, with the order's name at the venue replaced by {@code clientOrderId}. */
    List<String> framesAs(final String clientOrderId) {
        final String recorded = "\"c\": \"" + text(reports.get(0), "c") + "\"";
        return frames.stream()
                .map(frame -> frame.replace(recorded, "\"c\": \"" + clientOrderId + "\""))
                .toList();
    }

    List<String> frames() {
        return frames;
    }

    int reports() {
        return reports.size();
    }

    String symbol() {
        return text(frames.get(0), "s");
    }

    BigDecimal quantity() {
        return decimal(reports.get(0), "q");
    }

    /** What the order was about to pay: its limit, or what it got. */
    BigDecimal price() {
        final BigDecimal limit = decimal(reports.get(0), "p");
        return limit.signum() > 0 ? limit : decimal(reports.get(reports.size() - 1), "L");
    }

    OrderState end() {
        return reports.stream()
                .map(report -> text(report, "X"))
                .filter(ENDS::contains)
                .map(OrderState::valueOf)
                .findFirst()
                .orElseThrow();
    }

    /** Signed, each trade once. */
    BigDecimal filled() {
        return sum("l").multiply(BigDecimal.valueOf(text(reports.get(0), "S").equals("BUY") ? 1 : -1));
    }

    BigDecimal fees() {
        return sum("n");
    }

    private BigDecimal sum(final String field) {
        return sum(report -> decimal(report, field));
    }

    /** Of all fills, for the average. */
    BigDecimal value() {
        return sum(report -> decimal(report, "l").multiply(decimal(report, "L")));
    }

    private BigDecimal sum(final Function<String, BigDecimal> ofReport) {
        final Set<String> trades = new HashSet<>();
        return reports.stream()
                .filter(report -> text(report, "x").equals("TRADE"))
                .filter(report -> trades.add(text(report, "t")))
                .map(ofReport)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal decimal(final String frame, final String field) {
        return new BigDecimal(text(frame, field));
    }

    private static String text(final String frame, final String field) {
        try {
            return JSON.readTree(frame).path("o").path(field).asText();
        } catch (final IOException exception) {
            throw new UncheckedIOException(frame, exception);
        }
    }
}
