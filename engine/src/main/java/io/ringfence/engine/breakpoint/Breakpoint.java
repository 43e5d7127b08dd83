package io.ringfence.engine.breakpoint;

import io.ringfence.engine.config.DeclaredIndicator;
import io.ringfence.engine.config.IndicatorPlan;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What somebody looks for. */
public final class Breakpoint {
    private final String expression;
    private final Parser.Parsed parsed;

    private Breakpoint(final String expression, final Parser.Parsed parsed) {
        this.expression = expression;
        this.parsed = parsed;
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
        out.println(String.format(
                Locale.ROOT,
                "  %-20s %-14s %s",
                Parser.INDICATOR + "NAME",
                "as declared",
                "a value that a strategy declared, where it changes; a NAME that none declares lists those there are"));
        for (final Field field : Field.values()) {
            out.println(String.format(Locale.ROOT, "  %-20s %-14s %s", field.text(), field.unit(), field.meaning())
                    .stripTrailing());
        }
        out.println("\nExamples:\n  symbol = BTCUSDT and trade.price > 43000.5\n  stopHit\n"
                + "  position.quantity != 0 and quote.bid <= 42990\n  order.state = REJECTED or alarm.kind ="
                + " ORDER_UNKNOWN\n  sequence = 25366");
    }

    boolean isAt(final Moment moment) {
        return parsed.condition().holds(moment);
    }

    /** @throws BadExpression if a value is asked for that nobody declared */
    void requireDeclared(final IndicatorPlan plan) throws BadExpression {
        final List<String> names = plan.declared().stream()
                .map(DeclaredIndicator::columnName)
                .distinct()
                .toList();
        for (final Map.Entry<String, Integer> asked : parsed.indicators().entrySet()) {
            if (!names.contains(asked.getKey())) {
                throw new BadExpression(
                        expression,
                        asked.getValue(),
                        "no strategy of the generation declares '" + asked.getKey() + "'; declared are: "
                                + (names.isEmpty() ? "none" : String.join(", ", names)));
            }
        }
    }

    @Override
    public String toString() {
        return expression;
    }
}
