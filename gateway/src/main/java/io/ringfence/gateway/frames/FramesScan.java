package io.ringfence.gateway.frames;

import io.ringfence.journal.message.MarketKind;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What the beginning of a frames file tells about the whole of it: market, symbols, printed decimals. */
final class FramesScan {
    /** Enough to meet every symbol of a recording; the files at hand need 60. */
    private static final int FRAMES_LOOKED_AT = 5_000;
    /** More than any price is printed with. */
    private static final int MOST_DECIMALS = 10;

    private final Map<String, Decimals> decimalsByName = new TreeMap<>();
    private final JsonFields fields = new JsonFields();
    private MarketKind market;
    private long startTimeNs;
    private List<FramedSymbol> symbols = List.of();
    private List<String> streamNames = List.of();

    private static final class Decimals {
        private int price;
        private int quantity;
        private String firstPrice = "";
    }

    private FramesScan() {}

    static FramesScan of(final Path path) {
        final FramesScan scan = new FramesScan();
        try (FramesFile file = FramesFile.open(path, scan)) {
            scan.look(file, path);
        }
        return scan;
    }

    MarketKind market() {
        return market;
    }

    long startTimeNs() {
        return startTimeNs;
    }

    List<FramedSymbol> symbols() {
        return symbols;
    }

    /** Lower case, in the order of {@link #symbols()}. */
    List<String> streamNames() {
        return streamNames;
    }

    /** The symbol of a bare snapshot: the file's only one; null if there are several. */
    String onlySymbol() {
        return symbols.size() == 1 ? symbols.get(0).symbol() : null;
    }

    private void look(final FramesFile file, final Path path) {
        Frame frame = file.next();
        if (frame == null) {
            throw new FrameException("frames file " + path + " is empty");
        }
        startTimeNs = frame.receiveTimeNs();
        for (int i = 0; i < FRAMES_LOOKED_AT && frame != null; i++) {
            look(frame);
            frame = file.next();
        }
        if (market == null) {
            throw new FrameException("frames file " + path + ": its first " + FRAMES_LOOKED_AT
                    + " frames don't tell whether it is spot or USD-M: no trade, bookTicker or depth among them");
        }
        conclude();
    }

    private void look(final Frame frame) {
        if (frame.streamLengthBytes() == 0 || frame.kind() == FrameKind.OTHER) {
            return;
        }
        final String stream =
                new String(frame.bytes(), frame.streamOffset(), frame.streamLengthBytes(), StandardCharsets.US_ASCII);
        final String name = stream.substring(0, stream.indexOf('@'));
        final Decimals decimals = decimalsByName.computeIfAbsent(name, ignored -> new Decimals());
        try {
            look(frame, decimals);
        } catch (final FrameException e) {
            throw new FrameException(frame.place() + ": " + e.getMessage(), e);
        }
    }

    private void look(final Frame frame, final Decimals decimals) {
        boolean futures = false;
        fields.wrap(frame.bytes(), frame.dataOffset(), frame.dataLengthBytes());
        while (fields.next()) {
            futures |= tellsFutures(frame.kind());
            if (frame.kind() != FrameKind.DEPTH) {
                lookAtDecimals(frame.kind(), decimals);
            }
        }
        market = market != null ? market : futures ? MarketKind.USDM : MarketKind.SPOT;
    }

    /** Spot trades have no type, spot quotes no event type, spot depth no previous id. */
    private boolean tellsFutures(final FrameKind kind) {
        return switch (kind) {
            case TRADE -> fields.shortKey() == 'X';
            case BOOK_TICKER -> fields.shortKey() == 'e';
            case DEPTH -> fields.keyIs("pu");
            default -> false;
        };
    }

    private void lookAtDecimals(final FrameKind kind, final Decimals decimals) {
        switch (fields.shortKey()) {
            case 'p' -> {
                decimals.price = Math.max(decimals.price, fields.valueDecimals());
                // A trade without a price, as at a delivery, tells nothing.
                if (kind == FrameKind.TRADE
                        && decimals.firstPrice.isEmpty()
                        && fields.valueDecimal(MOST_DECIMALS) > 0) {
                    decimals.firstPrice = fields.valueText();
                }
            }
            case 'q', 'B', 'A' -> decimals.quantity = Math.max(decimals.quantity, fields.valueDecimals());
            case 'b', 'a' -> {
                // In a spot trade these are order ids.
                if (kind == FrameKind.BOOK_TICKER) {
                    decimals.price = Math.max(decimals.price, fields.valueDecimals());
                }
            }
            default -> {
                // Tells nothing about decimals.
            }
        }
    }

    private static long firstPrice(final Decimals decimals) {
        return decimals.firstPrice.isEmpty()
                ? FramedSymbol.UNKNOWN_PRICE
                : new BigDecimal(decimals.firstPrice)
                        .movePointRight(decimals.price)
                        .longValueExact();
    }

    private void conclude() {
        final List<FramedSymbol> found = new ArrayList<>();
        decimalsByName.forEach((name, decimals) -> found.add(new FramedSymbol(
                market, name.toUpperCase(Locale.ROOT), decimals.price, decimals.quantity, firstPrice(decimals))));
        symbols = List.copyOf(found);
        streamNames = List.copyOf(decimalsByName.keySet());
    }
}
