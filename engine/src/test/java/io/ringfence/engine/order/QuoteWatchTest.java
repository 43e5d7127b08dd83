package io.ringfence.engine.order;

import static io.ringfence.engine.testing.Market.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.ringfence.engine.testing.Market;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/** With the standard limit of 10 s. */
class QuoteWatchTest {
    private final Desk desk = new Desk();
    private final Market market = desk.market;

    @Test
    void shouldTellOnceThatTheMarketIsDownWhileSomethingIsHeld() {
        desk.longPosition().later(60_000);
        market.connection(ChannelKind.MARKET_DATA, ChannelState.DOWN);

        desk.later(10_000);
        market.tick();
        assertEquals(List.of(), desk.alarms());

        desk.later(1);
        market.tick().tick();
        assertEquals(List.of("QUOTE_MISSING 10000000000 70001000000"), desk.alarms());
    }

    @Test
    void shouldTellAnewAfterQuotesWereBack() {
        desk.longPosition();
        market.connection(ChannelKind.MARKET_DATA, ChannelState.DOWN);
        desk.later(10_001);
        market.tick().connection(ChannelKind.MARKET_DATA, ChannelState.UP).tick();

        market.connection(ChannelKind.MARKET_DATA, ChannelState.DOWN);
        desk.later(10_001);
        market.tick();

        assertEquals(2, desk.alarms().size());
    }

    @Test
    void shouldNotCryForTheSocketsThatAreStillHeard() {
        desk.longPosition();
        market.connection(ChannelKind.MARKET_DATA, ChannelState.DOWN);
        desk.later(9_000).quote("61999.90", "62000.00");

        desk.later(9_000);
        market.tick();

        assertEquals(List.of(), desk.alarms());
    }

    @Test
    void shouldNotCryInAQuietMarket() {
        desk.longPosition().quote("61999.90", "62000.00").later(3_600_000);
        market.trade(BTC, "62000.00", "0.001", Side.BUY);
        market.trade(BTC, "61999.90", "0.001", Side.SELL).tick();

        desk.later(3_600_000);
        market.tick();

        assertEquals(List.of(), desk.alarms());
    }

    @Test
    void shouldTellThatTradesGoBeyondTheLastQuote() {
        desk.longPosition().quote("61999.90", "62000.00").later(5_000);
        market.trade(BTC, "61999.80", "0.001", Side.SELL);
        desk.later(10_000);
        market.trade(BTC, "61999.70", "0.001", Side.SELL).tick();
        assertEquals(List.of(), desk.alarms());

        desk.later(1);
        market.tick().tick();
        assertEquals(List.of("QUOTE_MISSING 10000000000 15001000000"), desk.alarms());
    }

    @Test
    void shouldHoldNoTradeAgainstTheQuoteThatIsItsOutcome() {
        desk.longPosition().quote("61999.90", "62000.00");
        market.trade(BTC, "61999.80", "0.001", Side.SELL);

        desk.later(10_001);
        market.tick();

        assertEquals(List.of(), desk.alarms());
    }

    @Test
    void shouldForgetATradeThatTheNextQuoteFollowed() {
        desk.longPosition();
        market.trade(BTC, "62000.10", "0.001", Side.BUY);
        desk.quote("62000.00", "62000.10").later(60_000);

        market.tick();

        assertEquals(List.of(), desk.alarms());
    }

    @Test
    void shouldTellNothingWithoutAPosition() {
        market.connection(ChannelKind.MARKET_DATA, ChannelState.DOWN);
        market.trade(BTC, "61000.00", "0.001", Side.SELL);
        desk.later(60_000);

        market.tick();

        assertEquals(List.of(), desk.alarms());
    }
}
