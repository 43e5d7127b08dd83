package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.PositionListing;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OperatorCommandDecoder;
import io.ringfence.journal.message.Venue;
import io.ringfence.journal.message.VenuePositionDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class HeldBeforeTest {
    private static final int ACCOUNT = 1;

    private final Told told = new Told();
    private final HeldBefore heldBefore =
            new HeldBefore(List.of(instrument(1, "BTCUSDT"), instrument(2, "ETHUSDT")), new FirstEvents(told, ACCOUNT));

    @Test
    void shouldRecordWhatIsHeldAndLetNothingBeAdded() {
        heldBefore.tell(List.of(position("ETHUSDT", "BOTH", "-0.020"), position("BTCUSDT", "BOTH", "0.000")));

        assertEquals(List.of("held 2: -20 @ 656367", "REDUCE_ONLY 2"), told.events);
    }

    @Test
    void shouldPassOverWhatIsNotTradedHere() {
        heldBefore.tell(List.of(position("XRPUSDT", "BOTH", "5")));

        assertEquals(List.of(), told.events);
    }

    private static PositionListing position(final String symbol, final String side, final String quantity) {
        return new PositionListing(symbol, side, quantity, "6563.66500", 0);
    }

    private static Instrument instrument(final int id, final String symbol) {
        return new Instrument(id, Venue.SIMULATED, MarketKind.USDM, symbol, 2, 3, 1, 1, 1, 1_000_000, 0);
    }

    private static final class Told implements EventSink {
        private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
        private final MessageHeaderDecoder header = new MessageHeaderDecoder();
        private final List<String> events = new ArrayList<>();

        @Override
        public MutableDirectBuffer claim() {
            return buffer;
        }

        @Override
        public boolean commit(final int lengthBytes) {
            final int instrument = EventLayout.instrument(buffer, 0);
            if (EventLayout.templateId(buffer, 0) == OperatorCommandDecoder.TEMPLATE_ID) {
                events.add(new OperatorCommandDecoder()
                                .wrapAndApplyHeader(buffer, 0, header)
                                .command() + " " + instrument);
            } else {
                final VenuePositionDecoder held = new VenuePositionDecoder().wrapAndApplyHeader(buffer, 0, header);
                events.add("held " + instrument + ": " + held.quantity() + " @ " + held.entryPrice());
            }
            return true;
        }

        @Override
        public void received(final long nanoTime) {
            // No latency is measured here.
        }
    }
}
