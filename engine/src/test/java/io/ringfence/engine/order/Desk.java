package io.ringfence.engine.order;

import static io.ringfence.engine.testing.Market.BTC;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.testing.Decision;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.ScriptedStrategy;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.OrderPurpose;
import io.ringfence.journal.message.OrderState;
import io.ringfence.journal.message.RiskRejectDecoder;
import io.ringfence.journal.message.Side;
import java.util.List;

/** A BTCUSDT market with quotes around 62,000.00 and a strategy that wants what the test says. */
final class Desk {
    final ScriptedStrategy strategy = new ScriptedStrategy();
    final Market market;

    private double seconds;

    Desk() {
        this(TestSettings.settings());
    }

    Desk(final StageSettings settings) {
        this(settings, MarketKind.USDM);
    }

    static Desk onSpot(final StageSettings settings) {
        return new Desk(settings, MarketKind.SPOT);
    }

    private Desk(final StageSettings settings, final MarketKind kind) {
        final Market closed = new Market(settings, strategy);
        market = kind == MarketKind.SPOT ? closed.openSpot() : closed.open();
        market.trade(BTC, "62000.00", "0.001", Side.BUY);
        quote("61999.90", "62000.00");
    }

    /** Closes a bar, with which the strategy states {@code target}. */
    Desk signal(final int target) {
        strategy.want(target);
        seconds++;
        market.at(seconds).trade(BTC, "62000.00", "0.001", Side.BUY);
        return quote("61999.90", "62000.00");
    }

    Desk quote(final String bid, final String ask) {
        market.quote(BTC, bid, ask);
        return this;
    }

    /** A long position through signal, order and fill. */
    Desk longPosition() {
        signal(1);
        market.answer(market.lastSent(), 0);
        market.fill(market.lastSent(), "62000.00");
        return this;
    }

    Desk later(final long ms) {
        market.later(ms * 1_000_000L);
        seconds += ms / 1e3;
        return this;
    }

    int sent() {
        return market.sent().size();
    }

    OrderPlacedDecoder order() {
        return market.lastSent().as(new OrderPlacedDecoder());
    }

    Decision lastSent() {
        return market.lastSent();
    }

    boolean isExit() {
        return order().purpose() == OrderPurpose.EXIT;
    }

    long position() {
        return market.stages().portfolio().positions().quantity(1);
    }

    List<OrderState> states() {
        return market.decisions(new OrderChangedDecoder()).stream()
                .map(change -> change.as(new OrderChangedDecoder()).to())
                .toList();
    }

    List<String> refusals() {
        return market.decisions(new RiskRejectDecoder()).stream()
                .map(decision -> decision.as(new RiskRejectDecoder()))
                .map(reject -> reject.rule() + " " + reject.bound() + " " + reject.value())
                .toList();
    }

    List<String> alarms() {
        return market.decisions(new AlarmDecoder()).stream()
                .map(decision -> decision.as(new AlarmDecoder()))
                .map(alarm -> alarm.kind() + " " + alarm.expected() + " " + alarm.actual())
                .toList();
    }
}
