package io.ringfence.gateway.reconcile;

import io.ringfence.gateway.inbound.EventSink;
import io.ringfence.gateway.session.RequestBudget;
import io.ringfence.gateway.session.RestClient;
import io.ringfence.gateway.session.RestException;
import io.ringfence.gateway.session.SessionHost;
import io.ringfence.journal.event.Instrument;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the account what happened while nobody listened, each time user data comes up and whenever it is asked to, and
 * puts the answers among the inbound events: fills and order states of origin HISTORY, balances, positions, closed by
 * {@code Reconciled}. Fills that are known already come again; whoever books them knows them by their trade id.
 *
 * <p>What fails is tried again after 1, 2, 4, ... up to 30 s, or when the venue says; until it succeeds there is no
 * {@code Reconciled}. A run that user data overtakes is dropped for a new one.
 *
 * <p>{@link #request} may be called from any thread; runs on the blocking side, one run at a time.
 */
public final class Reconciler {
    /** A connection that died without a word is noticed some 15 s later, or minutes later by a machine that stood still; what it should have told is asked for again. */
    public static final long MARGIN_MS = 600_000;

    private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);
    private static final int WEIGHT_OF_TIME = 1;
    private static final long FIRST_RETRY_MS = 1_000;
    private static final long LAST_RETRY_MS = 30_000;

    private final RestClient rest;
    private final List<Instrument> instruments;
    private final String currency;
    private final AccountEvents events;
    private final SessionHost host;
    private final BooleanSupplier userDataIsUp;
    private final AtomicLong requests = new AtomicLong();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile boolean started;
    private final long firstMs;
    private long fromMs;
    private int failures;

    /**
     * @param rest         with the account's key
     * @param sink         one that waits for room, for this reconciler alone
     * @param currency     the account's, in which fees and the balance count
     * @param instruments  asked for at each run anew, so that it may be a list that changes and that any thread reads
     * @param fromMs       venue time from which on the first run wants fills: before it everything is known, or isn't ours
     * @param userDataIsUp e.g. {@link io.ringfence.gateway.session.UserDataSession#isUp}
     */
    public Reconciler(
            final RestClient rest,
            final List<Instrument> instruments,
            final int account,
            final String currency,
            final EventSink sink,
            final SessionHost host,
            final long fromMs,
            final BooleanSupplier userDataIsUp) {
        this.rest = rest;
        this.instruments = instruments;
        this.currency = currency;
        this.events = new AccountEvents(sink, account, currency);
        this.host = host;
        this.firstMs = fromMs;
        this.fromMs = fromMs;
        this.userDataIsUp = userDataIsUp;
    }

    /** From now on what is requested is done, and what was before. Any thread. */
    public void start() {
        started = true;
        if (requests.get() > 0) {
            beginIfIdle();
        }
    }

    /** Has a run begin now, or anew if one is under way; not before {@link #start}. Any thread. */
    public void request() {
        requests.incrementAndGet();
        beginIfIdle();
    }

    private void beginIfIdle() {
        if (started && running.compareAndSet(false, true)) {
            host.blockingSide().execute(this::run);
        }
    }

    private void run() {
        final long request = requests.get();
        long retryMs = 0;
        try {
            reconcile(() -> requests.get() != request || !userDataIsUp.getAsBoolean());
            failures = 0;
        } catch (final RestException e) {
            retryMs = fail(e.getMessage(), TimeUnit.SECONDS.toMillis(e.retryAfterS()));
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        } catch (final RuntimeException e) {
            LOG.error("the account's answers can't be used", e);
            retryMs = fail(e.toString(), 0);
        }
        running.set(false);
        if (retryMs > 0) {
            tryAgain(retryMs);
        } else if (requests.get() != request) {
            beginIfIdle();
        }
    }

    private void reconcile(final BooleanSupplier stale) throws RestException, InterruptedException {
        final long beganNanos = System.nanoTime();
        rest.budget().spend(WEIGHT_OF_TIME, RequestBudget.Purpose.ACCOUNT);
        final long nowMs = rest.timeMs();
        final Reconciliation run = new Reconciliation(rest, List.copyOf(instruments), stale);
        if (stale.getAsBoolean() || !run.ask(fromMs, nowMs)) {
            return;
        }
        final Reconciliation.Told told = run.tell(events, currency);
        if (stale.getAsBoolean()) {
            return;
        }
        events.reconciled(told.orders(), told.fills(), told.positions());
        LOG.info(
                "reconciled: orders={} fills={} positions={} fromMs={} ms={}",
                told.orders(),
                told.fills(),
                told.positions(),
                fromMs,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNanos));
        if (told.foreignFees() > 0) {
            LOG.warn(
                    "fees in another asset than {} count only as far as that asset has a price here: fills={}",
                    currency,
                    told.foreignFees());
        }
        fromMs = Math.max(firstMs, nowMs - MARGIN_MS);
    }

    private long fail(final String why, final long venueWantsMs) {
        failures++;
        final long retryMs =
                Math.max(venueWantsMs, Math.min(LAST_RETRY_MS, FIRST_RETRY_MS << Math.min(failures - 1, 5)));
        LOG.warn("not reconciled, so entries stay closed: {}; failures={} retryMs={}", why, failures, retryMs);
        return retryMs;
    }

    private void tryAgain(final long retryMs) {
        if (!host.loop().isShuttingDown()) {
            host.loop().schedule(this::beginIfIdle, retryMs, TimeUnit.MILLISECONDS);
        }
    }
}
