package io.ringfence.engine.breakpoint;

import io.ringfence.engine.breakpoint.Field.Kind;
import io.ringfence.engine.config.DeclaredIndicator;
import io.ringfence.engine.config.IndicatorPlan;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.journal.dump.KnownInstruments;
import io.ringfence.journal.dump.RecordTypes;
import io.ringfence.journal.event.InstrumentScales;
import io.ringfence.journal.message.AlarmDecoder;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.InstrumentDefinitionDecoder;
import io.ringfence.journal.message.MessageHeaderDecoder;
import io.ringfence.journal.message.OrderChangedDecoder;
import io.ringfence.journal.message.OrderPlacedDecoder;
import io.ringfence.journal.message.PositionChangedDecoder;
import io.ringfence.journal.message.QuoteDecoder;
import io.ringfence.journal.message.RiskRejectDecoder;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.message.TradeDecoder;
import io.ringfence.journal.number.Money;
import java.util.List;

/** One event when all stages are done with it: what it says, what was decided at it, and what the stages know now. */
final class Moment {
    private static final long NOTHING = Long.MIN_VALUE;
    private static final long NS_PER_S = 1_000_000_000L;

    private final IndicatorPlan plan;
    private final Stages stages;
    private final KnownInstruments instruments;
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final TradeDecoder trade = new TradeDecoder();
    private final QuoteDecoder quote = new QuoteDecoder();
    private final PositionChangedDecoder position = new PositionChangedDecoder();
    private final BarClosedDecoder bar = new BarClosedDecoder();
    private final SignalDecoder signal = new SignalDecoder();
    private final OrderPlacedDecoder order = new OrderPlacedDecoder();
    private final OrderChangedDecoder changed = new OrderChangedDecoder();
    private final RiskRejectDecoder refusal = new RiskRejectDecoder();
    private final AlarmDecoder alarm = new AlarmDecoder();

    private Slot slot;
    private InstrumentScales instrument;

    /** @param instruments learns what is defined as it passes */
    Moment(final Stages stages, final KnownInstruments instruments, final IndicatorPlan plan) {
        this.plan = plan;
        this.stages = stages;
        this.instruments = instruments;
    }

    Moment at(final Slot slot) {
        this.slot = slot;
        if (slot.templateId() == InstrumentDefinitionDecoder.TEMPLATE_ID) {
            instruments.learn(slot.event(), 0);
        }
        if (instrument == null || instrument.id() != slot.instrument()) {
            instrument = instruments.byId(slot.instrument()).orElse(null);
        }
        return this;
    }

    Slot slot() {
        return slot;
    }

    static List<Section> sections(final Slot slot) {
        return List.of(slot.portfolio(), slot.indicators(), slot.signals(), slot.stops(), slot.orders());
    }

    boolean compares(final Field field, final Comparison comparison, final Literal literal) {
        return switch (field) {
            case FILL_PRICE, FILL_QUANTITY -> inSection(slot.portfolio(), field, comparison, literal);
            case BAR_CLOSE, BAR_SECONDS, BAR_FAST, BAR_SLOW, BAR_ATR, BAR_RSI ->
                inSection(slot.indicators(), field, comparison, literal);
            case SIGNAL_TARGET -> inSection(slot.signals(), field, comparison, literal);
            case ORDER_QUANTITY -> inSection(slot.orders(), field, comparison, literal);
            default -> {
                final long value = value(field);
                yield value != NOTHING && compares(value, field, comparison, literal);
            }
        };
    }

    /** Whether it is so for a declared value of this name, in any timeframe, that has changed with the event. */
    boolean compares(final String name, final Comparison comparison, final Literal literal) {
        for (final DeclaredIndicator declared : plan.declared()) {
            if (declared.columnName().equals(name) && slot.values().has(plan.place(declared))) {
                final double value = value(declared, slot.values().get(plan.place(declared)), scale(Kind.PRICE));
                final boolean known = !declared.isPrice() || !isUnknown(Kind.PRICE);
                if (known && !Double.isNaN(value) && comparison.holds(literal.order(value))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** As people read it. */
    static double value(final DeclaredIndicator declared, final double value, final int priceScale) {
        return declared.isPrice() ? value / Money.powerOfTen(priceScale) : value;
    }

    private int scale(final Kind kind) {
        return switch (kind) {
            case PRICE -> instrument == null ? 0 : instrument.priceScale();
            case QUANTITY -> instrument == null ? 0 : instrument.quantityScale();
            case MONEY -> Money.SCALE;
            default -> 0;
        };
    }

    private long value(final Field field) {
        return switch (field) {
            case SEQUENCE -> slot.sequence();
            case RECEIVE_TIME -> slot.receiveTimeNs();
            case TRADE_PRICE -> isTrade() ? trade.price() : NOTHING;
            case TRADE_QUANTITY -> isTrade() ? trade.quantity() : NOTHING;
            case QUOTE_BID -> isQuote() ? quote.bidPrice() : NOTHING;
            case QUOTE_ASK -> isQuote() ? quote.askPrice() : NOTHING;
            case QUOTE_CONFLATED -> isQuote() ? quote.conflated() : NOTHING;
            case ACCOUNT_REALIZED -> stages.portfolio().positions().totalRealizedProfit();
            case ACCOUNT_FEES -> stages.portfolio().positions().totalFees();
            case ACCOUNT_WALLET -> stages.portfolio().walletBalance();
            default -> instrument == null ? NOTHING : ofInstrument(field, instrument.id());
        };
    }

    private long ofInstrument(final Field field, final int id) {
        return switch (field) {
            case POSITION_QUANTITY -> stages.portfolio().positions().quantity(id);
            case POSITION_ENTRY -> stages.portfolio().positions().entryPrice(id);
            case POSITION_PROFIT -> stages.portfolio().positions().unrealizedProfit(id);
            case STOP_PRICE ->
                stages.stops().stops().isArmed(id) ? stages.stops().stops().stopPrice(id) : NOTHING;
            case ORDERS_OPEN -> open(id);
            default -> NOTHING;
        };
    }

    private long open(final int id) {
        final int[] count = new int[1];
        stages.orders()
                .eachOutstanding((instrument, epoch, sequence, index, side, exit, quantity, filled, state) ->
                        count[0] += instrument == id ? 1 : 0);
        return count[0];
    }

    private boolean isTrade() {
        if (slot.templateId() != TradeDecoder.TEMPLATE_ID) {
            return false;
        }
        trade.wrapAndApplyHeader(slot.event(), 0, header);
        return true;
    }

    private boolean isQuote() {
        if (slot.templateId() != QuoteDecoder.TEMPLATE_ID) {
            return false;
        }
        quote.wrapAndApplyHeader(slot.event(), 0, header);
        return true;
    }

    /** Whether it is so for any of the decisions that have such a field. */
    private boolean inSection(
            final Section section, final Field field, final Comparison comparison, final Literal literal) {
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            if (compares(section, at, field, comparison, literal)) {
                return true;
            }
        }
        return false;
    }

    private boolean compares(
            final Section section,
            final int at,
            final Field field,
            final Comparison comparison,
            final Literal literal) {
        if (field.kind() == Kind.AVERAGE || field.kind() == Kind.REAL) {
            final double real = real(section, at, field);
            return !Double.isNaN(real) && comparison.holds(literal.order(real));
        }
        final long value = decided(section, at, field);
        return value != NOTHING && compares(value, field, comparison, literal);
    }

    /** Nothing compares with a price or quantity whose decimals nobody knows. */
    private boolean compares(final long value, final Field field, final Comparison comparison, final Literal literal) {
        return !isUnknown(field.kind()) && comparison.holds(literal.order(value, scale(field.kind())));
    }

    private boolean isUnknown(final Kind kind) {
        return instrument == null && (kind == Kind.PRICE || kind == Kind.QUANTITY || kind == Kind.AVERAGE);
    }

    private double real(final Section section, final int at, final Field field) {
        if (section.templateId(at) != BarClosedDecoder.TEMPLATE_ID || isUnknown(field.kind())) {
            return Double.NaN;
        }
        bar.wrapAndApplyHeader(section.buffer(), at, header);
        final double unit = Money.powerOfTen(scale(Kind.PRICE));
        return switch (field) {
            case BAR_FAST -> bar.emaFast() / unit;
            case BAR_SLOW -> bar.emaSlow() / unit;
            case BAR_ATR -> bar.atr() / unit;
            default -> bar.rsi();
        };
    }

    private long decided(final Section section, final int at, final Field field) {
        return switch (section.templateId(at)) {
            case PositionChangedDecoder.TEMPLATE_ID -> {
                position.wrapAndApplyHeader(section.buffer(), at, header);
                yield field == Field.FILL_PRICE ? position.fillPrice() : position.fillQuantity();
            }
            case BarClosedDecoder.TEMPLATE_ID -> {
                bar.wrapAndApplyHeader(section.buffer(), at, header);
                yield field == Field.BAR_CLOSE ? bar.close() : bar.timeframeNs() / NS_PER_S;
            }
            case SignalDecoder.TEMPLATE_ID ->
                signal.wrapAndApplyHeader(section.buffer(), at, header).target();
            case OrderPlacedDecoder.TEMPLATE_ID ->
                order.wrapAndApplyHeader(section.buffer(), at, header).quantity();
            default -> NOTHING;
        };
    }

    boolean compares(final Field field, final Comparison comparison, final String word) {
        return switch (field) {
            case TYPE -> matches(comparison, RecordTypes.name(slot.templateId()), word);
            case SYMBOL -> instrument != null && matches(comparison, instrument.symbol(), word);
            case DECISION -> anyDecision(comparison, word);
            default -> inOrders(field, comparison, word);
        };
    }

    private static boolean matches(final Comparison comparison, final String value, final String word) {
        return value.equalsIgnoreCase(word) == (comparison == Comparison.EQUAL);
    }

    private boolean anyDecision(final Comparison comparison, final String word) {
        for (final Section section : sections(slot)) {
            for (int at = section.first(); at != Section.END; at = section.next(at)) {
                if (matches(comparison, RecordTypes.name(section.templateId(at)), word)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean inOrders(final Field field, final Comparison comparison, final String word) {
        final Section section = slot.orders();
        for (int at = section.first(); at != Section.END; at = section.next(at)) {
            final Enum<?> value = word(section, at, field);
            if (value != null && matches(comparison, value.name(), word)) {
                return true;
            }
        }
        return false;
    }

    private Enum<?> word(final Section section, final int at, final Field field) {
        return switch (section.templateId(at)) {
            case OrderPlacedDecoder.TEMPLATE_ID -> {
                order.wrapAndApplyHeader(section.buffer(), at, header);
                yield field == Field.ORDER_SIDE ? order.side() : field == Field.ORDER_PURPOSE ? order.purpose() : null;
            }
            case OrderChangedDecoder.TEMPLATE_ID ->
                field == Field.ORDER_STATE
                        ? changed.wrapAndApplyHeader(section.buffer(), at, header)
                                .to()
                        : null;
            case RiskRejectDecoder.TEMPLATE_ID ->
                field == Field.RISK_RULE
                        ? refusal.wrapAndApplyHeader(section.buffer(), at, header)
                                .rule()
                        : null;
            case AlarmDecoder.TEMPLATE_ID ->
                field == Field.ALARM_KIND
                        ? alarm.wrapAndApplyHeader(section.buffer(), at, header).kind()
                        : null;
            default -> null;
        };
    }
}
