package io.ringfence.engine.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.journal.event.ClientOrderId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.agrona.concurrent.UnsafeBuffer;

/** The venue's ledger file, read as it grows. */
final class VenueBooks {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Decimals of the lots of the recorded markets of spot. */
    private static final Map<String, Integer> SPOT_LOTS = Map.of("BTCUSDT", 5, "ETHUSDT", 4);
    /** What spot takes an order for, USDT. */
    private static final BigDecimal SPOT_LEAST = new BigDecimal(5);

    private final Path file;
    private final Violations violations;
    private final boolean spot;
    private final Map<String, VenueOrder> orders = new LinkedHashMap<>();
    private final List<VenueFill> fills = new ArrayList<>();
    private final Map<String, BigDecimal> positions = new LinkedHashMap<>();
    private final Map<String, VenueAlgo> algos = new LinkedHashMap<>();
    private final List<Line> standings = new ArrayList<>();
    private long position;
    private final Set<String> requested = new HashSet<>();
    private long requests;
    private BigDecimal wallet;

    /** @param state NEW until it is FILLED, CANCELED or EXPIRED */
    record VenueOrder(String clientOrderId, String symbol, BigDecimal quantity, BigDecimal filled, String state) {}

    /** A fill, and the account's wallet after it. */
    record VenueFill(
            String symbol,
            long tradeId,
            String clientOrderId,
            String side,
            BigDecimal price,
            BigDecimal quantity,
            BigDecimal fee,
            BigDecimal walletAfter) {
        String key() {
            return symbol + " " + tradeId + " " + side;
        }
    }

    /**
     * A conditional order.
     *
     * @param status of the protocol; NEW: it rests
     */
    record VenueAlgo(String clientId, String symbol, String side, BigDecimal quantity, String status) {
        boolean rests() {
            return status.equals("NEW");
        }

        /** Whether it has become an order. */
        boolean hasFired() {
            return status.equals("TRIGGERED") || status.equals("FINISHED");
        }

        /** Whether it makes {@code position} smaller. */
        boolean closes(final BigDecimal position) {
            return position.signum() == (side.equals("SELL") ? 1 : -1);
        }

        /** Whether it closes all of {@code position}. */
        boolean covers(final BigDecimal position) {
            return rests() && closes(position) && quantity.compareTo(position.abs()) >= 0;
        }

        /** Whether a generation up to {@code epoch} asked for it. */
        boolean isOfEpochUpTo(final int epoch) {
            final ClientOrderId id = new ClientOrderId();
            final byte[] text = clientId.getBytes(StandardCharsets.US_ASCII);
            return id.parse(new UnsafeBuffer(text), 0, text.length) && id.epoch() <= epoch;
        }
    }

    /** From then on what can be sold of {@code symbol}'s position is another, or a conditional order in it: one of the two is null. */
    record Line(long timeNs, String symbol, BigDecimal position, VenueAlgo algo) {}

    /** @param spot whether what is held may be less than the venue takes an order for */
    VenueBooks(final Path file, final Violations violations, final boolean spot) {
        this.file = file;
        this.spot = spot;
        this.violations = violations;
    }

    /** Takes in the whole lines that were added. */
    void read() throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        try (RandomAccessFile ledger = new RandomAccessFile(file.toFile(), "r")) {
            final byte[] added = new byte[(int) (ledger.length() - position)];
            ledger.seek(position);
            ledger.readFully(added);
            int from = 0;
            for (int i = 0; i < added.length; i++) {
                if (added[i] == '\n') {
                    take(MAPPER.readTree(new String(added, from, i - from, StandardCharsets.UTF_8)));
                    from = i + 1;
                }
            }
            position += from;
        }
    }

    private void take(final JsonNode line) {
        final String id = line.path("clientOrderId").asText();
        switch (line.path("type").asText()) {
            case "request" -> {
                requests++;
                requested.add(id);
                violations.require(!line.path("seenBefore").asBoolean(), "client id used twice: " + id);
            }
            case "order" ->
                orders.put(
                        id,
                        new VenueOrder(
                                id, line.path("symbol").asText(), decimal(line, "quantity"), BigDecimal.ZERO, "NEW"));
            case "fill" -> takeFill(line, id);
            case "algo" -> takeAlgo(line, id);
            case "canceled" -> end(id, "CANCELED", decimal(line, "filled"));
            case "expired" -> end(id, "EXPIRED", decimal(line, "filled"));
            default -> {
                // A refusal changes no books.
            }
        }
    }

    private void takeFill(final JsonNode line, final String id) {
        final String symbol = line.path("symbol").asText();
        final BigDecimal filled = decimal(line, "filled");
        wallet = decimal(line, "wallet");
        positions.put(symbol, decimal(line, "position"));
        standings.add(new Line(line.path("timeNs").asLong(), symbol, sellable(line, symbol), null));
        fills.add(new VenueFill(
                symbol,
                line.path("tradeId").asLong(),
                id,
                line.path("side").asText(),
                decimal(line, "price"),
                decimal(line, "quantity"),
                decimal(line, "fee"),
                wallet));
        final boolean whole = filled.compareTo(orders.get(id).quantity()) == 0;
        end(id, whole ? "FILLED" : "NEW", filled);
    }

    /** The position without dust, which no stop can guard. */
    private BigDecimal sellable(final JsonNode line, final String symbol) {
        final BigDecimal position = decimal(line, "position");
        if (!spot) {
            return position;
        }
        final BigDecimal lots = position.setScale(SPOT_LOTS.get(symbol), RoundingMode.DOWN);
        return lots.multiply(decimal(line, "price")).compareTo(SPOT_LEAST) < 0 ? BigDecimal.ZERO : lots;
    }

    private void takeAlgo(final JsonNode line, final String id) {
        final VenueAlgo algo = new VenueAlgo(
                id,
                line.path("symbol").asText(),
                line.path("side").asText(),
                decimal(line, "quantity"),
                line.path("status").asText());
        algos.put(id, algo);
        standings.add(new Line(line.path("timeNs").asLong(), algo.symbol(), null, algo));
    }

    private void end(final String id, final String state, final BigDecimal filled) {
        final VenueOrder order = orders.get(id);
        orders.put(id, new VenueOrder(id, order.symbol(), order.quantity(), filled, state));
    }

    private static BigDecimal decimal(final JsonNode line, final String name) {
        return new BigDecimal(line.path(name).asText());
    }

    /** Order requests that came in, accepted or not. */
    long requests() {
        return requests;
    }

    /** Whether an order request with this id came in, accepted or not. */
    boolean isRequested(final String id) {
        return requested.contains(id);
    }

    Map<String, VenueOrder> orders() {
        return orders;
    }

    /** Conditional orders, as they stand. */
    Map<String, VenueAlgo> algos() {
        return algos;
    }

    /** Positions and conditional orders as they came about. */
    List<Line> standings() {
        return standings;
    }

    List<VenueFill> fills() {
        return fills;
    }

    /** Signed, of symbols that were ever traded. */
    Map<String, BigDecimal> positions() {
        return positions;
    }

    /** Null before the first fill. */
    BigDecimal wallet() {
        return wallet;
    }
}
