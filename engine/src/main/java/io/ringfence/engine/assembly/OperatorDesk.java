package io.ringfence.engine.assembly;

import io.ringfence.engine.config.RiskConduct.KillChoice;
import io.ringfence.engine.lane.Halt;
import io.ringfence.engine.operator.CommandRefused;
import io.ringfence.engine.operator.CommandTaker;
import io.ringfence.engine.operator.OperatorCommand;
import io.ringfence.gateway.session.HandOver;
import io.ringfence.journal.event.Instrument;
import io.ringfence.journal.message.Command;
import io.ringfence.journal.message.CommandOrigin;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Turns what operators ask into inbound events, of one instrument, or one for the account and one per instrument so that each gets its decisions at once, and waits until every stage is done with them. Every
 * command of the process is given through it, so that it knows which of those that were published are whose.
 */
final class OperatorDesk implements CommandTaker {
    private static final long PATIENCE_MS = 10_000;
    /** The account, and every instrument that nobody names. */
    private static final int ALL = 0;

    private final List<Instrument> instruments;
    private final int epoch;
    private final CommandEcho echo;
    private final LongSupplier reached;
    private final Halt halt;
    private final FirstEvents events;
    /** Of the thread that adds instruments. */
    private final FirstEvents additions;

    private final Supplier<Roster> roster;
    private final AtomicLong given = new AtomicLong();

    /**
     * @param reached the last event that all stages are done with
     * @param roster  of the engine's instruments, there when the first command comes
     */
    OperatorDesk(
            final List<Instrument> instruments,
            final HandOver handOver,
            final int account,
            final int epoch,
            final CommandEcho echo,
            final LongSupplier reached,
            final Halt halt,
            final Supplier<Roster> roster) {
        this.roster = roster;
        this.instruments = instruments;
        this.epoch = epoch;
        this.echo = echo;
        this.reached = reached;
        this.halt = halt;
        events = new FirstEvents(handOver.waitingSink(), account);
        additions = new FirstEvents(handOver.waitingSink(), account);
    }

    /** Gives a command of the engine itself, through the caller's own events. Any thread. */
    void give(final FirstEvents through, final Command command, final int instrument) {
        give(through, command, CommandOrigin.OPERATOR, instrument);
    }

    private void give(
            final FirstEvents through, final Command command, final CommandOrigin origin, final int instrument) {
        given.incrementAndGet();
        through.command(command, origin, instrument);
    }

    /** Holds entries of an instrument until the next start, or until resumed. */
    void pause(final FirstEvents through, final int instrument) {
        given.incrementAndGet();
        through.command(Command.PAUSE, CommandOrigin.LIMIT, instrument);
    }

    /** Throws the kill switch for all instruments. Called by the one thread that owns {@code through}. */
    void kill(final FirstEvents through, final KillChoice level, final CommandOrigin origin) {
        give(through, of(level), origin, ALL);
        instruments.forEach(instrument -> give(through, of(level), origin, instrument.id()));
    }

    private static Command of(final KillChoice level) {
        return switch (level) {
            case REDUCE_ONLY -> Command.REDUCE_ONLY;
            case CANCEL_ALL -> Command.CANCEL_ALL;
            case FLATTEN -> Command.FLATTEN;
        };
    }

    @Override
    public Done take(final OperatorCommand command, final String symbol) throws CommandRefused, InterruptedException {
        requireRunning();
        try {
            give(command, symbol);
        } catch (final IllegalStateException e) {
            throw new CommandRefused(e.getMessage());
        }
        final long target = given.get();
        final long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (echo.newest().count() < target) {
            waitUntil(deadlineNanos);
        }
        final long sequence = echo.newest().sequence();
        while (reached.getAsLong() < sequence) {
            waitUntil(deadlineNanos);
        }
        return new Done(epoch, sequence);
    }

    private void give(final OperatorCommand command, final String symbol) throws CommandRefused, InterruptedException {
        if (command == OperatorCommand.ADD) {
            give(additions, Command.ADD, roster.get().add(symbol).id());
        } else if (command == OperatorCommand.DROP) {
            give(events, Command.DROP, roster.get().drop(symbol).id());
        } else if (command == OperatorCommand.SNAPSHOT) {
            given.incrementAndGet();
            events.snapshotRequest();
        } else if (symbol.isEmpty()) {
            give(events, of(command), ALL);
            instruments.forEach(instrument -> give(events, of(command), instrument.id()));
        } else {
            give(events, of(command), roster.get().named(symbol).id());
        }
    }

    private static Command of(final OperatorCommand command) {
        return switch (command) {
            case PAUSE -> Command.PAUSE;
            case RESUME -> Command.RESUME;
            case LIFT -> Command.LIFT;
            case REDUCE_ONLY -> Command.REDUCE_ONLY;
            case CANCEL_ALL -> Command.CANCEL_ALL;
            case FLATTEN -> Command.FLATTEN;
            case SNAPSHOT -> Command.SNAPSHOT;
            case ADD -> Command.ADD;
            case DROP -> Command.DROP;
        };
    }

    private void waitUntil(final long deadlineNanos) throws CommandRefused, InterruptedException {
        requireRunning();
        if (System.nanoTime() > deadlineNanos) {
            throw new CommandRefused("the engine didn't get to it within " + PATIENCE_MS + " ms; it may still do so");
        }
        Thread.sleep(1);
    }

    private void requireRunning() throws CommandRefused {
        if (halt.isLit()) {
            throw new CommandRefused("the engine has halted");
        }
    }
}
