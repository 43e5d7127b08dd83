package io.ringfence.journal.view;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.journal.generation.Journal;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.view.View.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import net.openhft.chronicle.map.ChronicleMap;

/**
 * Reads the live view of the newest generation of a journal, from any process, without touching the engine. A map whose
 * writer is gone is read from a copy, and never for longer than {@value #PATIENCE_S} s, as a lock may have been left in it.
 * Belongs to one thread.
 */
public final class ViewReader implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** The first use compiles classes. */
    private static final int PATIENCE_S = 30;

    private static final long STALE_MS = 5_000;
    private static final int ENTRIES = 1;

    private final Path journal;
    private final ExecutorService reading = Executors.newSingleThreadExecutor(work -> {
        final Thread thread = new Thread(work, "view-reader");
        thread.setDaemon(true);
        return thread;
    });

    private int openEpoch;
    private ChronicleMap<String, String> open;

    /** @param journal the folder of generations */
    public ViewReader(final Path journal) {
        this.journal = journal;
    }

    /** The newest view there is; empty if no generation has one. */
    public Optional<View> read() throws InterruptedException {
        try (Journal generations = Journal.reading(journal)) {
            final List<Integer> epochs = generations.epochs();
            for (int i = epochs.size() - 1; i >= 0; i--) {
                final RecordedGeneration generation = generations.read(epochs.get(i));
                final Path folder = ViewMap.folder(generation.directory());
                final Optional<ProcessMark> mark = ProcessMark.read(folder);
                if (mark.isPresent()) {
                    return Optional.of(read(generation, folder, mark.get()));
                }
            }
            return Optional.empty();
        }
    }

    private View read(final RecordedGeneration generation, final Path folder, final ProcessMark mark)
            throws InterruptedException {
        final long ageMs = Math.max(0, System.currentTimeMillis() - mark.heartbeatMs());
        final Status status = status(generation, mark, ageMs);
        Map<String, JsonNode> rows = Map.of();
        Optional<String> trouble = Optional.empty();
        if (status == Status.STARTING) {
            trouble = Optional.of("the view isn't open yet");
        } else {
            try {
                rows = rows(generation.epoch(), folder, status);
            } catch (final IOException | IllegalStateException e) {
                trouble = Optional.of("the view can't be read: " + e.getMessage());
            }
        }
        return new View(
                generation.epoch(),
                mark.pid(),
                mark.startMs(),
                status,
                ageMs,
                Optional.ofNullable(rows.get("engine")),
                under(rows, "lane/"),
                under(rows, "instrument/"),
                under(rows, "order/"),
                trouble);
    }

    private static Status status(final RecordedGeneration generation, final ProcessMark mark, final long ageMs) {
        if (generation.seal().isPresent()) {
            return switch (generation.seal().get().outcome()) {
                case ENDED -> Status.ENDED;
                case HALTED -> Status.HALTED;
                case CRASHED -> Status.GONE;
            };
        }
        if (!mark.isProcessAlive()) {
            return Status.GONE;
        }
        return switch (mark.state()) {
            case STARTING -> Status.STARTING;
            case LIVE -> ageMs > STALE_MS ? Status.STALE : Status.LIVE;
            default -> Status.STALE;
        };
    }

    private static List<JsonNode> under(final Map<String, JsonNode> rows, final String prefix) {
        final List<JsonNode> found = new ArrayList<>();
        rows.forEach((name, row) -> {
            if (name.startsWith(prefix)) {
                found.add(row);
            }
        });
        return found;
    }

    private Map<String, JsonNode> rows(final int epoch, final Path folder, final Status status)
            throws IOException, InterruptedException {
        try {
            return reading.submit(() ->
                            status == Status.LIVE || status == Status.STALE ? running(epoch, folder) : copied(folder))
                    .get(PATIENCE_S, TimeUnit.SECONDS);
        } catch (final TimeoutException e) {
            throw new IllegalStateException("no answer within " + PATIENCE_S + " s; perhaps a lock was left in it", e);
        } catch (final ExecutionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        }
    }

    private Map<String, JsonNode> running(final int epoch, final Path folder) throws IOException {
        if (openEpoch != epoch) {
            closeOpen();
            open = ViewMap.open(ViewMap.file(folder), ENTRIES);
            openEpoch = epoch;
        }
        return parsed(open);
    }

    private static Map<String, JsonNode> copied(final Path folder) throws IOException {
        final Path copy = Files.createTempFile("ringfence-view", ".map");
        try {
            Files.write(copy, Files.readAllBytes(ViewMap.file(folder)));
            try (ChronicleMap<String, String> map = ViewMap.recover(copy, ENTRIES)) {
                return parsed(map);
            }
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    /** All rows, each as it was put in. */
    static Map<String, JsonNode> parsed(final Map<String, String> map) throws JsonProcessingException {
        final Map<String, JsonNode> rows = new TreeMap<>();
        for (final Map.Entry<String, String> entry : map.entrySet()) {
            rows.put(entry.getKey(), JSON.readTree(entry.getValue()));
        }
        return rows;
    }

    private void closeOpen() {
        if (open != null) {
            open.close();
            open = null;
            openEpoch = 0;
        }
    }

    /** Lets go of the map, unless that hangs, too. */
    @Override
    public void close() {
        reading.submit(this::closeOpen);
        reading.shutdown();
    }
}
