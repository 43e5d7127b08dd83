package io.ringfence.engine.testing;

import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Slot;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.Venue;

/** Instruments for tests of domain objects. */
public final class TestInstruments {
    private TestInstruments() {}

    /** Instrument 1 with 2 decimals of price and 3 of quantity. */
    public static Instruments withTick(final long tickSize) {
        return with(2, 3, tickSize);
    }

    /** Instrument 1 with so many decimals. */
    public static Instruments with(final int priceScale, final int quantityScale, final long tickSize) {
        final Slot slot = new Slot();
        new Instrument(
                        1,
                        Venue.SIMULATED,
                        MarketKind.USDM,
                        "S",
                        priceScale,
                        quantityScale,
                        tickSize,
                        1,
                        1,
                        1_000_000,
                        0)
                .encode(slot.event(), 0);
        final Instruments instruments = new Instruments(1);
        instruments.learn(slot);
        return instruments;
    }
}
