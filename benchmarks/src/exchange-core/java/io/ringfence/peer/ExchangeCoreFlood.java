package io.ringfence.peer;

import exchange.core2.core.ExchangeApi;
import exchange.core2.core.ExchangeCore;
import exchange.core2.core.common.BalanceAdjustmentType;
import exchange.core2.core.common.CoreSymbolSpecification;
import exchange.core2.core.common.CoreWaitStrategy;
import exchange.core2.core.common.OrderAction;
import exchange.core2.core.common.OrderType;
import exchange.core2.core.common.SymbolType;
import exchange.core2.core.common.api.binary.BatchAddSymbolsCommand;
import exchange.core2.core.common.cmd.CommandResultCode;
import exchange.core2.core.common.cmd.OrderCommand;
import exchange.core2.core.common.config.ExchangeConfiguration;
import exchange.core2.core.common.config.PerformanceConfiguration;
import java.util.concurrent.atomic.LongAdder;

/**
 * exchange-core with one risk and one matching engine, nothing recorded, given as many orders of one symbol as it takes: of
 * five commands two rest on either side of the price, two cancel what rests longest, and one trades at once.
 *
 * <pre>
 *   ExchangeCoreFlood WARM_UP_MS MS   prints: commands a second, and of a thousand how many succeeded
 * </pre>
 */
public final class ExchangeCoreFlood {
    private static final int SYMBOL = 1;
    private static final int BASE = 10;
    private static final int QUOTE = 11;
    private static final long MAKER = 1;
    private static final long TAKER = 2;
    private static final long MONEY = 1L << 50;
    private static final long PRICE = 60_000;
    private static final int LEVELS = 50;
    private static final int RESTING = 1_000;
    private static final int BURST = 256;
    private static final double NS_PER_S = 1e9;

    /** Ids of the newest orders that were to rest, the oldest of which are cancelled. */
    private final long[] resting = new long[2 * RESTING];

    private final LongAdder done = new LongAdder();
    private final LongAdder succeeded = new LongAdder();
    private final ExchangeCore core;
    private final ExchangeApi api;
    private long commands;
    private long placed;
    private long cancelled;

    private ExchangeCoreFlood() {
        core = ExchangeCore.builder()
                .resultsConsumer(this::onResult)
                .exchangeConfiguration(ExchangeConfiguration.defaultBuilder()
                        .performanceCfg(PerformanceConfiguration.throughputPerformanceBuilder()
                                .matchingEnginesNum(1)
                                .riskEnginesNum(1)
                                .threadFactory(Thread::new)
                                .waitStrategy(CoreWaitStrategy.YIELDING)
                                .build())
                        .build())
                .build();
        core.startup();
        api = core.getApi();
    }

    public static void main(final String[] arguments) throws Exception {
        final long warmUpNs = Long.parseLong(arguments[0]) * 1_000_000;
        final long forNs = Long.parseLong(arguments[1]) * 1_000_000;
        final ExchangeCoreFlood flood = new ExchangeCoreFlood();
        flood.open();
        flood.run(warmUpNs);
        final long doneBefore = flood.done.sum();
        final long succeededBefore = flood.succeeded.sum();
        final double perSecond = flood.run(forNs);
        final long all = flood.done.sum() - doneBefore;
        System.out.printf("%.0f %d%n", perSecond, 1_000 * (flood.succeeded.sum() - succeededBefore) / all);
        System.exit(0);
    }

    private void onResult(final OrderCommand command, final long sequence) {
        done.increment();
        if (command.resultCode == CommandResultCode.SUCCESS) {
            succeeded.increment();
        }
    }

    private void open() throws Exception {
        api.submitBinaryDataAsync(new BatchAddSymbolsCommand(CoreSymbolSpecification.builder()
                        .symbolId(SYMBOL)
                        .type(SymbolType.CURRENCY_EXCHANGE_PAIR)
                        .baseCurrency(BASE)
                        .quoteCurrency(QUOTE)
                        .baseScaleK(1)
                        .quoteScaleK(1)
                        .build()))
                .get();
        for (final long user : new long[] {MAKER, TAKER}) {
            api.createUser(user, command -> {});
            api.balanceAdjustment(user, 1, BASE, MONEY, BalanceAdjustmentType.ADJUSTMENT, command -> {});
            api.balanceAdjustment(user, 2, QUOTE, MONEY, BalanceAdjustmentType.ADJUSTMENT, command -> {});
        }
        Thread.sleep(200); // Those that open have been counted; what counts from here on are orders.
        done.reset();
        succeeded.reset();
    }

    /** Commands a second, all of them done. */
    private double run(final long forNs) {
        final long before = commands;
        final long startNanos = System.nanoTime();
        while (System.nanoTime() - startNanos < forNs) {
            for (int i = 0; i < BURST; i++) {
                next();
            }
        }
        while (done.sum() < commands) {
            Thread.onSpinWait();
        }
        return (commands - before) * NS_PER_S / (System.nanoTime() - startNanos);
    }

    private void next() {
        switch ((int) (commands % 5)) {
            case 0 -> place(OrderAction.BID, PRICE - 1 - placed % LEVELS, OrderType.GTC, MAKER);
            case 1 -> place(OrderAction.ASK, PRICE + 1 + placed % LEVELS, OrderType.GTC, MAKER);
            case 2, 3 -> cancelOrRest();
            default -> {
                final boolean buys = commands % 2 == 0;
                place(
                        buys ? OrderAction.BID : OrderAction.ASK,
                        buys ? PRICE + LEVELS : PRICE - LEVELS,
                        OrderType.IOC,
                        TAKER);
            }
        }
        commands++;
    }

    private void place(final OrderAction action, final long price, final OrderType type, final long user) {
        final long id = commands + 1;
        if (type == OrderType.GTC) {
            resting[(int) (placed % resting.length)] = id;
            placed++;
        }
        final long size = type == OrderType.IOC ? 1 : 1 + commands % 10;
        api.placeNewOrder(0, 0, 0, id, 0, price, price, size, action, type, SYMBOL, user);
    }

    private void cancelOrRest() {
        if (placed - cancelled < RESTING) {
            final boolean buys = commands % 2 == 0;
            place(
                    buys ? OrderAction.BID : OrderAction.ASK,
                    buys ? PRICE - 1 - placed % LEVELS : PRICE + 1 + placed % LEVELS,
                    OrderType.GTC,
                    MAKER);
        } else {
            api.cancelOrder(0, 0, 0, resting[(int) (cancelled % resting.length)], SYMBOL, MAKER);
            cancelled++;
        }
    }
}
