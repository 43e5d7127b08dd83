package io.ringfence.engine.order;

import static io.ringfence.engine.testing.Market.BTC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.config.RiskConduct;
import io.ringfence.engine.config.RiskConduct.ForeignChoice;
import io.ringfence.engine.config.RiskLimit;
import io.ringfence.engine.config.RiskSettings;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.message.ChannelState;
import io.ringfence.journal.message.FillCause;
import io.ringfence.journal.message.ForeignPositionDecoder;
import io.ringfence.journal.message.RecoveryOutcome;
import io.ringfence.journal.message.ReportOrigin;
import io.ringfence.journal.message.Side;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What others did to a position, and what the venue says of it now and then. */
class ForeignPositionsTest {
    private static Desk desk(final ForeignChoice choice) {
        final RiskConduct usual = TestSettings.RISK.rest();
        return new Desk(TestSettings.settings(new RiskSettings(
                TestSettings.RISK.limits(),
                TestSettings.RISK.byInstrument(),
                TestSettings.RISK.byStrategy(),
                TestSettings.RISK.groups(),
                new RiskConduct(
                        usual.answerTimeout(),
                        usual.dayStart(),
                        usual.killLevel(),
                        usual.killFile(),
                        choice,
                        usual.selfTradePrevention(),
                        usual.compareEvery(),
                        usual.quoteAlarm()))));
    }

    private final Desk desk = desk(ForeignChoice.LEAVE);
    private final Market market = desk.market;

    private static List<String> explained(final Market market) {
        return market.decisions(new ForeignPositionDecoder()).stream()
                .map(decision -> decision.as(new ForeignPositionDecoder()))
                .map(one -> one.cause() + " " + one.fillCause() + " " + one.before() + " " + one.after() + " "
                        + one.handling())
                .toList();
    }

    @Test
    void shouldLeaveWhatOthersOpenedEvenWhereASignalWantedFlat() {
        desk.longPosition();
        desk.signal(0);
        market.fill(desk.lastSent(), "62000.00");
        assertEquals(2, desk.sent());

        market.foreignFill(BTC, 70, 6_200_000, 5, 0).tick();

        assertEquals(2, desk.sent());
        assertEquals(List.of("OPENED ORDER 0 5 LEAVE"), explained(market));
        assertEquals(List.of("UNEXPECTED_FILL 0 5", "FOREIGN_POSITION 0 5"), desk.alarms());
    }

    @Test
    void shouldFlattenWhatOthersOpenedIfConfigured() {
        final Desk strict = desk(ForeignChoice.FLATTEN);
        strict.market.foreignFill(BTC, 1, 6_200_000, 5, 0);

        assertEquals(1, strict.sent());
        assertTrue(strict.isExit());
    }

    @Test
    void shouldHoldWhatOthersOpenedAsItsOwnIfConfigured() {
        final Desk adopting = desk(ForeignChoice.ADOPT);
        adopting.market.foreignFill(BTC, 1, 6_200_000, 5, 0);
        assertEquals(0, adopting.sent());

        adopting.signal(-1);

        assertTrue(adopting.isExit());
    }

    @Test
    void shouldNotEnterAgainWhatAPersonClosed() {
        desk.longPosition();
        market.foreignFill(BTC, 70, 6_200_000, -16, 0).tick();
        desk.quote("61999.90", "62000.00");

        assertEquals(1, desk.sent());
        assertEquals(List.of("CLOSED ORDER 16 0 LEAVE"), explained(market));
    }

    @Test
    void shouldSayThatTheVenueClosedByForce() {
        desk.longPosition();
        market.foreignFill(BTC, 70, 6_100_000, -10, 0, FillCause.LIQUIDATION);
        market.foreignFill(BTC, 71, 6_100_000, -6, 0, FillCause.ADL);

        assertEquals(List.of("CHANGED LIQUIDATION 16 6 LEAVE", "CLOSED ADL 6 0 LEAVE"), explained(market));
        assertEquals(
                List.of("UNEXPECTED_FILL 0 10", "LIQUIDATED 16 10", "UNEXPECTED_FILL 0 6", "LIQUIDATED 6 6"),
                desk.alarms());
    }

    @Test
    void shouldCallItADriftWhenTwoComparisonsDifferAndCloseEntriesUntilTheyAgree() {
        market.generationStarted(RecoveryOutcome.CLEAN, false)
                .orderEntry(ChannelState.UP)
                .reconciled();
        desk.quote("61999.90", "62000.00");
        market.trade(BTC, "62000.00", "0.001", Side.BUY);
        market.venuePosition(BTC, 7, ReportOrigin.QUERY)
                .venuePosition(BTC, 0, ReportOrigin.QUERY)
                .venuePosition(BTC, 7, ReportOrigin.QUERY);
        assertEquals(List.of(), desk.alarms());

        market.venuePosition(BTC, 7, ReportOrigin.QUERY).venuePosition(BTC, 7, ReportOrigin.QUERY);
        assertEquals(List.of("POSITION_DRIFT 7 0"), desk.alarms());
        desk.signal(1);
        assertEquals(0, desk.sent());
        assertEquals("RECONCILING 0 1", desk.refusals().get(desk.refusals().size() - 1));

        market.venuePosition(BTC, 0, ReportOrigin.QUERY).tick();
        assertEquals(1, desk.sent());
    }

    @Test
    void shouldSayHowFarTheWalletIsOff() {
        market.balance("USDT", "10000", ReportOrigin.QUERY).balance("USDT", "9990", ReportOrigin.QUERY);
        assertEquals(List.of(), desk.alarms());
        market.balance("USDT", "9990", ReportOrigin.QUERY);

        assertEquals(List.of("BALANCE_DRIFT 999000000000 1000000000000"), desk.alarms());
    }

    @Test
    void shouldSayThatLeverageIsNotTheConfiguredOne() {
        market.leverage(BTC, 20, 0).leverage(BTC, 5, 5).leverage(BTC, 20, 5);

        assertEquals(List.of("LEVERAGE 5 20"), desk.alarms());
    }

    @Test
    void shouldWarnOfClocksLagAndRequests() {
        final Desk strict = new Desk(TestSettings.settings(
                TestSettings.RISK.with(RiskLimit.WARN_CLOCK_OFFSET, "250ms").with(RiskLimit.MAX_LAG, "100ms")));
        strict.market
                .clockOffset(250_000_000)
                .clockOffset(-250_000_001)
                .engineLag(1, 100_000_000)
                .engineLag(1, 100_000_001)
                .requestUse(2_000, 0);

        assertEquals(List.of("CLOCK_SKEW 250000000 -250000001", "LAG 100000000 100000001"), strict.alarms());
    }
}
