package io.ringfence.engine.data;

import java.util.Locale;
import java.util.Set;

/** A column that is understood, and what it is called in files (letters and digits alone, in lower case). */
enum Field {
    TIME(
            "time",
            "timestamp",
            "opentime",
            "date",
            "datetime",
            "ts",
            "tss",
            "tsms",
            "tsus",
            "tsns",
            "timems",
            "timens",
            "transacttime",
            "tradetime",
            "t"),
    OPEN("open", "o", "openprice"),
    HIGH("high", "h", "highprice"),
    LOW("low", "l", "lowprice"),
    CLOSE("close", "c", "closeprice"),
    VOLUME("volume", "vol", "v", "basevolume", "volumebase"),
    TRADES("count", "trades", "tradecount", "numberoftrades", "numtrades"),
    TAKER_BUY("takerbuyvolume", "takerbuybasevolume", "takerbuybaseassetvolume", "takerbuyquantity"),
    PRICE("price", "p"),
    QUANTITY("quantity", "qty", "q", "size", "amount"),
    SIDE("side", "takerside"),
    BUYER_MAKER("isbuyermaker", "buyermaker", "m");

    private final Set<String> names;

    Field(final String... names) {
        this.names = Set.of(names);
    }

    boolean isCalled(final String header) {
        return names.contains(header.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
    }
}
