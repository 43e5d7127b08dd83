package io.ringfence.engine.breakpoint;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.engine.config.DeclaredIndicator;
import io.ringfence.engine.config.IndicatorPlan;
import io.ringfence.engine.history.Noted;
import io.ringfence.engine.history.RecordText;
import io.ringfence.engine.history.Units;
import io.ringfence.engine.pipeline.Stages;
import io.ringfence.engine.portfolio.Positions;
import io.ringfence.engine.stage.Section;
import io.ringfence.engine.stage.Slot;
import io.ringfence.engine.stop.PositionStops;
import io.ringfence.journal.dump.DecisionPrinter;
import io.ringfence.journal.dump.EventPrinter;
import io.ringfence.journal.dump.JsonOutput;
import io.ringfence.journal.dump.KnownInstruments;
import io.ringfence.journal.dump.PlainOutput;
import io.ringfence.journal.dump.RecordOutput;
import io.ringfence.journal.event.ClientOrderId;
import io.ringfence.journal.event.InstrumentScales;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringWriter;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.agrona.concurrent.UnsafeBuffer;

/** What a stopped replay shows: the event, what was decided at it, and what each stage knows behind it. */
public final class Picture {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Slot slot;
    private final Stages stages;
    private final KnownInstruments instruments;
    private final IndicatorPlan plan;
    private final LastSeen seen;

    /** A row of a stage's state: the instrument first. */
    private record Row(InstrumentScales instrument, List<String> names, List<String> values) {}

    Picture(
            final Slot slot,
            final Stages stages,
            final KnownInstruments instruments,
            final IndicatorPlan plan,
            final LastSeen seen) {
        this.plan = plan;
        this.slot = slot;
        this.stages = stages;
        this.instruments = instruments;
        this.seen = seen;
    }

    /** Of the event it stopped at. */
    public long sequence() {
        return slot.sequence();
    }

    /** For people. */
    public void printText(final PrintStream out) throws IOException {
        out.print("event\n  " + event(PlainOutput::new));
        printAll(out, "decided at it", decisions(PlainOutput::new));
        out.println(
                "portfolio: realized " + money(stages.portfolio().positions().totalRealizedProfit()) + ", fees "
                        + money(stages.portfolio().positions().totalFees()) + ", unrealized "
                        + money(stages.portfolio().positions().totalUnrealizedProfit()) + ", wallet "
                        + money(stages.portfolio().walletBalance()));
        printRows(out, positions());
        printAll(out, "indicators, last bars" + (slot.instrument() == 0 ? "" : " of the event's instrument"), bars());
        final List<String> declared = new ArrayList<>();
        declared()
                .forEach(
                        (name, value) -> declared.add(name + " " + (Double.isNaN(value) ? "not ready" : value) + "\n"));
        printAll(out, "indicators, declared values that changed with the event", declared);
        printAll(out, "signals, last of each instrument", signals());
        out.println("stops:");
        printRows(out, stops());
        out.println("orders:" + (entriesStopped().isEmpty() ? "" : " entries stopped for " + entriesStopped()));
        printRows(out, orders());
    }

    private List<String> bars() {
        return seen.bars().stream()
                .filter(one -> slot.instrument() == 0 || one.instrument() == slot.instrument())
                .map(one -> told(one, text(one).bar(one, false)))
                .toList();
    }

    private Map<String, Double> declared() {
        final Map<String, Double> values = new LinkedHashMap<>();
        final int priceScale = instruments
                .byId(slot.instrument())
                .map(InstrumentScales::priceScale)
                .orElse(0);
        for (final DeclaredIndicator one : plan.declared()) {
            if (slot.values().has(plan.place(one))) {
                values.put(one.text(), Moment.value(one, slot.values().get(plan.place(one)), priceScale));
            }
        }
        return values;
    }

    private List<String> signals() {
        return seen.signals().stream()
                .map(one -> told(one, text(one).signal(one)))
                .toList();
    }

    private String told(final Noted one, final String text) {
        return symbol(one.instrument()) + " #" + one.sequence() + " " + text + "\n";
    }

    private RecordText text(final Noted one) {
        return new RecordText(Units.of(one.instrument(), instruments));
    }

    private String symbol(final int id) {
        return instruments.byId(id).map(InstrumentScales::symbol).orElse("#" + id);
    }

    private static void printAll(final PrintStream out, final String title, final List<String> lines) {
        out.println(title + ":");
        lines.forEach(line -> out.print("  " + line));
        if (lines.isEmpty()) {
            out.println("  none");
        }
    }

    private static void printRows(final PrintStream out, final List<Row> rows) {
        for (final Row row : rows) {
            final StringBuilder line =
                    new StringBuilder("  ").append(row.instrument().symbol());
            for (int i = 0; i < row.names().size(); i++) {
                line.append(' ')
                        .append(row.names().get(i))
                        .append('=')
                        .append(row.values().get(i));
            }
            out.println(line);
        }
        if (rows.isEmpty()) {
            out.println("  none");
        }
    }

    /** As one object. */
    public ObjectNode json() throws IOException {
        final ObjectNode root = JSON.createObjectNode().put("sequence", sequence());
        root.set("event", JSON.readTree(event(Picture::jsonOutput)));
        addRecords(root.putArray("decisions"), decisions(Picture::jsonOutput));
        final ObjectNode portfolio = root.putObject("portfolio")
                .put("realized", money(stages.portfolio().positions().totalRealizedProfit()))
                .put("fees", money(stages.portfolio().positions().totalFees()))
                .put("unrealized", money(stages.portfolio().positions().totalUnrealizedProfit()))
                .put("wallet", money(stages.portfolio().walletBalance()));
        addRows(portfolio.putArray("positions"), positions());
        final ObjectNode indicators = root.putObject("indicators");
        addRecords(indicators.putArray("bars"), records(seen.bars(), Picture::jsonOutput));
        final ObjectNode declared = indicators.putObject("declared");
        declared().forEach((name, value) -> declared.put(name, Double.isNaN(value) ? null : value));
        addRecords(root.putObject("signals").putArray("last"), records(seen.signals(), Picture::jsonOutput));
        addRows(root.putObject("stops").putArray("armed"), stops());
        final ObjectNode orders = root.putObject("orders");
        addRows(orders.putArray("open"), orders());
        entriesStopped().forEach(orders.putArray("entriesStopped")::add);
        return root;
    }

    private static void addRecords(final ArrayNode array, final List<String> records) throws IOException {
        for (final String one : records) {
            array.add(JSON.readTree(one));
        }
    }

    private static void addRows(final ArrayNode array, final List<Row> rows) {
        for (final Row row : rows) {
            final ObjectNode node =
                    array.addObject().put("instrument", row.instrument().symbol());
            for (int i = 0; i < row.names().size(); i++) {
                node.put(row.names().get(i), row.values().get(i));
            }
        }
    }

    private static RecordOutput jsonOutput(final StringWriter writer) {
        try {
            return new JsonOutput(writer);
        } catch (final IOException e) {
            throw new IllegalStateException("a string writer failed", e);
        }
    }

    private String event(final Function<StringWriter, RecordOutput> output) throws IOException {
        final StringWriter text = new StringWriter();
        new EventPrinter(output.apply(text), instruments).print(slot.event(), 0);
        return text.toString();
    }

    private List<String> decisions(final Function<StringWriter, RecordOutput> output) throws IOException {
        final List<String> texts = new ArrayList<>();
        for (final Section section : Moment.sections(slot)) {
            for (int at = section.first(); at != Section.END; at = section.next(at)) {
                texts.add(decision(new UnsafeBuffer(section.buffer(), at, section.recordBytes(at)), output));
            }
        }
        return texts;
    }

    private List<String> records(final Collection<Noted> records, final Function<StringWriter, RecordOutput> output)
            throws IOException {
        final List<String> texts = new ArrayList<>();
        for (final Noted one : records) {
            texts.add(decision(one.bytes(), output));
        }
        return texts;
    }

    private String decision(final UnsafeBuffer one, final Function<StringWriter, RecordOutput> output)
            throws IOException {
        final StringWriter text = new StringWriter();
        final UnsafeBuffer framed = new UnsafeBuffer(new byte[Integer.BYTES + one.capacity()]);
        framed.putInt(0, one.capacity(), ByteOrder.LITTLE_ENDIAN);
        framed.putBytes(Integer.BYTES, one, 0, one.capacity());
        new DecisionPrinter(output.apply(text), instruments).print(framed, 0, framed.capacity());
        return text.toString();
    }

    private List<InstrumentScales> known() {
        final List<InstrumentScales> known = new ArrayList<>();
        for (int id = 1; id <= stages.portfolio().highestInstrument(); id++) {
            instruments.byId(id).ifPresent(known::add);
        }
        return known;
    }

    private List<Row> positions() {
        final Positions held = stages.portfolio().positions();
        return known().stream()
                .filter(one -> held.quantity(one.id()) != 0)
                .map(one -> new Row(
                        one,
                        List.of("quantity", "entryPrice", "unrealized", "realized", "fees"),
                        List.of(
                                Decimals.format(held.quantity(one.id()), one.quantityScale()),
                                Decimals.format(held.entryPrice(one.id()), one.priceScale()),
                                money(held.unrealizedProfit(one.id())),
                                money(held.realizedProfit(one.id())),
                                money(held.fees(one.id())))))
                .toList();
    }

    private List<Row> stops() {
        final PositionStops stops = stages.stops().stops();
        return known().stream()
                .filter(one -> stops.isArmed(one.id()))
                .map(one -> new Row(
                        one,
                        List.of("stopPrice"),
                        List.of(Decimals.format(stops.stopPrice(one.id()), one.priceScale()))))
                .toList();
    }

    private List<Row> orders() {
        final List<Row> rows = new ArrayList<>();
        stages.orders()
                .eachOutstanding((id, epoch, sequence, index, side, exit, quantity, filled, state) -> instruments
                        .byId(id)
                        .ifPresent(one -> rows.add(new Row(
                                one,
                                List.of("orderId", "side", "purpose", "quantity", "filled", "state"),
                                List.of(
                                        named(epoch, sequence, index),
                                        side > 0 ? "BUY" : "SELL",
                                        exit ? "EXIT" : "ENTRY",
                                        Decimals.format(quantity, one.quantityScale()),
                                        Decimals.format(filled, one.quantityScale()),
                                        state.name())))));
        return rows;
    }

    private String named(final int epoch, final long sequence, final int index) {
        return new ClientOrderId()
                .set(stages.orders().engineId(), epoch, sequence, index)
                .toString();
    }

    private List<String> entriesStopped() {
        return known().stream()
                .filter(one -> stages.orders().isEntriesStopped(one.id()))
                .map(InstrumentScales::symbol)
                .toList();
    }

    private static String money(final long money) {
        return Decimals.format(money, Money.SCALE);
    }
}
