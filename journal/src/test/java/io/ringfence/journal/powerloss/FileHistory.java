package io.ringfence.journal.powerloss;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What a file has held, page by page, and what of that has been forced. A page's past is a row of versions, each from one
 * moment on; before the first it was zero.
 */
final class FileHistory {
    static final int PAGE_BYTES = 4096;
    private static final int SECTOR_BYTES = 512;
    private static final byte[] ZERO = new byte[PAGE_BYTES];
    private static final int NEVER = -1;

    private record Version(int moment, byte[] bytes) {}

    private record Length(int moment, long bytes) {}

    private final List<List<Version>> pages = new ArrayList<>();
    private final List<Length> lengths = new ArrayList<>();
    private final List<Integer> forces = new ArrayList<>();

    /** Takes down how the file stands at {@code moment}. */
    void capture(final int moment, final byte[] content) {
        if (lengths.isEmpty() || lengths.get(lengths.size() - 1).bytes() != content.length) {
            lengths.add(new Length(moment, content.length));
        }
        final int count = (content.length + PAGE_BYTES - 1) / PAGE_BYTES;
        while (pages.size() < count) {
            pages.add(new ArrayList<>());
        }
        for (int page = 0; page < pages.size(); page++) {
            capturePage(moment, page, content);
        }
    }

    private void capturePage(final int moment, final int page, final byte[] content) {
        final int from = page * PAGE_BYTES;
        final byte[] now = from >= content.length ? ZERO : Arrays.copyOfRange(content, from, from + PAGE_BYTES);
        if (!Arrays.equals(now, bytesAt(page, Integer.MAX_VALUE))) {
            pages.get(page).add(new Version(moment, now));
        }
    }

    /** All that was captured up to {@code moment} is on the disk. */
    void force(final int moment) {
        forces.add(moment);
    }

    /**
     * What may be left when the power goes behind {@code moment}: each page as it was when the file was last forced, or in
     * any of its later versions; what was never forced may be zero. The length alike.
     *
     * @param torn whether the disk writes sectors of 512 bytes, not pages
     */
    byte[] survivor(final int moment, final SplittableRandom random, final boolean torn) {
        final int forced = forces.stream()
                .filter(at -> at <= moment)
                .reduce((one, other) -> other)
                .orElse(NEVER);
        final byte[] content = new byte[(int) survivingLength(forced, moment, random)];
        for (int page = 0; page * PAGE_BYTES < content.length; page++) {
            final List<byte[]> candidates = candidates(page, forced, moment);
            final int unit = torn ? SECTOR_BYTES : PAGE_BYTES;
            for (int at = 0; at < PAGE_BYTES; at += unit) {
                final byte[] chosen = candidates.get(random.nextInt(candidates.size()));
                final int to = page * PAGE_BYTES + at;
                final int length = Math.min(unit, content.length - to);
                if (length > 0) {
                    System.arraycopy(chosen, at, content, to, length);
                }
            }
        }
        return content;
    }

    /** How it stood at {@code moment}, as a process that goes on sees it. */
    byte[] at(final int moment) {
        final byte[] content = new byte[(int) lengthAt(moment)];
        for (int page = 0; page * PAGE_BYTES < content.length; page++) {
            final int from = page * PAGE_BYTES;
            System.arraycopy(bytesAt(page, moment), 0, content, from, Math.min(PAGE_BYTES, content.length - from));
        }
        return content;
    }

    private List<byte[]> candidates(final int page, final int forced, final int moment) {
        final List<byte[]> candidates = new ArrayList<>();
        candidates.add(bytesAt(page, forced));
        for (final Version version : pages.get(page)) {
            if (version.moment() > forced && version.moment() <= moment) {
                candidates.add(version.bytes());
            }
        }
        return candidates;
    }

    private long survivingLength(final int forced, final int moment, final SplittableRandom random) {
        final List<Long> candidates = new ArrayList<>();
        candidates.add(lengthAt(forced));
        for (final Length length : lengths) {
            if (length.moment() > forced && length.moment() <= moment) {
                candidates.add(length.bytes());
            }
        }
        return candidates.get(random.nextInt(candidates.size()));
    }

    private long lengthAt(final int moment) {
        long bytes = 0;
        for (final Length length : lengths) {
            if (length.moment() <= moment) {
                bytes = length.bytes();
            }
        }
        return bytes;
    }

    private byte[] bytesAt(final int page, final int moment) {
        byte[] bytes = ZERO;
        for (final Version version : pages.get(page)) {
            if (version.moment() <= moment) {
                bytes = version.bytes();
            }
        }
        return bytes;
    }
}
