package io.ringfence.engine.assembly;

import io.ringfence.engine.operator.CommandRefused;
import io.ringfence.engine.warmup.WarmUp;
import io.ringfence.engine.watch.RunWatch;
import io.ringfence.gateway.binance.BookSyncs;
import io.ringfence.gateway.binance.InstrumentDirectory;
import io.ringfence.gateway.session.MarketDataSession;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.ChannelState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which instruments are followed while an engine runs. What is added is defined, warmed up and subscribed to, in that order, on a
 * thread of the operator's that may wait for the venue; its memory was taken at the start. What is dropped stays followed until it is flat and has no order, so that
 * nothing held is ever without its stop; then its market data ends. Should something be held of it again, by whoever's hand, it is
 * followed again. Has a thread of its own that looks; commands come on the operator's.
 */
final class Roster {
    private static final long INTERVAL_MS = 1_000;
    private static final long JOIN_MS = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(Roster.class);

    /** The venue's word on a symbol. */
    interface Listed {
        /** @throws CommandRefused if the venue doesn't list it, doesn't trade it, or can't be asked */
        Instrument ask(String symbol) throws CommandRefused, InterruptedException;
    }

    /** How the account holds what comes. */
    interface Holding {
        /**
         * @return tells it, behind the instrument's definition
         * @throws CommandRefused if the venue can't be asked
         */
        Runnable ask(Instrument instrument) throws CommandRefused, InterruptedException;
    }

    private final List<Instrument> followed;
    private final Listed listed;
    private final Holding holding;
    private final FirstEvents events;
    private final InstrumentDirectory directory;
    private final BookSyncs books;
    private final IntConsumer loseBook;
    private final MarketDataSession market;
    private final Optional<WarmUp> warmUp;
    private final RunWatch watch;
    private final Map<Integer, Instrument> dropped = new HashMap<>();
    private final Thread thread;
    private final int spares;
    private int sparesTaken;

    /**
     * @param followed from the start on; changed here alone, and read by any thread
     * @param events   of this alone
     * @param loseBook has the inbound thread forget a book
     * @param spares   how many new ones there is memory for
     */
    Roster(
            final List<Instrument> followed,
            final Listed listed,
            final Holding holding,
            final FirstEvents events,
            final InstrumentDirectory directory,
            final BookSyncs books,
            final IntConsumer loseBook,
            final MarketDataSession market,
            final Optional<WarmUp> warmUp,
            final RunWatch watch,
            final int spares) {
        this.followed = followed;
        this.listed = listed;
        this.holding = holding;
        this.events = events;
        this.directory = directory;
        this.books = books;
        this.loseBook = loseBook;
        this.market = market;
        this.warmUp = warmUp;
        this.watch = watch;
        this.spares = spares;
        thread = new Thread(this::run, "roster");
        thread.setDaemon(true);
        thread.setPriority(Thread.MIN_PRIORITY);
    }

    void start() {
        thread.start();
    }

    /** Ends its thread. */
    void stop() throws InterruptedException {
        thread.interrupt();
        thread.join(JOIN_MS);
    }

    private void run() {
        try {
            while (true) {
                Thread.sleep(INTERVAL_MS);
                tend();
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (final IllegalStateException e) {
            LOG.warn("what was dropped stays followed: {}", e.getMessage());
        }
    }

    /** One of those followed from the start is to go: an engine before this one was told so. */
    synchronized void leave(final Instrument instrument) {
        dropped.put(instrument.id(), instrument);
    }

    /** Has {@code symbol} followed; the command that lets it be traded comes behind this. Nobody else waits while the venue is asked. */
    Instrument add(final String symbol) throws CommandRefused, InterruptedException {
        final Optional<Instrument> known = takeBack(symbol);
        if (known.isPresent()) {
            return known.get();
        }
        final Instrument instrument = listed.ask(symbol);
        return add(symbol, instrument, holding.ask(instrument));
    }

    private synchronized Optional<Instrument> takeBack(final String symbol) throws CommandRefused {
        final Optional<Instrument> known = find(symbol);
        if (known.isPresent() && dropped.remove(known.get().id()) == null) {
            throw new CommandRefused(symbol + " is followed already");
        }
        return known;
    }

    private synchronized Instrument add(final String symbol, final Instrument instrument, final Runnable held)
            throws CommandRefused, InterruptedException {
        final Optional<Instrument> known = takeBack(symbol);
        if (known.isPresent()) {
            return known.get();
        }
        if (!directory.contains(instrument.id())) {
            requireRoom(symbol);
            directory.add(instrument);
            sparesTaken++;
        }
        dropped.remove(instrument.id());
        follow(instrument);
        held.run();
        return instrument;
    }

    private void requireRoom(final String symbol) throws CommandRefused {
        if (sparesTaken == spares) {
            throw new CommandRefused("there is no room for " + symbol + ": spareInstruments=" + spares
                    + " are taken; a restart gives room, and so does a larger number");
        }
    }

    /** Has {@code symbol} go as soon as it is flat; the command after which nothing is opened comes behind this. */
    synchronized Instrument drop(final String symbol) throws CommandRefused {
        final Instrument instrument = named(symbol);
        if (dropped.containsKey(instrument.id())) {
            throw new CommandRefused(symbol + " is dropped already, and goes when it is flat");
        }
        if (followed.stream().allMatch(one -> one.id() == instrument.id() || dropped.containsKey(one.id()))) {
            throw new CommandRefused(symbol + " is the last one: stop the engine instead");
        }
        dropped.put(instrument.id(), instrument);
        return instrument;
    }

    /** Lets go what is flat, and takes back what isn't any more; what was read before they were dropped may be too old by now. */
    private void tend() throws InterruptedException {
        if (!isEmpty() && watch.awaitCaughtUp(System.nanoTime() + TimeUnit.SECONDS.toNanos(1))) {
            tendAll();
        }
    }

    private synchronized boolean isEmpty() {
        return dropped.isEmpty();
    }

    private synchronized void tendAll() throws InterruptedException {
        for (final Instrument instrument : new ArrayList<>(dropped.values())) {
            final boolean isFollowed = find(instrument.symbol()).isPresent();
            if (isFollowed && watch.isAtRest(instrument.id())) {
                release(instrument);
            } else if (!isFollowed && !watch.isAtRest(instrument.id())) {
                LOG.warn("{} was dropped and is held again: it is followed until it is flat", instrument.symbol());
                follow(instrument);
            }
        }
    }

    private void follow(final Instrument instrument) throws InterruptedException {
        books.watch(instrument.id());
        watch.know(instrument);
        followed.add(instrument);
        events.instrument(instrument);
        events.listening(instrument.id(), ChannelState.UP);
        if (warmUp.isPresent()) {
            warmUp.get().add(instrument);
        }
        market.add(instrument.symbol());
        LOG.info("{} is followed from now on", instrument.symbol());
    }

    private void release(final Instrument instrument) {
        market.remove(instrument.symbol());
        events.listening(instrument.id(), ChannelState.DOWN);
        loseBook.accept(instrument.id());
        warmUp.ifPresent(warm -> warm.remove(instrument.id()));
        followed.removeIf(one -> one.id() == instrument.id());
        LOG.info("{} is flat and was dropped: it is followed no more", instrument.symbol());
    }

    /** One that is followed. */
    Instrument named(final String symbol) throws CommandRefused {
        return find(symbol).orElseThrow(() -> new CommandRefused(symbol + " isn't followed; there are: " + symbols()));
    }

    private Optional<Instrument> find(final String symbol) {
        return followed.stream().filter(one -> one.symbol().equals(symbol)).findFirst();
    }

    private String symbols() {
        final List<String> symbols = followed.stream().map(Instrument::symbol).toList();
        return symbols.size() <= 10 ? String.join(", ", symbols) : symbols.subList(0, 10) + " of " + symbols.size();
    }
}
