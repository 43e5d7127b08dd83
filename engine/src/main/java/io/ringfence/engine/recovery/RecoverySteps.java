package io.ringfence.engine.recovery;

import io.ringfence.engine.process.ProcessAge;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** Tells what a start does, step by step, with the time that each took. Belongs to the starting thread. */
public final class RecoverySteps {
    private static final double NS_PER_MS = 1e6;

    private final Listener listener;
    private final List<Step> steps = new ArrayList<>();
    private final long startNanos;
    private long sinceNanos;

    /** One that is done: what it was, what it found, and how long it took. */
    public record Step(String name, String found, long elapsedNs) {
        @Override
        public String toString() {
            return String.format("%-14s %7.1f ms  %s", name, elapsedNs / NS_PER_MS, found);
        }
    }

    /** Told on the starting thread. */
    public interface Listener {
        void done(Step step);

        /** Something that people should know. */
        void said(String text);
    }

    /** @param lines told of each step when it is done */
    public RecoverySteps(final Consumer<String> lines) {
        this(
                new Listener() {
                    @Override
                    public void done(final Step step) {
                        lines.accept("recovery: " + step);
                    }

                    @Override
                    public void said(final String text) {
                        lines.accept("recovery: " + text);
                    }
                },
                System.nanoTime());
    }

    private RecoverySteps(final Listener listener, final long startNanos) {
        this.listener = listener;
        this.startNanos = startNanos;
        this.sinceNanos = startNanos;
    }

    /** Those of a process that does nothing else: the first step is its own start, as far as the system tells it. */
    public static RecoverySteps ofProcess(final Listener listener) {
        final OptionalLong ageNs = ProcessAge.ns();
        final RecoverySteps steps = new RecoverySteps(listener, System.nanoTime() - ageNs.orElse(0));
        if (ageNs.isPresent()) {
            steps.done("process", "Java " + Runtime.version().feature() + " has started, the configuration is read");
        }
        return steps;
    }

    /** {@link System#nanoTime} when this, or the process, began. */
    public long startNanos() {
        return startNanos;
    }

    /** Says that a step is done; the next one begins. */
    public void done(final String name, final String found) {
        final long now = System.nanoTime();
        final Step step = new Step(name, found, now - sinceNanos);
        sinceNanos = now;
        steps.add(step);
        listener.done(step);
    }

    /** Says something that people should know. */
    public void say(final String text) {
        listener.said(text);
    }

    /** Those done so far. */
    public List<Step> steps() {
        return List.copyOf(steps);
    }
}
