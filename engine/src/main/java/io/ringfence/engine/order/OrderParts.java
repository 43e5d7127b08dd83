package io.ringfence.engine.order;

import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.risk.RiskControls;
import io.ringfence.engine.stage.Instruments;

/** What the orders stage consists of, each the one owner of its state, wired to one another. */
record OrderParts(
        Instruments instruments,
        MarketPrices prices,
        EntryGate gate,
        EntrySize size,
        OrderTable orders,
        OrderRecords records,
        RiskRecords riskRecords,
        RiskControls controls,
        ForeignPositions foreign,
        Pursuit pursuit,
        OrderTracker tracker,
        DisasterStops disasters,
        Guard guard,
        QuoteWatch quotes) {
    static OrderParts of(final StageSettings settings) {
        final int maxInstruments = settings.maxInstruments();
        final Instruments instruments = new Instruments(maxInstruments);
        final MarketPrices prices = new MarketPrices(maxInstruments);
        final EntryGate gate = new EntryGate(maxInstruments);
        final OrderTable orders = new OrderTable(maxInstruments);
        final DisasterTable disasterTable = new DisasterTable(maxInstruments);
        final OrderRecords records = new OrderRecords(
                orders,
                disasterTable,
                settings.engineId(),
                settings.account(),
                settings.risk().rest().selfTradePrevention());
        final RiskRecords riskRecords = new RiskRecords(settings.account());
        final RiskControls controls = new RiskControls(settings, instruments);
        final EntrySize size = new EntrySize(settings, instruments);
        final EntryCheck check = new EntryCheck(size, controls, instruments, prices, gate, orders);
        final Pursuit pursuit = new Pursuit(
                maxInstruments, instruments, prices, orders, disasterTable, check, settings.exits(), records);
        final ForeignPositions foreign =
                new ForeignPositions(settings.risk().rest().foreign(), pursuit, riskRecords, records);
        final OrderTracker tracker = new OrderTracker(
                orders,
                pursuit,
                records,
                controls,
                settings.risk().answerTimeout().ns(),
                settings.recovery().arrivalLimit().ns());
        final DisasterStops disasters = new DisasterStops(
                maxInstruments,
                settings.stop(),
                instruments,
                disasterTable,
                orders,
                gate,
                pursuit,
                records,
                controls,
                settings.risk().answerTimeout().ns(),
                settings.exits().alarmAfter().ns(),
                settings.recovery());
        final Guard guard = new Guard(
                maxInstruments, settings.recovery(), instruments, prices, gate, pursuit, disasters, controls, records);
        final QuoteWatch quotes = new QuoteWatch(
                maxInstruments, settings.risk().rest().quoteAlarm().ns(), instruments, prices, pursuit, records);
        return new OrderParts(
                instruments,
                prices,
                gate,
                size,
                orders,
                records,
                riskRecords,
                controls,
                foreign,
                pursuit,
                tracker,
                disasters,
                guard,
                quotes);
    }
}
