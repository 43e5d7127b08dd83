package io.ringfence.journal.view;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.DisasterState;
import io.ringfence.journal.number.Decimals;
import io.ringfence.journal.number.Money;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of one instrument. Belongs to the view's thread. */
final class InstrumentPicture {
    private static final ObjectMapper JSON = new ObjectMapper();

    final int id;
    Instrument instrument;
    long timeNs;
    long last;
    long bid;
    long ask;
    boolean hasBar;
    long barTimeframeNs;
    long barOpenTimeNs;
    long barOpen;
    long barHigh;
    long barLow;
    long barClose;
    long quantity;
    long entryPrice;
    long openCost;
    long realized;
    long fees;
    long stopPrice;
    /** Those that may rest at the venue, by client order id; the newest is the last. */
    final Map<String, StopAtStart> disasters = new LinkedHashMap<>();

    /** 0: not ranked. */
    int rank;

    boolean selected;
    double score;
    double volume;
    double volatility;
    double spread;
    double trend;
    double momentum;
    double correlation;
    double signal;
    boolean changed = true;

    InstrumentPicture(final int id) {
        this.id = id;
    }

    String key() {
        return "instrument/" + id;
    }

    /** One that was dropped before this generation isn't defined in it: without position or stop it is of the past. */
    boolean isShown() {
        return instrument != null || quantity != 0 || !disasters.isEmpty();
    }

    String name() {
        return instrument == null ? "#" + id : instrument.symbol();
    }

    void disaster(final StopAtStart stop) {
        if (stop.state() == DisasterState.FIRED || stop.state() == DisasterState.GONE) {
            disasters.remove(stop.orderId());
        } else {
            disasters.put(stop.orderId(), stop);
        }
        changed = true;
    }

    ObjectNode json() {
        final ObjectNode node =
                JSON.createObjectNode().put("instrument", name()).put("timeNs", timeNs);
        put(node, "last", last);
        put(node, "bid", bid);
        put(node, "ask", ask);
        putBar(node);
        node.put("position", quantity(quantity));
        put(node, "entryPrice", quantity == 0 ? 0 : entryPrice);
        put(node, "stop", stopPrice);
        putDisaster(node);
        putRank(node);
        return node.put("unrealized", money(unrealized()))
                .put("realized", money(realized))
                .put("fees", money(fees));
    }

    private void putDisaster(final ObjectNode node) {
        node.putNull("disasterStop");
        disasters.values().forEach(stop -> {
            final ObjectNode newest = node.putObject("disasterStop");
            put(newest, "price", stop.triggerPrice());
            newest.put("state", stop.state().name());
        });
    }

    private void putRank(final ObjectNode node) {
        if (rank == 0) {
            return;
        }
        node.putObject("scan")
                .put("rank", rank)
                .put("selected", selected)
                .put("score", score)
                .put("volume", volume)
                .put("volatility", volatility)
                .put("spread", spread)
                .put("trend", trend)
                .put("momentum", momentum)
                .put("correlation", correlation)
                .put("signal", signal);
    }

    private void putBar(final ObjectNode node) {
        if (!hasBar) {
            node.putNull("bar");
            return;
        }
        final ObjectNode bar =
                node.putObject("bar").put("timeframeNs", barTimeframeNs).put("openTimeNs", barOpenTimeNs);
        put(bar, "open", barOpen);
        put(bar, "high", barHigh);
        put(bar, "low", barLow);
        put(bar, "close", barClose);
    }

    private void put(final ObjectNode node, final String name, final long price) {
        if (price == 0) {
            node.putNull(name);
        } else {
            node.put(name, Decimals.format(price, instrument == null ? 0 : instrument.priceScale()));
        }
    }

    String quantity(final long units) {
        return Decimals.format(units, instrument == null ? 0 : instrument.quantityScale());
    }

    private static String money(final long money) {
        return Decimals.format(money, Money.SCALE);
    }

    /** At the middle of bid and ask. */
    private long unrealized() {
        if (quantity == 0 || bid == 0 || ask == 0 || instrument == null) {
            return 0;
        }
        return Money.notional(bid + ask, quantity, instrument.priceScale(), instrument.quantityScale()) / 2 - openCost;
    }
}
