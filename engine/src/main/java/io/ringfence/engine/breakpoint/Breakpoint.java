package io.ringfence.engine.breakpoint;

import java.io.PrintWriter;
import java.util.Locale;

/** What somebody looks for. */
public final class Breakpoint {
    private final String expression;
    private final Condition condition;

    private Breakpoint(final String expression, final Condition condition) {
        this.expression = expression;
        this.condition = condition;
    }

    /** @throws BadExpression with a caret below the place */
    public static Breakpoint of(final String expression) throws BadExpression {
        return new Breakpoint(expression, Parser.parse(expression));
    }

    /** What an expression may be made of. */
    public static void printHelp(final PrintWriter out) {
        out.println("An expression compares fields with values by = != < <= > >=, joined by 'and' and 'or' ('and'"
                + " binds closer), with\nparentheses. The name of a type alone is true where such an event came in or"
                + " such a decision was made.\nA field that an event doesn't have is in no relation to any value."
                + " Prices and quantities are decimals.\n");
        for (final Field field : Field.values()) {
            out.println(String.format(Locale.ROOT, "  %-20s %-14s %s", field.text(), field.unit(), field.meaning())
                    .stripTrailing());
        }
        out.println("\nExamples:\n  symbol = BTCUSDT and trade.price > 43000.5\n  stopHit\n"
                + "  position.quantity != 0 and quote.bid <= 42990\n  order.state = REJECTED or alarm.kind ="
                + " ORDER_UNKNOWN\n  sequence = 25366");
    }

    boolean isAt(final Moment moment) {
        return condition.holds(moment);
    }

    @Override
    public String toString() {
        return expression;
    }
}
