package io.ringfence.engine.order;

import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.gateway.binance.DecodeCounters;
import io.ringfence.gateway.binance.DecodeErrors;
import io.ringfence.gateway.binance.InstrumentDirectory;
import io.ringfence.gateway.binance.UserDataDecoder;
import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.journal.event.EventLayout;
import io.ringfence.journal.event.Instrument;
import java.util.List;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** From the decoder straight to the stages. */
final class StraightToStages implements EventSink {
    private final UnsafeBuffer buffer = new UnsafeBuffer(new byte[EventLayout.MAX_EVENT_LENGTH]);
    private final Market market;

    private StraightToStages(final Market market) {
        this.market = market;
    }

    /** Decodes what an account is told of {@code instrument}. */
    static UserDataDecoder decoder(final Market market, final Instrument instrument) {
        return new UserDataDecoder(
                new InstrumentDirectory(List.of(instrument)),
                new StraightToStages(market),
                TestSettings.ACCOUNT,
                "USDT",
                () -> {},
                new DecodeCounters(),
                new DecodeErrors(() -> 0, 8));
    }

    @Override
    public MutableDirectBuffer claim() {
        return buffer;
    }

    @Override
    public boolean commit(final int lengthBytes) {
        market.event(buffer, lengthBytes);
        return true;
    }

    @Override
    public void received(final long nanoTime) {}
}
