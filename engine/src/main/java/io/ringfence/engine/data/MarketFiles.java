package io.ringfence.engine.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Opens a file of market data, whatever of those that are understood it is. */
public final class MarketFiles {
    private static final Pattern FRAME = Pattern.compile("\\d{1,19} \\{.*");

    private MarketFiles() {}

    /**
     * Looks through {@code path}.
     *
     * @param symbol which one of a frames file; null if that is about one alone; other files don't say what they are about
     * @throws DataException with file, line and value of what can't be
     */
    public static MarketData open(final Path path, final String symbol) {
        if (!Files.isRegularFile(path)) {
            throw new DataException(path + ": there is no such file");
        }
        final boolean frames = FRAME.matcher(CsvMarket.firstLine(path)).matches();
        return frames ? FramesMarket.open(path, symbol) : CsvMarket.open(path);
    }
}
