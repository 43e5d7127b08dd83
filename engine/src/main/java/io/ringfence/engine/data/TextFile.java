package io.ringfence.engine.data;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A text file, plain, gzipped or the only one in a zip; told by its first bytes, whatever it is called. */
final class TextFile {
    private static final int BUFFER = 1 << 16;
    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;

    private TextFile() {}

    /** @throws DataException if it can't be read, or a zip holds more or less than one file */
    static Reader open(final Path path) {
        try {
            final InputStream in = new BufferedInputStream(Files.newInputStream(path), BUFFER);
            in.mark(2);
            final int first = in.read();
            final int second = in.read();
            in.reset();
            return new BufferedReader(new InputStreamReader(unpacked(path, in, first, second), StandardCharsets.UTF_8));
        } catch (final IOException e) {
            throw new DataException(path + ": can't be read: " + e, e);
        }
    }

    private static InputStream unpacked(final Path path, final InputStream in, final int first, final int second)
            throws IOException {
        if (first == GZIP_FIRST && second == GZIP_SECOND) {
            return new GZIPInputStream(in, BUFFER);
        }
        return first == 'P' && second == 'K' ? unzipped(path, in) : in;
    }

    private static InputStream unzipped(final Path path, final InputStream in) throws IOException {
        requireOneFile(path);
        final ZipInputStream zip = new ZipInputStream(in);
        nextFile(zip);
        return zip;
    }

    private static void requireOneFile(final Path path) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(path))) {
            final ZipEntry first = nextFile(zip);
            final ZipEntry second = first == null ? null : nextFile(zip);
            if (first == null || second != null) {
                throw new DataException(path + ": a zip must hold one file, this one holds "
                        + (first == null ? "none" : first.getName() + " and " + second.getName()));
            }
        }
    }

    private static ZipEntry nextFile(final ZipInputStream zip) throws IOException {
        ZipEntry entry = zip.getNextEntry();
        while (entry != null && entry.isDirectory()) {
            entry = zip.getNextEntry();
        }
        return entry;
    }
}
