package io.ringfence.gateway.binance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.message.DepthDecoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** Ten books at once, with the REST answers that came in between, as a real client received them (COIN-M, USD-M's rule). */
class CapturedBooksTest {
    private static final String PLACE = "fixtures/binance/cryptofeed/";
    private static final Pattern ANSWER = Pattern.compile("^.*symbol=(\\w+)&.* -> ([0-9.]+): (\\{.*)$");
    private static final Pattern FRAME = Pattern.compile("^([0-9.]+): (\\{.*)$");

    /** @param symbol null for a frame of the socket */
    private record Received(double time, String symbol, String text) {}

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final Map<Integer, NaiveBook> books = new HashMap<>();
    private final Map<String, String> quotes = new HashMap<>();
    private int sameIds;
    private int mismatches;

    @Test
    void shouldKeepAllBooksThatQuotesShow() throws IOException {
        final List<Received> received = received();
        final TreeSet<String> symbols = new TreeSet<>();
        received.stream().filter(one -> one.symbol() != null).forEach(one -> symbols.add(one.symbol()));
        final MarketRig rig = new MarketRig(MarketKind.USDM, Venues.wide(MarketKind.USDM, symbols));
        final List<String> ids = List.copyOf(symbols);

        for (final Received one : received) {
            if (one.symbol() == null) {
                rig.onFrame(one.text());
            } else {
                rig.onSnapshot(rig.snapshot(ids.indexOf(one.symbol()) + 1, one.text()));
            }
            rig.log.events().forEach(this::onEvent);
            rig.log.clear();
        }

        for (int id = 1; id <= ids.size(); id++) {
            assertTrue(rig.books.isSynced(id), ids.get(id - 1));
            assertEquals(0, rig.books.resyncs(id), ids.get(id - 1));
        }
        assertEquals(0, rig.counters.malformed());
        assertEquals(0, mismatches);
        assertTrue(sameIds > 50, "sameIds=" + sameIds);
    }

    private void onEvent(final UnsafeBuffer event) {
        final int instrument = EventLayout.instrument(event, 0);
        final NaiveBook book = books.computeIfAbsent(instrument, id -> new NaiveBook());
        switch (EventLayout.templateId(event, 0)) {
            case DepthDecoder.TEMPLATE_ID -> {
                if (book.onDepth(event)) {
                    compare(book, quotes.get(instrument + " " + book.updateId()));
                }
            }
            case QuoteDecoder.TEMPLATE_ID -> onQuote(instrument, book, event);
            default -> {}
        }
    }

    private void onQuote(final int instrument, final NaiveBook book, final UnsafeBuffer event) {
        quote.wrapAndApplyHeader(event, 0, header);
        final String top =
                quote.bidQuantity() + "@" + quote.bidPrice() + " " + quote.askQuantity() + "@" + quote.askPrice();
        quotes.put(instrument + " " + quote.updateId(), top);
        if (book.isWhole() && book.updateId() == quote.updateId()) {
            compare(book, top);
        }
    }

    private void compare(final NaiveBook book, final String quoted) {
        if (quoted != null) {
            sameIds++;
            mismatches += quoted.equals(book.top()) ? 0 : 1;
        }
    }

    private static List<Received> received() throws IOException {
        final Path frames = SharedFiles.require(PLACE + "BINANCE_DELIVERY.ws.1.0");
        final Path answers = SharedFiles.require(PLACE + "BINANCE_DELIVERY.http.0.0");
        final List<Received> received = new ArrayList<>();
        for (final String line : Files.readAllLines(frames)) {
            final Matcher frame = FRAME.matcher(line);
            if (frame.matches()) {
                received.add(new Received(Double.parseDouble(frame.group(1)), null, frame.group(2)));
            }
        }
        for (final String line : Files.readAllLines(answers)) {
            final Matcher answer = ANSWER.matcher(line);
            if (answer.matches()) {
                received.add(new Received(Double.parseDouble(answer.group(2)), answer.group(1), answer.group(3)));
            }
        }
        received.sort(Comparator.comparingDouble(Received::time));
        return received;
    }
}
