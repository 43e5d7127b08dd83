package io.ringfence.engine.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.util.Locale;

/** One record, read by what its columns mean; every mistake is told with file, line, column and value. */
final class CsvRow {
    private final String file;
    private final CsvLayout layout;
    private CsvRecord row;

    CsvRow(final String file, final CsvLayout layout) {
        this.file = file;
        this.layout = layout;
    }

    CsvRow wrap(final CsvRecord record) {
        row = record;
        return this;
    }

    long timeNs() {
        final String text = text(Field.TIME);
        try {
            return TimeText.parseNs(text);
        } catch (final NumberFormatException | DateTimeException | ArithmeticException e) {
            throw wrong(Field.TIME, "no time: neither a number since 1970 nor an ISO date");
        }
    }

    /** Above 0. */
    BigDecimal price(final Field field) {
        final BigDecimal price = decimal(field);
        if (price.signum() <= 0) {
            throw wrong(field, "must be above 0");
        }
        return price;
    }

    /** 0 or more. */
    BigDecimal quantity(final Field field) {
        final BigDecimal quantity = decimal(field);
        if (quantity.signum() < 0) {
            throw wrong(field, "must not be negative");
        }
        return quantity;
    }

    /** In units of {@code 10^-scale}; what lies beyond, which only more digits than a number can hold leave, is rounded. */
    long mantissa(final BigDecimal decimal, final int scale) {
        return decimal.movePointRight(scale).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    long count(final Field field) {
        final BigDecimal count = quantity(field);
        if (count.stripTrailingZeros().scale() > 0) {
            throw wrong(field, "must be a whole number");
        }
        return mantissa(count, 0);
    }

    Taker taker() {
        if (layout.has(Field.BUYER_MAKER)) {
            return flag(Field.BUYER_MAKER) ? Taker.SOLD : Taker.BOUGHT;
        }
        return layout.has(Field.SIDE) ? side() : Taker.UNKNOWN;
    }

    /** What is wrong with the value of {@code field}. */
    DataException wrong(final Field field, final String why) {
        return new DataException(
                place() + ": " + field.name().toLowerCase(Locale.ROOT) + "=" + text(field) + ": " + why);
    }

    String place() {
        return file + ":" + row.getStartingLineNumber();
    }

    private boolean flag(final Field field) {
        return switch (text(field).toLowerCase(Locale.ROOT)) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw wrong(field, "must be true or false");
        };
    }

    private Taker side() {
        return switch (text(Field.SIDE).toLowerCase(Locale.ROOT)) {
            case "buy", "b", "1" -> Taker.BOUGHT;
            case "sell", "s", "-1" -> Taker.SOLD;
            default -> throw wrong(Field.SIDE, "must be buy or sell");
        };
    }

    private BigDecimal decimal(final Field field) {
        final String text = text(field);
        if (!TimeText.isNumber(text) || text.length() > 40) {
            throw wrong(field, "no number");
        }
        final BigDecimal decimal = new BigDecimal(text);
        if (decimal.precision() - decimal.scale() > 18 || decimal.scale() > 40) {
            throw wrong(field, "out of range: at most 18 digits before the point and 40 behind it");
        }
        return decimal;
    }

    private String text(final Field field) {
        final int column = layout.column(field);
        if (column >= row.getFieldCount()) {
            throw new DataException(place() + ": there is no column " + (column + 1) + ", which holds "
                    + field.name().toLowerCase(Locale.ROOT) + "; the line has " + row.getFieldCount());
        }
        return row.getField(column).strip();
    }
}
