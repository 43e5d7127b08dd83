package io.ringfence.engine.portfolio;

import static io.ringfence.engine.testing.Market.BTC;
import static io.ringfence.engine.testing.Market.ETH;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.testing.Market;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.BalanceReason;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Venue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the stage saves is all that it goes on from, to the byte, and what it says it needs is enough. */
class PortfolioStateTest {
    private static final long UNIT = 100_000_000L;
    private static final long HOUR = 3_600_000_000_000L;
    private static final Instrument SPOT =
            new Instrument(1, Venue.SIMULATED, MarketKind.SPOT, BTC, 2, 8, 1, 1_000, 1_000, 100 * UNIT, 5 * UNIT);

    private static PortfolioStage stage(final Market market) {
        return market.stages().portfolio();
    }

    private static byte[] saved(final Market market) {
        final PortfolioStage stage = stage(market);
        final StateWriter writer = new StateWriter(stage.maxStateBytes(stage.highestInstrument()));
        writer.begin();
        stage.save(writer);
        final ByteBuffer bytes = writer.bytes();
        final byte[] copy = new byte[writer.lengthBytes()];
        bytes.duplicate().get(copy);
        return copy;
    }

    /** Another one that has taken up the state of {@code market}. */
    private static Market restarted(final Market market, final Instrument... instruments) {
        final Market next = new Market();
        for (final Instrument instrument : instruments) {
            next.know(instrument);
        }
        next.stages().load(market.stages().save());
        return next;
    }

    private static Instrument usdm(final int id, final String symbol) {
        return new Instrument(id, Venue.SIMULATED, MarketKind.USDM, symbol, 2, 3, 10, 1, 1, 1_000_000, 0);
    }

    /** Positions, a duplicate, fees of others, funding beyond what is remembered, a stated wallet. */
    private static Market busy() {
        final Market market = new Market().open();
        market.balance("USDT", "10000", ReportOrigin.STREAM, HOUR).quote(BTC, "60000.00", "60000.10");
        for (int fill = 1; fill <= 2 * TradeIds.REMEMBERED + 7; fill++) {
            market.foreignFill(BTC, fill, 6_000_000 + fill, fill % 2 == 0 ? -3 : 7, fill);
        }
        market.foreignFill(BTC, 2 * TradeIds.REMEMBERED, 6_000_000, -3, 0);
        market.foreignFill(ETH, 31, 250_000, -1_000, 77)
                .trade(ETH, "2400.00", "1", io.ringfence.journal.message.Side.BUY);
        for (int asset = 0; asset < OtherFees.ASSETS + 2; asset++) {
            market.otherFeeFill(ETH, 100 + asset, 250_000, 1, "A" + asset, asset + 1);
        }
        for (int charge = 0; charge <= Charges.KEPT; charge++) {
            market.balanceChange("USDT", "-0.01", BalanceReason.FUNDING, (2 + charge) * HOUR, 1_000 + charge);
        }
        return market.balanceChange("USDT", "-2", BalanceReason.LIQUIDATION, 2_000 * HOUR);
    }

    private static List<String> told(final Market market) {
        final PortfolioStage stage = stage(market);
        final Positions positions = stage.positions();
        final List<String> told = new ArrayList<>();
        for (int id = 1; id <= stage.highestInstrument(); id++) {
            told.add(positions.quantity(id) + " " + positions.entryPrice(id) + " " + positions.openCost(id) + " "
                    + positions.realizedProfit(id) + " " + positions.fees(id) + " " + positions.dust(id) + " "
                    + positions.dustCost(id) + " " + positions.newestTradeId(id) + " "
                    + positions.unrealizedProfit(id));
        }
        told.add(positions.totalRealizedProfit() + " " + positions.totalFees() + " " + positions.duplicates() + " "
                + positions.totalSpotCost() + " " + positions.totalUnrealizedProfit());
        told.add(stage.walletBalance() + " " + stage.walletAfterFills() + " " + stage.balanceAfterFills() + " "
                + stage.funding() + " " + stage.otherFees("A0") + " " + stage.otherFees("A15") + " "
                + stage.otherFees("A17"));
        return told;
    }

    @Test
    void shouldGoOnFromAllThatItHeardOnFutures() {
        final Market market = busy();

        final Market next = restarted(market, usdm(1, BTC), usdm(2, ETH));

        assertEquals(told(market), told(next));
        assertArrayEquals(saved(market), saved(next));
        assertEquals(519, stage(next).positions().newestTradeId(1));
        assertEquals(1, stage(next).positions().duplicates());
        assertEquals(1, stage(next).otherFees("A0"));
        assertEquals(16, stage(next).otherFees("A15"));
        // The 17th and 18th are one.
        assertEquals(17 + 18, stage(next).otherFees("A17"));
    }

    @Test
    void shouldKnowAgainWhatItKnew() {
        final Market next = restarted(busy(), usdm(1, BTC), usdm(2, ETH));
        final List<String> before = told(next);

        next.foreignFill(BTC, 2 * TradeIds.REMEMBERED + 7, 6_000_000, 7, 0)
                .balanceChange("USDT", "-0.01", BalanceReason.FUNDING, 1_000 * HOUR, 1_998)
                .balanceChange("USDT", "-2", BalanceReason.LIQUIDATION, 2_000 * HOUR, 5);

        assertEquals(2, stage(next).positions().duplicates());
        assertEquals(before.get(before.size() - 1), told(next).get(before.size() - 1));

        // The first of them is forgotten.
        next.balanceChange("USDT", "-0.01", BalanceReason.FUNDING, 2 * HOUR, 1_000);
        assertNotEquals(before.get(before.size() - 1), told(next).get(before.size() - 1));
    }

    @Test
    void shouldGoOnFromAllThatItHeardOnSpot() {
        final Market market = new Market().define(SPOT);
        market.balance("USDT", "10000")
                .quote(BTC, "60000.00", "60000.10")
                .otherFeeFill(BTC, 1, 6_000_000, 1_600_000, "BTC", 1_600)
                .foreignFill(BTC, 2, 6_000_000, -1_598_000, 0)
                .balance("USDT", "9000", ReportOrigin.QUERY);

        final Market next = restarted(market, SPOT);

        assertEquals(told(market), told(next));
        assertArrayEquals(saved(market), saved(next));
        assertEquals(400, stage(next).positions().dust(1));

        // What was suspected is believed now.
        next.balance("USDT", "9000", ReportOrigin.QUERY);
        assertEquals(9_000 * UNIT, stage(next).balanceAfterFills());
    }

    @Test
    void shouldAskForAsMuchRoomAsItNeedsAndLittleMore() {
        final Market market = busy();

        final long most = stage(market).maxStateBytes(2);

        assertTrue(most - saved(market).length < 2_048, () -> most + " of " + saved(market).length);
        assertEquals("portfolio", stage(market).name());
        assertEquals(5, stage(market).stateVersion());
    }
}
