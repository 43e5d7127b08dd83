package io.ringfence.engine.assembly;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ringfence.gateway.session.InstrumentListing;
import io.ringfence.gateway.session.RestException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the venue listed last, in a file of the journal's folder that survives restarts. A start within {@code maxAge} asks for no list;
 * a venue that can't be asked is answered for by a list of up to {@value #OLDEST_DAYS} days, with a warning. A file that isn't whole,
 * or is of another venue, is named and ignored; the next list replaces it.
 *
 * <pre>
 *   {"venue":"https://fapi.binance.com","askedMs":1700000000000,"crc32c":"…"}
 *   [{"symbol":"BTCUSDT", …}, …]
 * </pre>
 *
 * Start-up code and blocking side.
 */
final class ListingCache {
    static final String FILE = "listings.json";

    private static final Logger LOG = LoggerFactory.getLogger(ListingCache.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long OLDEST_DAYS = 7;
    private static final Pattern HEAD =
            Pattern.compile("\\{\"venue\":\"([^\"]*)\",\"askedMs\":(\\d{1,18}),\"crc32c\":\"([0-9a-f]{8})\"}");

    private final Path file;
    private final String venue;
    private final Duration maxAge;
    private final LongSupplier nowMs;

    /** The venue's list, asked for. */
    interface Listed {
        List<InstrumentListing> ask() throws RestException, InterruptedException;
    }

    /**
     * A list and how old it is.
     *
     * @param age zero if it was asked for just now
     */
    record Found(List<InstrumentListing> listings, Duration age) {
        boolean isKept() {
            return !age.isZero();
        }
    }

    /**
     * @param venue  whose list it is: its address
     * @param maxAge how old a list may be that nobody asks for again at a start; zero: none
     * @param nowMs  wall time
     */
    ListingCache(final Path journal, final String venue, final Duration maxAge, final LongSupplier nowMs) {
        file = journal.resolve(FILE);
        this.venue = venue;
        this.maxAge = maxAge;
        this.nowMs = nowMs;
    }

    /** The kept list while it is young enough, else the venue's; an old one if the venue can't be asked. */
    Found find(final Listed listed) throws RestException, InterruptedException {
        final Optional<Found> kept = maxAge.isZero() ? Optional.empty() : read();
        if (kept.isPresent() && kept.get().age().compareTo(maxAge) <= 0) {
            return kept.get();
        }
        try {
            return new Found(ask(listed), Duration.ZERO);
        } catch (final RestException e) {
            if (kept.isEmpty() || kept.get().age().toDays() >= OLDEST_DAYS) {
                throw e;
            }
            LOG.warn(
                    "the venue's list of instruments can't be had, the one of {} ago stands for it: {}",
                    text(kept.get().age()),
                    e.getMessage());
            return kept.get();
        }
    }

    /** The venue's list, which is kept. */
    List<InstrumentListing> ask(final Listed listed) throws RestException, InterruptedException {
        final List<InstrumentListing> listings = listed.ask();
        keep(listings);
        return listings;
    }

    /** A cache that can't be written costs a request at the next start, no more. */
    private void keep(final List<InstrumentListing> listings) {
        try {
            final byte[] body = JSON.writeValueAsBytes(listings);
            final String head = "{\"venue\":\"" + venue + "\",\"askedMs\":" + nowMs.getAsLong() + ",\"crc32c\":\""
                    + sum(body) + "\"}\n";
            final Path next = file.resolveSibling(FILE + ".next");
            Files.write(next, (head + new String(body, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (final IOException e) {
            LOG.warn("the venue's list of instruments isn't kept: can't write {}: {}", file, e.toString());
        }
    }

    private Optional<Found> read() {
        try {
            return Files.exists(file) ? parse(Files.readString(file)) : Optional.empty();
        } catch (final IOException e) {
            return ignored(e.toString());
        }
    }

    private Optional<Found> parse(final String text) throws IOException {
        final int end = text.indexOf('\n');
        final Matcher head = HEAD.matcher(end < 0 ? text : text.substring(0, end));
        if (end < 0 || !head.matches()) {
            return ignored("its first line is none of a list");
        }
        final byte[] body = text.substring(end + 1).getBytes(StandardCharsets.UTF_8);
        if (!sum(body).equals(head.group(3))) {
            return ignored("its checksum is " + sum(body) + ", not " + head.group(3) + " as it says");
        }
        final long ageMs = nowMs.getAsLong() - Long.parseLong(head.group(2));
        if (!head.group(1).equals(venue) || ageMs < 0) {
            return ignored(ageMs < 0 ? "it is of the future" : "it is of " + head.group(1));
        }
        return Optional.of(new Found(
                List.of(JSON.readValue(body, InstrumentListing[].class)), Duration.ofMillis(Math.max(1, ageMs))));
    }

    private Optional<Found> ignored(final String why) {
        LOG.warn("{} is ignored, the venue is asked: {}", file, why);
        return Optional.empty();
    }

    private static String sum(final byte[] body) {
        final CRC32C crc = new CRC32C();
        crc.update(body);
        return String.format("%08x", crc.getValue());
    }

    /** For people: {@code 3 h 5 min}. */
    static String text(final Duration age) {
        final long minutes = age.toMinutes();
        return minutes < 1
                ? age.toSeconds() + " s"
                : minutes < 60 ? minutes + " min" : minutes / 60 + " h " + minutes % 60 + " min";
    }
}
