package io.ringfence.gateway.frames;

import io.ringfence.journal.message.MarketKind;
import io.ringfence.journal.number.Money;
import java.util.List;
import java.util.Locale;

/**
 * What a generated instrument looks like. The first four carry the names and shapes of real ones.
 *
 * @param tickUnits     price units
 * @param startPrice    price units
 * @param levelQuantity typical quantity of a level, quantity units
 */
record GeneratedSymbol(
        String symbol, int priceDecimals, int quantityDecimals, long tickUnits, long startPrice, long levelQuantity) {

    private static final List<GeneratedSymbol> NAMED = List.of(
            new GeneratedSymbol("BTCUSDT", 2, 3, 10, 6_100_000, 2_000),
            new GeneratedSymbol("ETHUSDT", 2, 3, 1, 260_000, 40_000),
            new GeneratedSymbol("SOLUSDT", 2, 0, 1, 15_000, 500),
            new GeneratedSymbol("XRPUSDT", 4, 1, 1, 5_500, 300_000));

    /** The one at {@code index}, from 0: four named ones, then {@code SIM005USDT} and so on. */
    static GeneratedSymbol at(final int index, final SeededRandom random) {
        if (index < NAMED.size()) {
            return NAMED.get(index);
        }
        final long wholePrice = random.nextBetween(1, 500);
        final int decimals = wholePrice < 10 ? 4 : wholePrice < 100 ? 3 : 2;
        final long price = wholePrice * Money.powerOfTen(decimals) + random.nextBetween(0, 99);
        final String name = String.format(Locale.ROOT, "SIM%03dUSDT", index + 1);
        return new GeneratedSymbol(name, decimals, 1, 1, price, 200_000 / wholePrice + 10);
    }

    FramedSymbol framed() {
        return new FramedSymbol(MarketKind.USDM, symbol, priceDecimals, quantityDecimals, startPrice);
    }

    String streamName() {
        return symbol.toLowerCase(Locale.ROOT);
    }
}
