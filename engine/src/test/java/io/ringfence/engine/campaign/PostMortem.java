package io.ringfence.engine.campaign;

import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.log.LogKind;
import io.ringfence.journal.log.LogReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out from what a killed engine left in what it was interrupted. */
final class PostMortem {
    static final int NEAR_RECORDS = 100;

    private PostMortem() {}

    static Set<Hit> of(final RecordedGeneration generation, final EngineBooks.Story story, final VenueBooks venue) {
        final Set<Hit> hits = EnumSet.noneOf(Hit.class);
        if (story.records() == 0) {
            hits.add(Hit.BEFORE_ITS_GENERATION);
        } else if (story.guarded() == 0) {
            hits.add(Hit.BEFORE_GUARDED);
        }
        if (story.placed().stream()
                .anyMatch(id -> venue.isRequested(id) && !story.heardOf().contains(id))) {
            hits.add(Hit.BETWEEN_WRITE_AND_ANSWER);
        }
        final Path snapshots = generation.directory().resolve("snapshots");
        if (story.lastSnapshotRequest() > 0
                && !Files.exists(snapshots.resolve(story.lastSnapshotRequest() + ".snapshot"))) {
            hits.add(Hit.IN_A_SNAPSHOT);
        }
        for (final LogKind kind : LogKind.values()) {
            lookAtSegments(generation, kind, hits);
        }
        return hits;
    }

    private static void lookAtSegments(final RecordedGeneration generation, final LogKind kind, final Set<Hit> hits) {
        try (LogReader log = generation.log(kind)) {
            int segment = 0;
            long records = 0;
            while (log.next()) {
                records = log.segment() == segment ? records + 1 : 1;
                segment = log.segment();
            }
            if (segment > 0 && records <= NEAR_RECORDS) {
                hits.add(Hit.AT_A_SEGMENT_SWAP);
            }
            if (segmentsOf(generation.directory().resolve(kind.folder())) > segment + 1) {
                hits.add(Hit.NEXT_SEGMENT_PREPARED);
            }
        }
    }

    private static long segmentsOf(final Path log) {
        if (!Files.isDirectory(log)) {
            return 0;
        }
        try (Stream<Path> segments = Files.list(log)) {
            return segments.filter(Files::isDirectory).count();
        } catch (final IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
