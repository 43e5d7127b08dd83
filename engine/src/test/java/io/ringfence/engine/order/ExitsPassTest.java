package io.ringfence.engine.order;

import static io.ringfence.engine.testing.Market.BTC;
import static io.ringfence.engine.testing.Market.ETH;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.config.RiskSettings;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.AlarmKind;
import io.ringfence.journal.message.BookEventKind;
import io.ringfence.journal.message.ChannelKind;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.Flag;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MarketStatus;
import io.ringfence.journal.message.ProfitStatedDecoder;
import io.ringfence.journal.message.Venue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No control of entries refuses an exit, whatever is configured and whatever is known. */
class ExitsPassTest {
    /** Every limit as tight as it may be. */
    private static RiskSettings tightest() {
        RiskSettings risk = TestSettings.RISK;
        for (final RiskLimit limit : RiskLimit.values()) {
            risk = risk.with(limit, tightest(limit));
        }
        return risk;
    }

    private static String tightest(final RiskLimit limit) {
        return switch (limit.unit()) {
            case MONEY -> "0.01";
            case QUANTITY -> "0.00000001";
            case PERCENT, MULTIPLE, COUNT -> "1";
            case TIME -> "1ms";
            case SWITCH -> limit == RiskLimit.ENTRIES ? "off" : "on";
            case SESSION -> "12:00-12:01";
        };
    }

    private final Desk desk = new Desk(TestSettings.settings(tightest()));
    private final Market market = desk.market;

    private void everythingSpeaksAgainstIt() {
        market.markPrice(BTC, "40000.00")
                .clockOffset(10_000_000_000L)
                .engineLag(4_096, 10_000_000_000L)
                .requestUse(2_400, 60_000_000_000L)
                .margin("1", "1000")
                .leverage(BTC, 1, 20)
                .balance("USDT", "0")
                .depth(BTC, BookEventKind.RESYNC, 0, true, 0);
        market.define(new Instrument(
                1, Venue.SIMULATED, MarketKind.USDM, BTC, 2, 3, 10, 1, 1, 1_000_000, 5_00000000L, MarketStatus.HALTED));
        market.connection(ChannelKind.USER_DATA, ChannelState.DOWN);
        market.command(Command.PAUSE, null).command(Command.REDUCE_ONLY, null).command(Command.CANCEL_ALL, null);
    }

    @Test
    void shouldRefuseEveryEntry() {
        desk.signal(1);

        assertEquals(0, desk.sent());
    }

    @Test
    void shouldExitAtTheStop() {
        market.foreignFill(BTC, 1, 6_200_000, 16, 0);
        everythingSpeaksAgainstIt();

        desk.quote("55000.00", "70000.00");

        assertExited();
    }

    @Test
    void shouldExitOnCommand() {
        market.foreignFill(BTC, 1, 6_200_000, -16, 0);
        everythingSpeaksAgainstIt();

        market.command(Command.FLATTEN, BTC);

        assertExited();
    }

    @Test
    void shouldExitWithoutAnyQuote() {
        market.foreignFill(BTC, 1, 6_200_000, 16, 0);
        desk.later(3_600_000);
        everythingSpeaksAgainstIt();

        market.command(Command.FLATTEN, BTC);

        assertExited();
    }

    /** A market so far out that nobody can say what a position is worth: that is told, and the exit goes. */
    @Test
    void shouldExitWhenWhatIsHeldIsWorthMoreThanFits() {
        market.foreignFill(BTC, 1, 6_200_000, 16, 0).foreignFill(ETH, 2, 250_000, 1_000, 0);
        market.quote(ETH, "46116860184273879.00", "46116860184273879.00");
        market.at(30).tick();
        assertEquals(List.of("WORTH_OVERFLOW ETHUSDT"), overflows());

        desk.quote("55000.00", "55000.10");
        assertExited();
        market.answer(desk.lastSent(), 0).fill(desk.lastSent(), "55000.00");

        assertEquals(0, market.stages().portfolio().positions().quantity(1));
        market.command(Command.LIFT, null).at(31).tick();
        assertEquals(1, overflows().size());
        final int before = market.count(new ProfitStatedDecoder());
        market.quote(ETH, "2500.00", "2500.10").at(32).tick();
        assertEquals(before + 2, market.count(new ProfitStatedDecoder()));
    }

    private List<String> overflows() {
        return market.decisions(new AlarmDecoder()).stream()
                .map(decision -> decision.as(new AlarmDecoder()))
                .filter(alarm -> alarm.kind() == AlarmKind.WORTH_OVERFLOW)
                .map(alarm -> alarm.kind() + (alarm.header().instrument() == market.id(ETH) ? " ETHUSDT" : ""))
                .toList();
    }

    private void assertExited() {
        assertEquals(1, desk.sent());
        assertTrue(desk.isExit());
        assertEquals(16, desk.order().quantity());
        assertEquals(Flag.YES, desk.order().reduceOnly());
        assertTrue(desk.refusals().isEmpty(), desk.refusals().toString());
    }
}
