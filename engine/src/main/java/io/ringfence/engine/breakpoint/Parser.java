package io.ringfence.engine.breakpoint;

import io.ringfence.engine.breakpoint.Field.Kind;
import io.ringfence.journal.dump.RecordTypes;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * <pre>
 *   either   = both { "or" both }
 *   both     = one { "and" one }
 *   one      = "(" either ")" | FIELD ("=" | "!=" | "&lt;" | "&lt;=" | "&gt;" | "&gt;=") VALUE | TYPE
 * </pre>
 */
final class Parser {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(\\(|\\)|[=!<>]+)|([+-]?[\\w.]+)|\"([^\"]*)\"|'([^']*)'|(\\S))");
    /** In front of a declared value's name. */
    static final String INDICATOR = "indicator.";

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)");

    /**
     * What was understood.
     *
     * @param indicators declared values that are asked for, and where in the expression
     */
    record Parsed(Condition condition, Map<String, Integer> indicators) {}

    /** A piece of the text and where it begins. */
    private record Token(String text, int at, boolean quoted) {
        private boolean is(final String word) {
            return !quoted && text.equalsIgnoreCase(word);
        }
    }

    private final String expression;
    private final List<Token> tokens = new ArrayList<>();
    private final Map<String, Integer> indicators = new LinkedHashMap<>();
    private int next;

    private Parser(final String expression) {
        this.expression = expression;
    }

    static Parsed parse(final String expression) throws BadExpression {
        final Parser parser = new Parser(expression);
        parser.split();
        final Condition whole = parser.either();
        if (!parser.isAtEnd()) {
            throw parser.bad("expected 'and', 'or' or the end");
        }
        return new Parsed(whole, parser.indicators);
    }

    private void split() throws BadExpression {
        final Matcher matcher = TOKEN.matcher(expression);
        int at = 0;
        while (at < expression.length() && !expression.substring(at).isBlank()) {
            matcher.region(at, expression.length());
            if (!matcher.lookingAt() || matcher.group(5) != null) {
                final int strange = matcher.group(5) == null ? at : matcher.start(5);
                throw new BadExpression(expression, strange, "'" + expression.charAt(strange) + "' means nothing here");
            }
            final boolean quoted = matcher.group(3) != null || matcher.group(4) != null;
            int group = 1;
            while (matcher.group(group) == null) {
                group++;
            }
            tokens.add(new Token(matcher.group(group), matcher.start(group), quoted));
            at = matcher.end();
        }
        if (tokens.isEmpty()) {
            throw new BadExpression(expression, 0, "the expression is empty");
        }
    }

    private Condition either() throws BadExpression {
        Condition condition = both();
        while (takes("or")) {
            condition = Condition.or(condition, both());
        }
        return condition;
    }

    private Condition both() throws BadExpression {
        Condition condition = one();
        while (takes("and")) {
            condition = Condition.and(condition, one());
        }
        return condition;
    }

    private Condition one() throws BadExpression {
        if (takes("(")) {
            final Condition inside = either();
            if (!takes(")")) {
                throw bad("expected ')'");
            }
            return inside;
        }
        final Token name = token("expected a field");
        final Optional<Comparison> comparison = comparison();
        if (comparison.isEmpty()) {
            return bare(name);
        }
        if (!name.quoted() && name.text().toLowerCase(Locale.ROOT).startsWith(INDICATOR)) {
            next++;
            return indicator(name, comparison.get());
        }
        final Field field = Field.named(name.text()).orElseThrow(() -> unknown(name));
        next++;
        return compared(field, comparison.get());
    }

    private Condition indicator(final Token name, final Comparison comparison) throws BadExpression {
        final Token value = token("expected a value");
        if (value.quoted() || !NUMBER.matcher(value.text()).matches()) {
            throw new BadExpression(
                    expression, value.at(), name.text() + " is a number, '" + value.text() + "' is none");
        }
        final String asked = name.text().substring(INDICATOR.length()).toLowerCase(Locale.ROOT);
        indicators.putIfAbsent(asked, name.at());
        return Condition.indicator(asked, comparison, new Literal(new BigDecimal(value.text())));
    }

    private Condition bare(final Token name) throws BadExpression {
        if (Field.named(name.text()).isPresent()) {
            throw bad("expected one of = != < <= > >= behind the field " + name.text());
        }
        return Condition.happened(RecordTypes.named(name.text()).orElseThrow(() -> unknown(name)));
    }

    private Condition compared(final Field field, final Comparison comparison) throws BadExpression {
        final Token value = token("expected a value");
        return field.kind() == Kind.WORD ? word(field, comparison, value) : number(field, comparison, value);
    }

    private Condition word(final Field field, final Comparison comparison, final Token value) throws BadExpression {
        if (comparison != Comparison.EQUAL && comparison != Comparison.NOT_EQUAL) {
            throw new BadExpression(
                    expression, tokens.get(next - 2).at(), field.text() + " is a word: compare it with = or !=");
        }
        if (field == Field.TYPE || field == Field.DECISION) {
            return Condition.word(
                    field, comparison, RecordTypes.named(value.text()).orElseThrow(() -> unknown(value)));
        }
        return Condition.word(field, comparison, value.text());
    }

    private Condition number(final Field field, final Comparison comparison, final Token value) throws BadExpression {
        if (value.quoted() || !NUMBER.matcher(value.text()).matches()) {
            throw new BadExpression(
                    expression,
                    value.at(),
                    field.text() + " is a number"
                            + (field.unit().isEmpty() ? "" : " (" + field.unit() + ")") + ", '" + value.text()
                            + "' is none");
        }
        return Condition.number(field, comparison, new Literal(new BigDecimal(value.text())));
    }

    private Optional<Comparison> comparison() throws BadExpression {
        if (isAtEnd()
                || tokens.get(next).quoted()
                || !"=!<>".contains(tokens.get(next).text().substring(0, 1))) {
            return Optional.empty();
        }
        final String text = tokens.get(next).text();
        final Optional<Comparison> found = Arrays.stream(Comparison.values())
                .filter(comparison -> comparison.text().equals(text.equals("==") ? "=" : text))
                .findFirst();
        if (found.isEmpty()) {
            throw bad("'" + text + "' is not one of = != < <= > >=");
        }
        return found;
    }

    private BadExpression unknown(final Token name) {
        final String wanted = name.text().toLowerCase(Locale.ROOT);
        final Optional<String> near = Arrays.stream(Field.values())
                .map(Field::text)
                .filter(text -> text.toLowerCase(Locale.ROOT).endsWith("." + wanted)
                        || text.toLowerCase(Locale.ROOT).startsWith(wanted))
                .findFirst();
        return new BadExpression(
                expression,
                name.at(),
                "'" + name.text() + "' is neither a field nor a type of event or decision"
                        + near.map(text -> "; did you mean " + text + "?").orElse("") + "; --break help lists them");
    }

    private boolean takes(final String word) {
        final boolean there = !isAtEnd() && tokens.get(next).is(word);
        next += there ? 1 : 0;
        return there;
    }

    private Token token(final String expected) throws BadExpression {
        if (isAtEnd()
                || tokens.get(next).is("(")
                || tokens.get(next).is(")")
                || tokens.get(next).is("and")
                || tokens.get(next).is("or")) {
            throw bad(expected);
        }
        return tokens.get(next++);
    }

    private boolean isAtEnd() {
        return next == tokens.size();
    }

    private BadExpression bad(final String reason) {
        return new BadExpression(
                expression, isAtEnd() ? expression.length() : tokens.get(next).at(), reason);
    }
}
