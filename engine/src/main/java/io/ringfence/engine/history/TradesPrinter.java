package io.ringfence.engine.history;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.journal.number.Money;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/** Round trips as a table, as CSV or as one JSON object. */
final class TradesPrinter {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN_DECIMALS = 4;
    private static final int SECONDS_LENGTH = "yyyy-MM-dd HH:mm:ss.SSS".length();
    private static final String ROW =
            "%-12s %-5s %12s  %-23s %12s  %-23s %12s  %-28s %-28s %12s %10s %12s %12s %12s %12s %11s";
    private static final String CSV_HEAD = "instrument,side,quantity,openQuantity,entryTime,entryTimeNs,entryPrice,"
            + "exitTime,exitTimeNs,exitPrice,reasonIn,reasonOut,gross,fees,net,best,worst,durationNs,entryEpoch,"
            + "entrySequence,entryOrder,exitEpoch,exitSequence,exitOrder,drawdown,strategy,nakedNs";

    private final RoundTrips trips;
    private final TradeTotals totals;

    TradesPrinter(final RoundTrips trips) {
        this.trips = trips;
        this.totals = TradeTotals.of(trips.closed());
    }

    void printText(final PrintStream out) {
        if (!trips.closed().isEmpty()) {
            out.println(header());
            trips.closed().forEach(trip -> out.println(row(trip)));
        }
        printRest(out, "open", trips.open());
        printRest(out, "open when their generation ended, and not carried on", trips.lost());
        out.println();
        out.printf(
                "%,d round trips, %,d won (%s), profit factor %s, deepest drawdown %s%n",
                totals.count(),
                totals.wins(),
                Double.isNaN(totals.winRate()) ? "-" : String.format(Locale.ROOT, "%.1f%%", totals.winRate()),
                Double.isNaN(totals.profitFactor()) ? "-" : String.format(Locale.ROOT, "%.2f", totals.profitFactor()),
                shown(totals.drawdown()));
        out.printf(
                "gross %s, fees %s, net %s, funding %s, best trip %s, worst %s%n",
                Units.money(totals.gross()),
                Units.money(totals.fees()),
                Units.money(totals.net()),
                Units.money(trips.funding()),
                shown(totals.bestNet()),
                shown(totals.worstNet()));
        trips.unvaluedFees()
                .forEach((asset, fee) ->
                        out.printf("not in these: fees of %s %s, whose worth wasn't known%n", Units.money(fee), asset));
        if (trips.nakedNs() > 0) {
            out.printf("without stop at the venue and without exit for %s in all%n", Units.span(trips.nakedNs()));
        }
    }

    private static void printRest(final PrintStream out, final String title, final List<RoundTrip> rest) {
        if (!rest.isEmpty()) {
            out.println();
            out.println(title + ":");
            out.println(header());
            rest.forEach(trip -> out.println(row(trip)));
        }
    }

    private static String header() {
        return String.format(
                ROW,
                "instrument",
                "side",
                "quantity",
                "in (UTC)",
                "price",
                "out (UTC)",
                "price",
                "because",
                "because",
                "gross",
                "fees",
                "net",
                "best",
                "worst",
                "drawdown",
                "lasted");
    }

    private static String row(final RoundTrip trip) {
        return String.format(
                        ROW,
                        trip.symbol(),
                        side(trip),
                        trip.units().quantity(trip.quantity()),
                        seconds(trip.entryTimeNs()),
                        trip.entryPrice(),
                        trip.exitSequence() == 0 ? "" : seconds(trip.exitTimeNs()),
                        trip.exitPrice(),
                        trip.reasonIn(),
                        trip.reasonOut(),
                        shown(trip.gross()),
                        shown(trip.fees()),
                        shown(trip.net()),
                        shown(trip.best()),
                        shown(trip.worst()),
                        shown(trip.drawdown()),
                        trip.durationNs() < 0 ? "" : Units.span(trip.durationNs()))
                .stripTrailing();
    }

    private static String side(final RoundTrip trip) {
        return trip.isLong() ? "long" : "short";
    }

    private static String seconds(final long timeNs) {
        final String time = Units.time(timeNs);
        return time.length() > SECONDS_LENGTH ? time.substring(0, SECONDS_LENGTH) : time;
    }

    /** Rounded for the table; CSV and JSON are exact. */
    private static String shown(final long money) {
        return BigDecimal.valueOf(money, Money.SCALE)
                .setScale(SHOWN_DECIMALS, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    void printCsv(final PrintStream out) {
        out.println(CSV_HEAD);
        trips.closed().forEach(trip -> out.println(csv(trip)));
        trips.open().forEach(trip -> out.println(csv(trip)));
        trips.lost().forEach(trip -> out.println(csv(trip)));
    }

    private static String csv(final RoundTrip trip) {
        final boolean ended = trip.exitSequence() != 0;
        return String.join(
                ",",
                trip.symbol(),
                side(trip),
                trip.units().quantity(trip.quantity()),
                trip.units().quantity(trip.openQuantity()),
                Units.time(trip.entryTimeNs()),
                number(trip.entryTimeNs()),
                trip.entryPrice(),
                ended ? Units.time(trip.exitTimeNs()) : "",
                ended ? number(trip.exitTimeNs()) : "",
                trip.exitPrice(),
                trip.reasonIn(),
                trip.reasonOut(),
                Units.money(trip.gross()),
                Units.money(trip.fees()),
                Units.money(trip.net()),
                Units.money(trip.best()),
                Units.money(trip.worst()),
                trip.durationNs() < 0 ? "" : String.valueOf(trip.durationNs()),
                String.valueOf(trip.epoch()),
                String.valueOf(trip.entrySequence()),
                named(trip.entryOrder()),
                ended ? String.valueOf(trip.exitEpoch()) : "",
                ended ? String.valueOf(trip.exitSequence()) : "",
                ended ? named(trip.exitOrder()) : "",
                Units.money(trip.drawdown()),
                trip.strategy(),
                String.valueOf(trip.nakedNs()));
    }

    private static String number(final long timeNs) {
        return timeNs == Noted.NO_TIME ? "" : String.valueOf(timeNs);
    }

    private static String named(final OrderKey order) {
        return order == null || order.isNone() ? "" : order.toString();
    }

    String json() throws IOException {
        final ObjectNode root = JSON.createObjectNode();
        addAll(root.putArray("trades"), trips.closed());
        addAll(root.putArray("open"), trips.open());
        addAll(root.putArray("notCarriedOn"), trips.lost());
        final ObjectNode sums = root.putObject("totals")
                .put("count", totals.count())
                .put("wins", totals.wins())
                .put("gross", Units.money(totals.gross()))
                .put("fees", Units.money(totals.fees()))
                .put("net", Units.money(totals.net()))
                .put("funding", Units.money(trips.funding()))
                .put("drawdown", Units.money(totals.drawdown()))
                .put("bestNet", Units.money(totals.bestNet()))
                .put("worstNet", Units.money(totals.worstNet()))
                .put("nakedNs", trips.nakedNs());
        final ObjectNode others = sums.putObject("unvaluedFees");
        trips.unvaluedFees().forEach((asset, fee) -> others.put(asset, Units.money(fee)));
        putRatio(sums, "winRatePercent", totals.winRate());
        putRatio(sums, "profitFactor", totals.profitFactor());
        return JSON.writeValueAsString(root);
    }

    private static void putRatio(final ObjectNode node, final String name, final double value) {
        if (Double.isNaN(value)) {
            node.putNull(name);
        } else {
            node.put(name, value);
        }
    }

    private static void addAll(final ArrayNode array, final List<RoundTrip> some) {
        some.forEach(trip -> array.add(json(trip)));
    }

    private static ObjectNode json(final RoundTrip trip) {
        final ObjectNode node = JSON.createObjectNode()
                .put("instrument", trip.symbol())
                .put("side", side(trip))
                .put("quantity", trip.units().quantity(trip.quantity()))
                .put("openQuantity", trip.units().quantity(trip.openQuantity()))
                .put("entryTimeNs", trip.entryTimeNs())
                .put("entryPrice", trip.entryPrice())
                .put("reasonIn", trip.reasonIn())
                .put("entryEpoch", trip.epoch())
                .put("entrySequence", trip.entrySequence())
                .put("entryOrder", named(trip.entryOrder()))
                .put("gross", Units.money(trip.gross()))
                .put("fees", Units.money(trip.fees()))
                .put("net", Units.money(trip.net()))
                .put("best", Units.money(trip.best()))
                .put("worst", Units.money(trip.worst()))
                .put("drawdown", Units.money(trip.drawdown()))
                .put("strategy", trip.strategy())
                .put("nakedNs", trip.nakedNs());
        if (trip.exitSequence() != 0) {
            node.put("exitTimeNs", trip.exitTimeNs())
                    .put("exitPrice", trip.exitPrice())
                    .put("reasonOut", trip.reasonOut())
                    .put("exitEpoch", trip.exitEpoch())
                    .put("exitSequence", trip.exitSequence())
                    .put("exitOrder", named(trip.exitOrder()))
                    .put("durationNs", trip.durationNs());
        }
        return node;
    }
}
