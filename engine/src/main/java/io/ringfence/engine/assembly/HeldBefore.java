package io.ringfence.engine.assembly;

import io.ringfence.gateway.session.PositionListing;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.CommandOrigin;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the account holds before the engine's first order: recorded, told, left alone, and not added to, since entries
 * would net with a position that no stage knows of. Taking it over is recovery's. Start-up code.
 */
final class HeldBefore {
    private static final Logger LOG = LoggerFactory.getLogger(HeldBefore.class);

    private final List<Instrument> instruments;
    private final FirstEvents events;

    HeldBefore(final List<Instrument> instruments, final FirstEvents events) {
        this.instruments = instruments;
        this.events = events;
    }

    void tell(final List<PositionListing> positions) {
        for (final PositionListing position : positions) {
            instruments.stream()
                    .filter(instrument -> instrument.symbol().equals(position.symbol()))
                    .forEach(instrument -> tell(instrument, position));
        }
    }

    private void tell(final Instrument instrument, final PositionListing position) {
        final long quantity = units(position.quantity(), instrument.quantityScale());
        if (quantity == 0) {
            return;
        }
        LOG.warn(
                "the account holds {} {} @ {} from before this run: it is left alone, WITHOUT a stop, and nothing is"
                        + " entered in {}; close it at the venue, then 'command lift {}' allows entries",
                instrument.symbol(),
                position.quantity(),
                position.entryPrice(),
                instrument.symbol(),
                instrument.symbol());
        events.position(instrument.id(), quantity, units(position.entryPrice(), instrument.priceScale()));
        events.command(Command.REDUCE_ONLY, CommandOrigin.OPERATOR, instrument.id());
    }

    /** An entry price is an average and lies on no tick. */
    private static long units(final String text, final int scale) {
        return new BigDecimal(text)
                .movePointRight(scale)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }
}
