package io.ringfence.benchmarks.subject;

import io.ringfence.benchmarks.rig.Cores;
import io.ringfence.benchmarks.rig.Latencies;
import io.ringfence.benchmarks.rig.RunQueue;
import io.ringfence.benchmarks.rig.Subject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/** The usual trading bot: a thread per step, an object per event, and something that blocks between any two threads. */
public final class QueuedBot implements Subject {
    private static final int STEPS = 6;
    private static final int CAPACITY = 4096;
    private static final long JOIN_MS = TimeUnit.SECONDS.toMillis(5);

    /** What stands between two steps. */
    public enum Between {
        QUEUES("an ArrayBlockingQueue between steps"),
        LOCKS("shared state behind a lock, wait and notify");

        private final String text;

        Between(final String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    /** An event, made anew each time; due 0 ends a step. */
    private record Message(long dueNanos, long price, long quantity) {
        static final Message LAST = new Message(0, 0, 0);
    }

    /** Between two steps. */
    private interface Passage {
        void put(Message message) throws InterruptedException;

        Message take() throws InterruptedException;
    }

    private record Queue(BlockingQueue<Message> queue) implements Passage {
        @Override
        public void put(final Message message) throws InterruptedException {
            queue.put(message);
        }

        @Override
        public Message take() throws InterruptedException {
            return queue.take();
        }
    }

    /** One lock for what two threads share. */
    private static final class Monitor implements Passage {
        private final Deque<Message> messages = new ArrayDeque<>();

        @Override
        public synchronized void put(final Message message) throws InterruptedException {
            while (messages.size() == CAPACITY) {
                wait();
            }
            messages.addLast(message);
            notifyAll();
        }

        @Override
        public synchronized Message take() throws InterruptedException {
            while (messages.isEmpty()) {
                wait();
            }
            final Message message = messages.removeFirst();
            notifyAll();
            return message;
        }
    }

    private final Between between;
    private final BusyThreads busy;
    private final Finish finish = new Finish();
    private final List<Passage> passages = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    public QueuedBot(final Cores cores, final Between between) {
        this.between = between;
        this.busy = new BusyThreads(cores);
    }

    @Override
    public String name() {
        return "bot, " + between.text();
    }

    @Override
    public void begin(final Latencies latencies) {
        finish.begin(latencies);
        for (int step = 0; step < STEPS; step++) {
            passages.add(between == Between.QUEUES ? new Queue(new ArrayBlockingQueue<>(CAPACITY)) : new Monitor());
        }
        for (int step = 0; step < STEPS; step++) {
            final int place = step;
            final Thread thread = new Thread(() -> run(place), "bot-" + step);
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        busy.await(STEPS);
    }

    private void run(final int step) {
        busy.enter(step + 1);
        final Passage in = passages.get(step);
        try {
            for (Message message = in.take(); message != Message.LAST; message = in.take()) {
                if (step + 1 < STEPS) {
                    passages.get(step + 1).put(message);
                } else {
                    finish.passed(message.dueNanos());
                }
            }
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<RunQueue> runQueues() {
        return List.of(); // Its threads wait for each other all the time: that is what is measured.
    }

    @Override
    public boolean offer(final long dueNanos) {
        try {
            passages.get(0).put(new Message(dueNanos, 1, 1));
            return true;
        } catch (final InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void idle() {
        Thread.yield(); // Its first step may share the driver's core.
    }

    @Override
    public long done() {
        return finish.done();
    }

    @Override
    public void end() throws InterruptedException {
        for (int step = 0; step < STEPS; step++) {
            passages.get(step).put(Message.LAST);
            threads.get(step).join(JOIN_MS);
            if (threads.get(step).isAlive()) {
                throw new IllegalStateException("a step of the bot hangs");
            }
        }
        threads.clear();
        passages.clear();
        busy.clear();
    }
}
