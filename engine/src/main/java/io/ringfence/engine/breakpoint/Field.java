package io.ringfence.engine.breakpoint;

import java.util.Arrays;
import java.util.Optional;

/** What an expression can ask for. */
enum Field {
    SEQUENCE("sequence", Kind.WHOLE, "", "the event's sequence"),
    TYPE("type", Kind.WORD, "", "the event's type, as journal dump names it: trade, quote, executionReport, ..."),
    DECISION("decision", Kind.WORD, "", "a type of decision made at the event: barClosed, stopHit, orderPlaced, ..."),
    SYMBOL("symbol", Kind.WORD, "", "the instrument that the event concerns"),
    RECEIVE_TIME("receiveTime", Kind.WHOLE, "ns since 1970", "when the event was received"),
    TRADE_PRICE("trade.price", Kind.PRICE, "price", "of a market trade"),
    TRADE_QUANTITY("trade.quantity", Kind.QUANTITY, "quantity", "of a market trade"),
    QUOTE_BID("quote.bid", Kind.PRICE, "price", "best bid"),
    QUOTE_ASK("quote.ask", Kind.PRICE, "price", "best ask"),
    QUOTE_CONFLATED("quote.conflated", Kind.WHOLE, "", "how many earlier quotes this one replaced"),
    FILL_PRICE("fill.price", Kind.PRICE, "price", "of a fill of ours, as counted"),
    FILL_QUANTITY("fill.quantity", Kind.QUANTITY, "quantity", "signed"),
    BAR_CLOSE("bar.close", Kind.PRICE, "price", "of a bar closed at the event"),
    BAR_SECONDS("bar.seconds", Kind.WHOLE, "s", "its timeframe"),
    BAR_FAST("bar.emaFast", Kind.AVERAGE, "price", "its fast EMA; nothing while not ready, as the next three"),
    BAR_SLOW("bar.emaSlow", Kind.AVERAGE, "price", "its slow EMA"),
    BAR_ATR("bar.atr", Kind.AVERAGE, "price", "its ATR"),
    BAR_RSI("bar.rsi", Kind.REAL, "0 to 100", "its RSI"),
    SIGNAL_TARGET("signal.target", Kind.WHOLE, "", "of a signal given at the event: -1, 0 or 1"),
    ORDER_SIDE("order.side", Kind.WORD, "", "of an order placed at the event: BUY or SELL"),
    ORDER_PURPOSE("order.purpose", Kind.WORD, "", "ENTRY or EXIT"),
    ORDER_QUANTITY("order.quantity", Kind.QUANTITY, "quantity", ""),
    ORDER_STATE("order.state", Kind.WORD, "", "a state that an order reached at the event: FILLED, REJECTED, ..."),
    RISK_RULE("risk.rule", Kind.WORD, "", "of a refusal at the event: STALE_DATA, IN_FLIGHT, ..."),
    ALARM_KIND("alarm.kind", Kind.WORD, "", "of an alarm at the event: ORDER_UNKNOWN, ..."),
    POSITION_QUANTITY("position.quantity", Kind.QUANTITY, "quantity", "held of the event's instrument, signed"),
    POSITION_ENTRY("position.entryPrice", Kind.PRICE, "price", "what it cost on average"),
    POSITION_PROFIT("position.profit", Kind.MONEY, "money", "unrealised"),
    STOP_PRICE(
            "stop.price", Kind.PRICE, "price", "of the stop that guards the event's instrument; nothing without one"),
    ORDERS_OPEN("orders.open", Kind.WHOLE, "", "orders of the event's instrument without an end"),
    ACCOUNT_REALIZED("account.realized", Kind.MONEY, "money", "profit before fees, of all instruments"),
    ACCOUNT_FEES("account.fees", Kind.MONEY, "money", "of all instruments"),
    ACCOUNT_WALLET("account.wallet", Kind.MONEY, "money", "as the venue last stated it");

    /** What a value is compared as. */
    enum Kind {
        WHOLE,
        PRICE,
        QUANTITY,
        MONEY,
        /** A floating-point price in the mantissa's unit. */
        AVERAGE,
        REAL,
        WORD
    }

    private final String text;
    private final Kind kind;
    private final String unit;
    private final String meaning;

    Field(final String text, final Kind kind, final String unit, final String meaning) {
        this.text = text;
        this.kind = kind;
        this.unit = unit;
        this.meaning = meaning;
    }

    static Optional<Field> named(final String text) {
        return Arrays.stream(values())
                .filter(field -> field.text.equalsIgnoreCase(text))
                .findFirst();
    }

    String text() {
        return text;
    }

    Kind kind() {
        return kind;
    }

    String unit() {
        return unit;
    }

    String meaning() {
        return meaning;
    }
}
