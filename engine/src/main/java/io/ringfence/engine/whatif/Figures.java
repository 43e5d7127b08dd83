package io.ringfence.engine.whatif;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.ringfence.engine.history.RoundTrips;
import io.ringfence.engine.history.TradeTotals;
import io.ringfence.engine.report.DecisionTally;
import io.ringfence.journal.message.BarClosedDecoder;
import io.ringfence.journal.message.RiskRejectDecoder;
import io.ringfence.journal.message.SignalDecoder;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What one run amounts to, by name. */
final class Figures {
    /**
     * A figure: a count, or money 1e-8, or a ratio.
     *
     * @param json as {@code trades} writes it: a number, an exact decimal as text, or null where there is none
     */
    record Figure(double value, String text, JsonNode json) {
        private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

        private static Figure count(final long count) {
            return new Figure(count, String.format(Locale.ROOT, "%,d", count), JSON.numberNode(count));
        }

        private static Figure money(final long money) {
            final String text = Decimals.format(money, Money.SCALE);
            return new Figure(money, text, JSON.textNode(text));
        }

        private static Figure ratio(final double ratio) {
            return Double.isNaN(ratio)
                    ? new Figure(ratio, "-", JSON.nullNode())
                    : new Figure(ratio, String.format(Locale.ROOT, "%.2f", ratio), JSON.numberNode(ratio));
        }
    }

    /** Profit before what is counted, money 1e-8: the figures are of what came since. */
    record Before(long realized, long fees, long unrealized) {}

    private final Map<String, Figure> byName = new LinkedHashMap<>();

    /**
     * @param before     what the positions had made before the first decision
     * @param unrealized at the end, money 1e-8
     */
    Figures(final DecisionTally decisions, final RoundTrips trips, final Before before, final long unrealized) {
        final long realized = decisions.realized() - before.realized();
        final long fees = decisions.fees() - before.fees();
        final TradeTotals totals = TradeTotals.of(trips.closed());
        byName.put("decisions", Figure.count(decisions.decisions()));
        byName.put("bars", Figure.count(decisions.count(BarClosedDecoder.TEMPLATE_ID)));
        byName.put("signals", Figure.count(decisions.count(SignalDecoder.TEMPLATE_ID)));
        byName.put("refusals", Figure.count(decisions.count(RiskRejectDecoder.TEMPLATE_ID)));
        byName.put("orders", Figure.count(decisions.ordersPlaced()));
        byName.put("filled", Figure.count(decisions.ordersFilled()));
        byName.put("stopsArmed", Figure.count(decisions.stopsArmed()));
        byName.put("stopsMoved", Figure.count(decisions.stopsMoved()));
        byName.put("stopsHit", Figure.count(decisions.stopsHit()));
        byName.put("roundTrips", Figure.count(totals.count()));
        byName.put("winRatePercent", Figure.ratio(totals.winRate()));
        byName.put("profitFactor", Figure.ratio(totals.profitFactor()));
        byName.put("drawdown", Figure.money(totals.drawdown()));
        byName.put("realized", Figure.money(realized));
        byName.put("fees", Figure.money(fees));
        byName.put("unrealized", Figure.money(unrealized));
        byName.put("net", Figure.money(realized - fees + unrealized - before.unrealized()));
    }

    Map<String, Figure> byName() {
        return byName;
    }

    String text(final String name) {
        return byName.get(name).text();
    }

    /** This one less {@code other}. */
    String difference(final Figures other, final String name) {
        final Figure mine = byName.get(name);
        final double difference = mine.value() - other.byName.get(name).value();
        if (Double.isNaN(difference)) {
            return "-";
        }
        final String text = switch (name) {
            case "drawdown", "realized", "fees", "unrealized", "net" ->
                Decimals.format(Math.round(difference), Money.SCALE);
            case "winRatePercent", "profitFactor" -> String.format(Locale.ROOT, "%.2f", difference);
            default -> String.format(Locale.ROOT, "%,d", Math.round(difference));
        };
        return difference > 0 ? "+" + text : text;
    }
}
