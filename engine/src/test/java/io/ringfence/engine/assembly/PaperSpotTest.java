package io.ringfence.engine.assembly;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.ringfence.engine.replay.Replay;
import io.ringfence.engine.replay.ReplayResult;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.LiveRun;
import io.ringfence.engine.testing.LoggedEvent;
import io.ringfence.engine.testing.Logs;
import io.ringfence.engine.testing.ShippedDemo;
import io.ringfence.gateway.simulated.Speed;
import io.ringfence.gateway.simulated.VenueOptions;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.generation.RecordedGeneration;
import io.ringfence.journal.message.BalanceDecoder;
import io.ringfence.journal.message.ExecutionReportDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.Side;
import io.ringfence.journal.number.Money;
import io.ringfence.journal.testing.SharedFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole engine on paper: the recorded spot market comes over sockets, and orders go no further than the matching model in it. */
class PaperSpotTest {
    @TempDir
    private Path folder;

    @Test
    void shouldBuyAndSellOnPaperToTheLastUnitAndTellTheVenueNothing() throws Exception {
        final VenueOptions market = VenueOptions.ofFrames(
                        List.of(SharedFiles.require("data/frames/spot-btcusdt-20240808.gz")))
                .withSpeed(Speed.MAX);
        final ShippedDemo demo = new ShippedDemo()
                .eager()
                .layout("two")
                .with("mode", "paper")
                .onSpot()
                .withStop("hard: {distance: 0.1%}\ntrail: {activation: 0.03%, distance: 0.04%}\n"
                        + "disaster: {distance: 0.05%, trigger: last}\n");
        try (LiveRun run = LiveRun.start(demo, market, folder)) {
            final RecordedGeneration recorded = run.playToTheEnd().stop();

            assertEquals(List.of(), run.venue().ledger().requests());
            assertBooks(
                    recorded,
                    run.engine().instruments().get(0),
                    demo.configuration().engine().account().initialBalanceMoney());
            final ReplayResult replay = Replay.whole(
                            demo.configuration()
                                    .withEngine(demo.configuration().engine().withInstruments(List.of("BTCUSDT")))
                                    .engine()
                                    .stages(),
                            64,
                            256)
                    .run(recorded, records -> {});
            assertEquals(0, replay.divergences(), replay::toString);
        }
    }

    private static void assertBooks(
            final RecordedGeneration recorded, final Instrument instrument, final long initialBalance) {
        long cash = initialBalance;
        long held = 0;
        int sold = 0;
        long wallet = 0;
        for (final LoggedEvent event : Logs.events(recorded)) {
            if (event.templateId() == BalanceDecoder.TEMPLATE_ID) {
                wallet = event.as(new BalanceDecoder()).walletBalance();
            } else if (event.templateId() == ExecutionReportDecoder.TEMPLATE_ID) {
                final ExecutionReportDecoder report = event.as(new ExecutionReportDecoder());
                final boolean buy = report.side() == Side.BUY;
                final long value = Money.notional(
                        report.lastPrice(), report.lastQuantity(), instrument.priceScale(), instrument.quantityScale());
                cash += (buy ? -value : value) - report.fee();
                held += buy ? report.lastQuantity() - report.otherFee() : -report.lastQuantity();
                sold += buy || report.tradeId() == 0 ? 0 : 1;
            }
        }
        final List<PositionChangedDecoder> positions = Logs.decisions(recorded).values().stream()
                .flatMap(List::stream)
                .filter(decision -> decision.templateId() == PositionChangedDecoder.TEMPLATE_ID)
                .map((Decision decision) -> decision.as(new PositionChangedDecoder()))
                .toList();
        final PositionChangedDecoder last = positions.get(positions.size() - 1);
        assertTrue(sold > 0, "nothing was sold");
        assertEquals(cash, wallet);
        assertEquals(held, last.quantity() + last.dust());
        assertTrue(last.accountFees() > 0);
    }
}
