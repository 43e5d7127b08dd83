package io.ringfence.engine.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A CSV file of candles or of trades. */
final class CsvMarket implements MarketData {
    private static final char[] SEPARATORS = {',', ';', '\t'};
    private static final int LONGEST_LINE = 1 << 16;
    private static final long MS = 1_000_000L;

    private final Path path;
    private final char separator;
    private final CsvLayout layout;
    private final CsvRow row;
    private final CsvSurvey survey = new CsvSurvey();

    private CsvMarket(final Path path, final char separator, final CsvLayout layout) {
        this.path = path;
        this.separator = separator;
        this.layout = layout;
        row = new CsvRow(path.toString(), layout);
    }

    /** @throws DataException naming the first line that can't be */
    static CsvMarket open(final Path path) {
        final char separator = separator(path);
        final CsvMarket market = new CsvMarket(path, separator, layout(path, separator));
        market.each(market.layout.isCandles() ? market::surveyCandle : market::surveyTrade);
        if (market.survey.records() == 0) {
            throw new DataException(path + ": there is no record in it");
        }
        return market;
    }

    @Override
    public int priceScale() {
        return survey.priceScale();
    }

    @Override
    public int quantityScale() {
        return survey.quantityScale();
    }

    @Override
    public void requireTimeframe(final long timeframeNs) {
        final long spacingNs = survey.spacingNs();
        if (layout.isCandles() && spacingNs != Long.MAX_VALUE && timeframeNs % spacingNs != 0) {
            throw new DataException(path + ": its candles lie " + spacingNs / MS
                    + " ms apart, which don't add up to candles of " + timeframeNs / MS + " ms");
        }
    }

    @Override
    public void read(final MarketListener listener) {
        each(record -> {
            if (layout.isCandles()) {
                candle(listener);
            } else {
                trade(listener);
            }
        });
    }

    private void surveyCandle(final CsvRecord record) {
        if (!survey.time(row.timeNs())) {
            throw row.wrong(Field.TIME, "must be later than that of the line above");
        }
        final BigDecimal open = row.price(Field.OPEN);
        final BigDecimal high = row.price(Field.HIGH);
        final BigDecimal low = row.price(Field.LOW);
        final BigDecimal close = row.price(Field.CLOSE);
        survey.price(open);
        survey.price(high);
        survey.price(low);
        survey.price(close);
        survey.quantity(row.quantity(Field.VOLUME));
        if (high.compareTo(open.max(close).max(low)) < 0) {
            throw row.wrong(Field.HIGH, "is not the highest of open, high, low and close");
        }
        if (low.compareTo(open.min(close)) > 0) {
            throw row.wrong(Field.LOW, "is not the lowest of open, high, low and close");
        }
        if (layout.has(Field.TAKER_BUY) && row.quantity(Field.TAKER_BUY).compareTo(row.quantity(Field.VOLUME)) > 0) {
            throw row.wrong(Field.TAKER_BUY, "is more than the volume");
        }
        if (layout.has(Field.TRADES)) {
            row.count(Field.TRADES);
        }
    }

    private void surveyTrade(final CsvRecord record) {
        survey.time(row.timeNs());
        survey.price(row.price(Field.PRICE));
        survey.quantity(row.quantity(Field.QUANTITY));
        row.taker();
    }

    private void candle(final MarketListener listener) {
        final long openTimeNs = row.timeNs();
        final long spacingNs = survey.spacingNs() == Long.MAX_VALUE ? 0 : survey.spacingNs();
        listener.onCandle(
                new Candle(
                        openTimeNs,
                        price(Field.OPEN),
                        price(Field.HIGH),
                        price(Field.LOW),
                        price(Field.CLOSE),
                        quantity(Field.VOLUME),
                        layout.has(Field.TAKER_BUY) ? quantity(Field.TAKER_BUY) : Candle.UNKNOWN,
                        layout.has(Field.TRADES) ? row.count(Field.TRADES) : Candle.UNKNOWN),
                openTimeNs + spacingNs);
    }

    private void trade(final MarketListener listener) {
        listener.onTrade(row.timeNs(), price(Field.PRICE), quantity(Field.QUANTITY), row.taker());
    }

    private long price(final Field field) {
        return row.mantissa(row.price(field), priceScale());
    }

    private long quantity(final Field field) {
        return row.mantissa(row.quantity(field), quantityScale());
    }

    /** Wraps the row around every record, one after the other. */
    private void each(final Consumer<CsvRecord> what) {
        try (CsvReader<CsvRecord> records = records(path, separator)) {
            boolean header = layout.hasHeader();
            for (final CsvRecord record : records) {
                if (!header) {
                    row.wrap(record);
                    what.accept(record);
                }
                header = false;
            }
        } catch (final IOException | UncheckedIOException | CsvParseException e) {
            throw new DataException(path + ": can't be read on: " + reason(e), e);
        }
    }

    private static CsvReader<CsvRecord> records(final Path path, final char separator) {
        return CsvReader.builder()
                .fieldSeparator(separator)
                .detectBomHeader(true)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .ofCsvRecord(TextFile.open(path));
    }

    private static CsvLayout layout(final Path path, final char separator) {
        try (CsvReader<CsvRecord> records = records(path, separator)) {
            return records.stream()
                    .findFirst()
                    .map(record -> CsvLayout.of(path.toString(), record.getFields()))
                    .orElseThrow(() -> new DataException(path + ": it is empty"));
        } catch (final IOException | UncheckedIOException | CsvParseException e) {
            throw new DataException(path + ": can't be read as CSV: " + reason(e), e);
        }
    }

    /** The reader's own exceptions say where, their causes why. */
    private static String reason(final Exception e) {
        return e.getCause() == null
                ? e.getMessage()
                : e.getMessage() + ": " + e.getCause().getMessage();
    }

    /** The one that the first line has most of. */
    private static char separator(final Path path) {
        final String line = firstLine(path);
        char most = SEPARATORS[0];
        for (final char candidate : SEPARATORS) {
            most = count(line, candidate) > count(line, most) ? candidate : most;
        }
        return most;
    }

    private static long count(final String line, final char separator) {
        return line.chars().filter(character -> character == separator).count();
    }

    static String firstLine(final Path path) {
        try (BufferedReader reader = new BufferedReader(TextFile.open(path))) {
            final StringBuilder line = new StringBuilder();
            for (int character = reader.read();
                    character >= 0 && character != '\n' && line.length() < LONGEST_LINE;
                    character = reader.read()) {
                line.append((char) character);
            }
            return line.toString();
        } catch (final IOException e) {
            throw new DataException(path + ": can't be read: " + e, e);
        }
    }
}
