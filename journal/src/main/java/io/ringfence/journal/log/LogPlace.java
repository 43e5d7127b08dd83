package io.ringfence.journal.log;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.agrona.collections.IntArrayList;

/**
 * Which log, and where it lies.
 *
 * <pre>
 *   generation/events/000000/19700101F.cq4     a segment: a Chronicle Queue of one file
 *                           /metadata.cq4t     its table of locks; of no use to readers
 *                    /000001/...
 * </pre>
 *
 * @param generation the generation's directory
 * @param epoch      the generation's number, stamped into every record
 */
public record LogPlace(Path generation, LogKind kind, int epoch) {
    private static final String SEGMENT_FORMAT = "%06d";
    private static final String SEGMENT_PATTERN = "[0-9][0-9][0-9][0-9][0-9][0-9]";
    private static final String DATA_PATTERN = "*.cq4";

    /** The folder of segments. */
    public Path directory() {
        return generation.resolve(kind.folder());
    }

    /** The folder of the segment {@code number}, from 0. */
    public Path segment(final int number) {
        return directory().resolve(String.format(SEGMENT_FORMAT, number));
    }

    /** The file that holds the records of segment {@code number}, if there is one. */
    Optional<Path> data(final int number) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(segment(number), DATA_PATTERN)) {
            for (final Path file : files) {
                return Optional.of(file);
            }
            return Optional.empty();
        } catch (final NoSuchFileException | NotDirectoryException e) {
            return Optional.empty();
        }
    }

    /** Numbers of the segments on disk, ascending; empty if the log was never begun. */
    public int[] segments() throws IOException {
        final IntArrayList numbers = new IntArrayList();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(directory(), SEGMENT_PATTERN)) {
            for (final Path folder : folders) {
                numbers.addInt(Integer.parseInt(folder.getFileName().toString()));
            }
        } catch (final NoSuchFileException e) {
            return new int[0];
        }
        final int[] sorted = numbers.toIntArray();
        Arrays.sort(sorted);
        return sorted;
    }

    @Override
    public String toString() {
        return kind.folder() + " of epoch=" + epoch + " in " + generation;
    }
}
