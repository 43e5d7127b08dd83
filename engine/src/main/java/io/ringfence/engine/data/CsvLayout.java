package io.ringfence.engine.data;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which column of a CSV file holds what. Told by the header, in whatever order, or, where the first line is data, by the forms
 * of Binance's public data:
 *
 * <pre>
 *   klines     open_time,open,high,low,close,volume,close_time,quote_volume,count,taker_buy_volume,taker_buy_quote_volume,ignore
 *   trades     id,price,qty,quote_qty,time,is_buyer_maker[,is_best_match]
 *   aggTrades  agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker[,is_best_match]
 * </pre>
 */
final class CsvLayout {
    private static final int EXCERPT = 200;
    private static final List<Field> CANDLE =
            List.of(Field.TIME, Field.OPEN, Field.HIGH, Field.LOW, Field.CLOSE, Field.VOLUME);
    private static final List<Field> TRADE = List.of(Field.TIME, Field.PRICE, Field.QUANTITY);

    private final Map<Field, Integer> columns;
    private final boolean hasHeader;
    private final boolean candles;

    private CsvLayout(final Map<Field, Integer> columns, final boolean hasHeader) {
        this.columns = columns;
        this.hasHeader = hasHeader;
        candles = columns.keySet().containsAll(CANDLE);
    }

    /** @throws DataException naming {@code file} if the first record tells neither candles nor trades */
    static CsvLayout of(final String file, final List<String> first) {
        final boolean header = first.stream().noneMatch(TimeText::isNumber);
        final CsvLayout layout = header ? new CsvLayout(named(file, first), true) : unnamed(file, first);
        if (!layout.candles && !layout.columns.keySet().containsAll(TRADE)) {
            throw new DataException(file + ":1: these columns are neither candles (" + names(CANDLE) + ") nor trades ("
                    + names(TRADE) + "): " + excerpt(first));
        }
        return layout;
    }

    boolean hasHeader() {
        return hasHeader;
    }

    /** Candles, not trades. */
    boolean isCandles() {
        return candles;
    }

    boolean has(final Field field) {
        return columns.containsKey(field);
    }

    /** The place of a field that it {@link #has}. */
    int column(final Field field) {
        return columns.get(field);
    }

    private static Map<Field, Integer> named(final String file, final List<String> header) {
        final Map<Field, Integer> columns = new EnumMap<>(Field.class);
        for (int i = 0; i < header.size(); i++) {
            for (final Field field : Field.values()) {
                if (field.isCalled(header.get(i)) && columns.putIfAbsent(field, i) != null) {
                    throw new DataException(file + ":1: two columns for the same: '" + header.get(columns.get(field))
                            + "' and '" + header.get(i) + "'");
                }
            }
        }
        return columns;
    }

    private static CsvLayout unnamed(final String file, final List<String> first) {
        final int width = first.size();
        if (width >= 11) {
            return places(
                    "0 1 2 3 4 5 8 9",
                    Field.TIME,
                    Field.OPEN,
                    Field.HIGH,
                    Field.LOW,
                    Field.CLOSE,
                    Field.VOLUME,
                    Field.TRADES,
                    Field.TAKER_BUY);
        }
        if (width >= 6 && isFlag(first.get(5))) {
            return places("4 1 2 5", Field.TIME, Field.PRICE, Field.QUANTITY, Field.BUYER_MAKER);
        }
        if (width >= 7 && isFlag(first.get(6))) {
            return places("5 1 2 6", Field.TIME, Field.PRICE, Field.QUANTITY, Field.BUYER_MAKER);
        }
        throw new DataException(file + ":1: there is no header, and " + width
                + " columns are none of Binance's klines, trades, aggTrades: " + excerpt(first));
    }

    private static CsvLayout places(final String places, final Field... fields) {
        final int[] numbers =
                Arrays.stream(places.split(" ")).mapToInt(Integer::parseInt).toArray();
        final Map<Field, Integer> columns = new EnumMap<>(Field.class);
        for (int i = 0; i < fields.length; i++) {
            columns.put(fields[i], numbers[i]);
        }
        return new CsvLayout(columns, false);
    }

    /** Of a line that may be no CSV at all, and of any length. */
    private static String excerpt(final List<String> first) {
        final String line = String.join(",", first);
        return line.length() <= EXCERPT ? line : line.substring(0, EXCERPT) + "...";
    }

    private static boolean isFlag(final String text) {
        return text.equalsIgnoreCase("true") || text.equalsIgnoreCase("false");
    }

    private static String names(final List<Field> fields) {
        return fields.stream()
                .map(field -> field.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
