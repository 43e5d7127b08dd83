package io.ringfence.engine.risk;

import io.ringfence.engine.config.RiskSettings;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.testing.Market;
import io.ringfence.engine.testing.TestSettings;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.message.MarketStatus;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.RiskRule;
import io.ringfence.journal.message.Venue;
import java.util.ArrayList;
import java.util.List;

/**
 * All controls over an account of 10,000.00 with BTCUSDT (1) and ETHUSDT (2), both quoted 999.90 to 1,000.00: prices with 2 decimals, quantities
 * with 3. An entry buys 1.000 of BTCUSDT for 1,000.00.
 */
final class Judge {
    static final int BTC = 1;
    static final int ETH = 2;
    static final long SECOND = 1_000_000_000L;
    static final long UNIT = 100_000_000L;

    final RiskControls controls;
    final Entry entry = new Entry();
    long nowNs = Market.START;

    private final RiskSettings settings;
    private final int strategies;
    private final Instruments instruments = new Instruments(8);
    private int instrument = BTC;
    private int side = 1;
    private long position;
    private long quantity = 1_000;
    private int openOrders;
    private int opposing;
    private boolean blindResend;

    Judge(final RiskSettings settings) {
        this(settings, 1);
    }

    /** With so many strategies. */
    Judge(final RiskSettings settings, final int strategies) {
        this.settings = settings;
        this.strategies = strategies;
        controls = new RiskControls(
                strategies == 1 ? TestSettings.settings(settings) : TestSettings.withStrategies(settings, strategies),
                instruments);
        define(BTC, "BTCUSDT", MarketStatus.TRADING);
        define(ETH, "ETHUSDT", MarketStatus.TRADING);
        quote(BTC, 99_990, 100_000);
        quote(ETH, 99_990, 100_000);
        controls.trade(BTC, 100_000);
        controls.trade(ETH, 100_000);
    }

    Judge define(final int id, final String symbol, final MarketStatus status) {
        define(instrument(id, symbol, status, false, 0, 0));
        return this;
    }

    private void define(final Instrument instrument) {
        final Slot slot = new Slot();
        instrument.encode(slot.event(), 0);
        instruments.learn(slot);
        final InstrumentDefinitionDecoder definition = new InstrumentDefinitionDecoder();
        definition.wrapAndApplyHeader(slot.event(), 0, new MessageHeaderDecoder());
        controls.defined(instrument.id(), definition);
    }

    /** Both instruments have mark prices from now on, and the venue's band around them. */
    Judge followingMarks(final long bandUp, final long bandDown) {
        define(instrument(BTC, "BTCUSDT", MarketStatus.TRADING, true, bandUp, bandDown));
        define(instrument(ETH, "ETHUSDT", MarketStatus.TRADING, true, bandUp, bandDown));
        return this;
    }

    /** BTC is one of spot from now on, with the venue's band there. */
    Judge onSpot(final long bandUp, final long bandDown) {
        define(instrument(BTC, MarketKind.SPOT, "BTCUSDT", MarketStatus.TRADING, false, bandUp, bandDown));
        return this;
    }

    private static Instrument instrument(
            final int id,
            final String symbol,
            final MarketStatus status,
            final boolean marks,
            final long bandUp,
            final long bandDown) {
        return instrument(id, MarketKind.USDM, symbol, status, marks, bandUp, bandDown);
    }

    private static Instrument instrument(
            final int id,
            final MarketKind kind,
            final String symbol,
            final MarketStatus status,
            final boolean marks,
            final long bandUp,
            final long bandDown) {
        return new Instrument(
                id, Venue.SIMULATED, kind, symbol, 2, 3, 10, 1, 1, 1_000_000, 0, status, marks, bandUp, bandDown);
    }

    Judge quote(final int id, final long bid, final long ask) {
        controls.quote(id, bid, ask, nowNs);
        return this;
    }

    /** Quotes of both once a second, so that there is a usual. */
    Judge quietSeconds(final int seconds) {
        for (int i = 0; i < seconds; i++) {
            later(SECOND);
            quote(BTC, 99_990, 100_000);
            quote(ETH, 99_990, 100_000);
        }
        return this;
    }

    Judge later(final long ns) {
        nowNs += ns;
        return this;
    }

    Judge of(final int id) {
        instrument = id;
        return this;
    }

    Judge buying(final long lots) {
        side = 1;
        quantity = lots;
        return this;
    }

    Judge selling(final long lots) {
        side = -1;
        quantity = lots;
        return this;
    }

    Judge holding(final long lots) {
        position = lots;
        return this;
    }

    Judge underWay(final int open, final int opposingOrders, final boolean blind) {
        openOrders = open;
        opposing = opposingOrders;
        blindResend = blind;
        return this;
    }

    /** A settled fill: {@code lots} held after it for {@code cost}, net profits so far in whole units. */
    Judge settled(final int id, final long lots, final long cost, final long net, final long accountNet) {
        controls.settled(id, lots, cost * UNIT, net * UNIT, accountNet * UNIT, nowNs);
        return this;
    }

    /** Whose instrument {@code id} is, by index. */
    Judge signalled(final int id, final int strategy) {
        controls.signal(id, strategy);
        return this;
    }

    /** How the account does, and the strategy of BTCUSDT, as is told when a position ends. */
    List<String> profits() {
        final List<String> lines = new ArrayList<>();
        controls.stateProfit(BTC, nowNs, into(lines));
        return lines;
    }

    /** What is owed of that with room for {@code room} statements. */
    List<String> owed(final int room) {
        final List<String> lines = new ArrayList<>();
        final ProfitListener listener = into(lines);
        controls.stateOwed((strategy, realized, unrealized, day, peak, drawdown, deepest) ->
                lines.size() < room && listener.onProfit(strategy, realized, unrealized, day, peak, drawdown, deepest));
        return lines;
    }

    /** Number, realised, unrealised, day, peak, drawdown, deepest; whole units. */
    private static ProfitListener into(final List<String> lines) {
        return (strategy, realized, unrealized, day, peak, drawdown, deepest) ->
                lines.add(strategy + ": " + realized / UNIT + " " + unrealized / UNIT + " " + day / UNIT + " "
                        + peak / UNIT + " " + drawdown / UNIT + " " + deepest / UNIT);
    }

    /** {@code null} or the rule that refuses. */
    RiskRule rule() {
        entry.begin(instrument, controls.strategy(instrument), side, position, nowNs);
        RiskRule rule = controls.checkState(entry);
        if (rule == null) {
            entry.underWay(openOrders, opposing, 0, blindResend);
            rule = controls.checkOrders(entry);
        }
        if (rule == null) {
            entry.referencePrice(side > 0 ? 100_000 : 99_990);
            rule = controls.checkMarket(entry);
        }
        if (rule == null) {
            entry.size(quantity, instruments.notional(instrument, entry.referencePrice(), quantity));
            rule = controls.checkSize(entry);
        }
        return rule;
    }

    /** {@code "passes"}, or rule, bound and value. */
    String verdict() {
        final RiskRule rule = rule();
        return rule == null ? "passes" : rule + " " + entry.bound() + " " + entry.value();
    }

    /** The entry passes and goes out; what it asks for is under way from then on. */
    Judge place() {
        if (rule() != null) {
            throw new AssertionError(verdict());
        }
        controls.placed(entry);
        return this;
    }

    /** Another one that has taken up this one's state. */
    Judge restarted() {
        return restartedWith(strategies);
    }

    /** The same with so many strategies. */
    Judge restartedWith(final int count) {
        final int highest = instruments.highest();
        final StateWriter writer = new StateWriter(RiskControls.stateBytes(highest));
        writer.begin();
        controls.save(writer, highest);
        final Judge next = new Judge(settings, count);
        next.nowNs = nowNs;
        next.controls.load(new StateReader("orders", writer.bytes()), highest);
        return next;
    }
}
