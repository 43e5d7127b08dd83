package io.ringfence.engine.signal;

import io.ringfence.engine.config.ConfigHash;
import io.ringfence.engine.config.IndicatorPlan;
import io.ringfence.engine.config.StageSettings;
import io.ringfence.engine.config.Strategies;
import io.ringfence.engine.scan.Membership;
import io.ringfence.engine.scan.Ranking;
import io.ringfence.engine.stage.ChoiceBySymbol;
import io.ringfence.engine.stage.Instruments;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stage.StateReader;
import io.ringfence.engine.stage.StateWriter;
import io.ringfence.engine.stage.StatefulStage;
import io.ringfence.engine.strategy.Intent;
import io.ringfence.engine.strategy.Reason;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.GenerationStartedDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OperatorCommandDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.TickDecoder;
import io.ringfence.journal.message.TradeDecoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows every event to the strategy of its instrument, and writes a {@code Signal} when what that wants has changed. Within one event:
 * the settled position, values of indicators, closed candles, then the event itself; then the scanner ranks by the candles and by
 * what was wanted. Where it selects, a position is opened in no other instrument: of what is wanted there only the way out is told. A strategy that throws is left out from then
 * on, with a {@code StrategyFailed}, until the next start.
 */
public final class SignalsStage implements StatefulStage {
    private static final Logger LOG = LoggerFactory.getLogger(SignalsStage.class);
    private static final int HEADER = MessageHeaderDecoder.ENCODED_LENGTH;
    private static final int STATE_VERSION = 5;
    private static final long NO_CANDLE = 0;

    private final MessageHeaderDecoder eventHeader = new MessageHeaderDecoder();
    private final BarClosedDecoder bar = new BarClosedDecoder();
    private final PositionChangedDecoder position = new PositionChangedDecoder();
    private final QuoteDecoder quoteEvent = new QuoteDecoder();
    private final TradeDecoder tradeEvent = new TradeDecoder();
    private final ClosedCandle candle = new ClosedCandle();
    private final SeenQuote quote = new SeenQuote();
    private final SeenTrade trade = new SeenTrade();
    private final StatedIntent intent = new StatedIntent();
    private final SignalRecords records = new SignalRecords();

    private final Instruments instruments;
    private final ChoiceBySymbol choice;
    private final StrategyRun[] runs;
    private final InstrumentView view;
    private final Ranking ranking;
    private final Membership membership;
    private final OperatorCommandDecoder command = new OperatorCommandDecoder();
    private final int account;
    private final long settingsHash;

    public SignalsStage(final StageSettings settings) {
        final Strategies strategies = settings.strategies();
        final IndicatorPlan plan = settings.indicatorPlan();
        instruments = new Instruments(settings.maxInstruments());
        choice = new ChoiceBySymbol(strategies.bySymbol(), strategies.otherwise(), settings.maxInstruments());
        runs = new StrategyRun[strategies.choices().size()];
        int stride = 0;
        for (int i = 0; i < runs.length; i++) {
            runs[i] = new StrategyRun(strategies.choices().get(i), settings.indicators(), plan);
            stride = Math.max(stride, runs[i].memories() + runs[i].indicators());
        }
        view = new InstrumentView(settings.maxInstruments(), stride);
        account = settings.account();
        ranking = new Ranking(settings);
        membership = new Membership(settings.maxInstruments());
        settingsHash = ConfigHash.of(
                strategies.toString(), plan.toString(), settings.scanner().toString());
    }

    @Override
    public String name() {
        return "signals";
    }

    @Override
    public void onEvent(final Slot slot) {
        slot.empty(Slot.SIGNALS);
        takePositions(slot.portfolio());
        switch (slot.templateId()) {
            case TickDecoder.TEMPLATE_ID -> onTick(slot);
            case InstrumentDefinitionDecoder.TEMPLATE_ID -> onDefinition(slot);
            case GenerationStartedDecoder.TEMPLATE_ID -> onGenerationStarted();
            case OperatorCommandDecoder.TEMPLATE_ID -> onCommand(slot);
            default -> onMarket(slot);
        }
    }

    private static Section section(final Slot slot) {
        return slot.section(Slot.SIGNALS);
    }

    private void takePositions(final Section section) {
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            if (section.templateId(at) == PositionChangedDecoder.TEMPLATE_ID) {
                position.wrap(
                        section.buffer(),
                        at + HEADER,
                        PositionChangedDecoder.BLOCK_LENGTH,
                        PositionChangedDecoder.SCHEMA_VERSION);
                view.position(section.instrument(at), position.quantity(), position.entryPrice());
            }
        }
    }

    private void onDefinition(final Slot slot) {
        final boolean known = instruments.knows(slot.instrument());
        instruments.learn(slot);
        choice.learn(slot);
        ranking.learn(slot);
        final StrategyRun run = runOf(slot.instrument());
        if (!known && run != null) {
            view.begin(slot.instrument(), run.memories(), run.indicators());
        }
        if (run != null && !slot.values().isEmpty()) {
            view.show(slot.instrument(), run.memories(), slot.receiveTimeNs());
            run.takeValues(slot.values(), view);
        }
    }

    /** Whoever starts the engine again has looked at what failed. */
    private void onGenerationStarted() {
        for (final StrategyRun run : runs) {
            run.failed(false);
        }
    }

    /** What operators have added and dropped. To be read by whoever made this stage, while it doesn't run. */
    public Membership membership() {
        return membership;
    }

    private void onCommand(final Slot slot) {
        command.wrapAndApplyHeader(slot.event(), 0, eventHeader);
        if (!instruments.knows(slot.instrument())) {
            return;
        }
        if (command.command() == Command.ADD) {
            membership.add(slot.instrument());
        } else if (command.command() == Command.DROP) {
            membership.drop(slot.instrument());
            ranking.drop(slot.instrument(), section(slot));
            takeBack(slot);
        }
    }

    /** What was to be opened in a dropped instrument and isn't yet, perhaps since another position is being closed, isn't any more. */
    private void takeBack(final Slot slot) {
        final StrategyRun run = runOf(slot.instrument());
        if (run == null) {
            return;
        }
        view.show(slot.instrument(), run.memories(), slot.receiveTimeNs());
        if (view.target() != Intent.FLAT && view.target() != Long.signum(view.position())) {
            intent.want(Intent.FLAT, Reason.DROPPED, 0);
            write(slot, run, NO_CANDLE);
        }
    }

    private void onMarket(final Slot slot) {
        final int instrument = slot.instrument();
        if (!instruments.knows(instrument)) {
            return;
        }
        if (slot.templateId() == QuoteDecoder.TEMPLATE_ID) {
            ranking.onQuote(slot);
        }
        final StrategyRun run = runOf(instrument);
        intent.clear();
        final long timeframeNs = run == null ? NO_CANDLE : ask(slot, run);
        if (intent.isStated()) {
            ranking.onStrength(instrument, intent.target() == Intent.FLAT ? 0 : intent.strength());
        }
        ranking.onBars(slot.indicators(), section(slot), instruments, membership);
        if (run != null) {
            write(slot, run, timeframeNs);
        }
    }

    /** What the strategy wants after this event; returns the timeframe of the last candle that it was shown. */
    private long ask(final Slot slot, final StrategyRun run) {
        view.show(slot.instrument(), run.memories(), slot.receiveTimeNs());
        if (!slot.values().isEmpty()) {
            run.takeValues(slot.values(), view);
        }
        return run.hasFailed() ? NO_CANDLE : show(slot, run);
    }

    /** Calls the strategy for whatever it wants of this event. */
    private long show(final Slot slot, final StrategyRun run) {
        try {
            final long timeframeNs = showCandles(slot.indicators(), run);
            switch (slot.templateId()) {
                case QuoteDecoder.TEMPLATE_ID -> showQuote(slot, run);
                case TradeDecoder.TEMPLATE_ID -> showTrade(slot, run);
                default -> {}
            }
            return timeframeNs;
        } catch (final RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            fail(slot, run, e);
            return NO_CANDLE;
        }
    }

    /** The timeframe of the last candle that was shown. */
    private long showCandles(final Section bars, final StrategyRun run) {
        long timeframeNs = NO_CANDLE;
        for (int at = bars.first(); at != Section.END; at = bars.next(at)) {
            if (bars.templateId(at) == BarClosedDecoder.TEMPLATE_ID) {
                bar.wrap(bars.buffer(), at + HEADER, BarClosedDecoder.BLOCK_LENGTH, BarClosedDecoder.SCHEMA_VERSION);
                if (run.wantsTimeframe(bar.timeframe())) {
                    candle.take(bar, run.timeframeOfSeries());
                    view.lastPrice(view.instrument(), bar.close());
                    run.onCandle(candle, view, intent);
                    timeframeNs = bar.timeframeNs();
                }
            }
        }
        return timeframeNs;
    }

    private void showQuote(final Slot slot, final StrategyRun run) {
        if (run.wantsQuotes()) {
            quoteEvent.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            quote.take(quoteEvent);
            view.lastPrice(view.instrument(), quote.bid() + (quote.ask() - quote.bid()) / 2);
            run.onQuote(quote, view, intent);
        }
    }

    private void showTrade(final Slot slot, final StrategyRun run) {
        if (run.wantsTrades()) {
            tradeEvent.wrapAndApplyHeader(slot.event(), 0, eventHeader);
            trade.take(tradeEvent);
            view.lastPrice(view.instrument(), trade.price());
            run.onTrade(trade, view, intent);
        }
    }

    private void onTick(final Slot slot) {
        for (final StrategyRun run : runs) {
            if (!run.hasFailed() && run.isTimerDue(slot.receiveTimeNs())) {
                sweep(slot, run);
            }
        }
    }

    /** The instruments one after the other, as far as the section has room; the others with the next tick. */
    private void sweep(final Slot slot, final StrategyRun run) {
        int instrument = run.timerFrom();
        while (instrument <= instruments.highest() && hasRoom(section(slot)) && !run.hasFailed()) {
            if (instruments.knows(instrument) && runOf(instrument) == run) {
                callTimer(slot, run, instrument);
            }
            instrument++;
        }
        run.timerFrom(instrument > instruments.highest() ? 0 : instrument);
    }

    private StrategyRun runOf(final int instrument) {
        return choice.of(instrument) == Strategies.NONE ? null : runs[choice.of(instrument)];
    }

    private static boolean hasRoom(final Section section) {
        return section.begin() + SignalRecords.MOST_BYTES <= section.buffer().capacity();
    }

    private void callTimer(final Slot slot, final StrategyRun run, final int instrument) {
        view.show(instrument, run.memories(), slot.receiveTimeNs());
        intent.clear();
        try {
            run.onTimer(view, intent);
        } catch (final RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
            fail(slot, run, e);
        }
        write(slot, run, NO_CANDLE);
    }

    private void write(final Slot slot, final StrategyRun run, final long timeframeNs) {
        if (!intent.isStated()) {
            return;
        }
        final int target = permitted(intent.target());
        final boolean heldBack = target != intent.target();
        if (view.isNews(target) && !(heldBack && view.target() == Intent.FLAT)) {
            view.target(target);
            section(slot).concern(view.instrument(), account);
            records.signal(section(slot), number(run), run, intent, target, view, timeframeNs);
        }
    }

    /** Out of the selection, and in what was dropped, nothing is opened: what is held stays as long as the strategy wants it, what is not wanted goes. */
    private int permitted(final int target) {
        final boolean opens = target != Intent.FLAT && target != Long.signum(view.position());
        final boolean mayOpen = ranking.isSelected(view.instrument()) && !membership.isDropped(view.instrument());
        return opens && !mayOpen ? Intent.FLAT : target;
    }

    private void fail(final Slot slot, final StrategyRun run, final Throwable error) {
        run.failed(true);
        intent.clear();
        section(slot).concern(view.instrument(), account);
        records.failure(section(slot), number(run), run, error);
        LOG.error(
                "strategy {} failed at sequence {} for instrument {}: it isn't called any more, and no entries are made until"
                        + " an operator resumes them",
                run.name(),
                slot.sequence(),
                view.instrument(),
                error);
    }

    private int number(final StrategyRun run) {
        int number = 0;
        while (runs[number] != run) {
            number++;
        }
        return number + 1;
    }

    @Override
    public int stateVersion() {
        return STATE_VERSION;
    }

    @Override
    public long maxStateBytes(final int highestInstrument) {
        return Long.BYTES
                + Instruments.stateBytes(highestInstrument)
                + ChoiceBySymbol.stateBytes(highestInstrument)
                + view.stateBytes(highestInstrument)
                + Membership.stateBytes(highestInstrument)
                + ranking.stateBytes(highestInstrument)
                + 3L * Long.BYTES * runs.length;
    }

    @Override
    public void save(final StateWriter state) {
        final int highest = instruments.highest();
        instruments.save(state);
        choice.save(state, highest);
        view.savePositions(state, highest);
        membership.save(state, highest);
        state.putLong(settingsHash);
        view.save(state, highest);
        ranking.save(state, highest);
        for (final StrategyRun run : runs) {
            state.putFlag(run.hasFailed());
            state.putLong(run.timerDueNs());
            state.putLong(run.timerFrom());
        }
    }

    /** Positions are held whatever the strategies are, and what operators said stands; the rest is theirs. */
    @Override
    public boolean load(final StateReader state) {
        instruments.load(state);
        final int highest = instruments.highest();
        choice.load(state, highest);
        view.loadPositions(state, highest);
        membership.load(state, highest);
        if (state.getLong() != settingsHash) {
            beginAll();
            return false;
        }
        view.load(state, highest);
        ranking.load(state, highest);
        for (final StrategyRun run : runs) {
            run.failed(state.getFlag());
            run.timerDueNs(state.getLong());
            run.timerFrom(state.getInt("timerFrom", 0, highest));
        }
        state.end();
        return true;
    }

    private void beginAll() {
        for (int instrument = 1; instrument <= instruments.highest(); instrument++) {
            if (runOf(instrument) != null) {
                view.begin(
                        instrument,
                        runOf(instrument).memories(),
                        runOf(instrument).indicators());
            }
        }
    }
}
