package io.ringfence.engine.warmup;

import io.ringfence.journal.event.Instrument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The candles of earlier runs, a {@link CandleFile} per timeframe in the folder {@code candles} of the journal. A cache: what
 * can't be used is counted, deleted and begun anew; what can't be written is left out from then on. One thread writes, any may
 * read.
 */
public final class CandleStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CandleStore.class);
    private static final String FOLDER = "candles";
    private static final String ENDING = ".candles";

    private final List<Optional<CandleFile>> files = new ArrayList<>();
    private int abandoned;

    /**
     * @param journal     the folder of generations
     * @param frames      one per timeframe
     * @param instruments highest id
     * @param capacity    candles that are kept of each
     */
    CandleStore(final Path journal, final List<VenueFrame> frames, final int instruments, final int capacity) {
        final Path folder = journal.resolve(FOLDER);
        for (final VenueFrame frame : frames) {
            files.add(open(folder.resolve(frame.name() + ENDING), frame.ns(), instruments, capacity));
        }
    }

    private Optional<CandleFile> open(final Path path, final long ns, final int instruments, final int capacity) {
        try {
            Files.createDirectories(path.getParent());
            return Optional.of(openOrBegin(path, ns, instruments, capacity));
        } catch (final IOException e) {
            abandon(path + " can't be used, its candles are asked for again at the next start", e);
            return Optional.empty();
        }
    }

    private CandleFile openOrBegin(final Path path, final long ns, final int instruments, final int capacity)
            throws IOException {
        try {
            return CandleFile.open(path, ns, instruments, capacity);
        } catch (final IOException e) {
            abandon("the candles of earlier runs are left out", e);
            Files.deleteIfExists(path);
            return CandleFile.open(path, ns, instruments, capacity);
        }
    }

    private void abandon(final String what, final IOException why) {
        abandoned++;
        LOG.warn("{}: {}", what, why.getMessage());
    }

    /** Files that could not be used. */
    int abandoned() {
        return abandoned;
    }

    /** @param frame index of the timeframe */
    Optional<PastCandle> read(final int frame, final Instrument instrument, final long openTimeNs) {
        return files.get(frame).flatMap(file -> file.read(instrument, openTimeNs));
    }

    void write(final int frame, final Instrument instrument, final PastCandle candle) {
        files.get(frame).ifPresent(file -> file.write(instrument, candle));
    }

    @Override
    public void close() {
        files.forEach(file -> file.ifPresent(CandleFile::close));
    }
}
