package io.fluxrouter.billing.spend;

import io.fluxrouter.billing.feed.News;
import io.fluxrouter.billing.feed.NewsListener;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.LeaseAnswer;
import io.fluxrouter.core.spend.LeaseRequest;
import io.fluxrouter.core.spend.Leases;
import io.fluxrouter.core.spend.SpendAccount;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases out of PostgreSQL. If a connection breaks while a lease is granted, the slice is out and
 * nobody has it: counted as leased, so no cap breaks. The next answer for the account, or a look at
 * it soon after, shows that more was granted than told, and the difference goes back.
 *
 * <p>Threads: safe for all; nothing here waits for the database but threads of its own.
 */
public final class StoredLeases implements Leases, NewsListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoredLeases.class);

    /** Statements at a time: fewer than the pool has connections, so that settling goes on. */
    private static final int STATEMENTS = 6;

    /** Between two calls for one account's idle slices. A storm of refusals is one call. */
    private static final Duration QUIET = Duration.ofMillis(300);

    private static final int REMEMBERED_CALLS = 10_000;

    private final LeaseRows rows;
    private final GiveBacks giveBacks;
    private final Doubts doubts;
    private final ConcurrentHashMap<UUID, Grants> grants = new ConcurrentHashMap<>();
    private final ExecutorService executor =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("lease-", 0).factory());
    private final Semaphore statements = new Semaphore(STATEMENTS, true);
    private final ConcurrentHashMap<UUID, Long> calledAtNanoTime = new ConcurrentHashMap<>();
    private final List<Consumer<UUID>> listeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<UUID>> capListeners = new CopyOnWriteArrayList<>();

    public StoredLeases(Jdbi jdbi, Node node) {
        this.rows = new LeaseRows(jdbi, node);
        this.giveBacks = new GiveBacks(rows);
        this.doubts = new Doubts(this::returnLost);
    }

    /**
     * Frees what an earlier run of this node left leased. Call it after that run's journal was
     * settled, which uses the leases up, and before the first {@link #take}.
     */
    public void releaseLeftovers() {
        rows.releaseAll();
    }

    @Override
    public CompletionStage<LeaseAnswer> take(LeaseRequest request) {
        return CompletableFuture.supplyAsync(() -> takeNow(request), executor);
    }

    /** One at a time for each account, which is all that a cell asks for. */
    private LeaseAnswer takeNow(LeaseRequest request) {
        UUID account = request.account().id();
        Grants known = grantsOf(account);
        known.lock.lock();
        statements.acquireUninterruptibly();
        try {
            LeaseRows.Taken taken = rows.take(request);
            giveBackLost(account, known.lost(taken.totalNanos(), taken.grantedNanos()));
            if (taken.othersHoldMoney()) callForIdleSlices(account);
            return taken.answer();
        } catch (ConnectionException notEvenSent) {
            throw notEvenSent;
        } catch (RuntimeException noAnswer) {
            doubts.add(account);
            throw noAnswer;
        } finally {
            statements.release();
            known.lock.unlock();
        }
    }

    private Grants grantsOf(UUID account) {
        return grants.computeIfAbsent(account, id -> new Grants());
    }

    /** Gives back what was granted and not told. False while an answer is awaited, which tells. */
    private boolean returnLost(UUID account) {
        Grants known = grantsOf(account);
        if (!known.lock.tryLock()) return false;
        try {
            giveBackLost(account, known.lost(rows.totalNanos(account), 0));
            return true;
        } finally {
            known.lock.unlock();
        }
    }

    private void giveBackLost(UUID account, long nanos) {
        if (nanos == 0) return;
        LOG.info("a lease of {} was granted without an answer and goes back", Money.ofNanos(nanos));
        giveBacks.add(account, nanos);
    }

    @Override
    public void giveBack(SpendAccount account, Money amount) {
        if (amount.isNegative()) throw new IllegalArgumentException("giving back " + amount);
        if (amount.isPositive()) giveBacks.add(account.id(), amount.nanos());
    }

    @Override
    public void onChange(Consumer<UUID> listener) {
        listeners.add(listener);
    }

    @Override
    public void onCapMoved(Consumer<UUID> listener) {
        capListeners.add(listener);
    }

    @Override
    public void heard(News news) {
        switch (news) {
            case News.SpendChanged(UUID account) -> tell(listeners, account);
            case News.CapMoved(UUID account) -> tell(capListeners, account);
            case News.KeyChanged _, News.CustomerChanged _, News.PlansChanged _ -> {
                // What they are bounded by moves with its own news.
            }
        }
    }

    /**
     * Any account may have changed; those with money here are the ones that can do something about
     * it.
     */
    @Override
    public void reloadAll() {
        for (UUID account : rows.leasedAccounts()) {
            tell(listeners, account);
            tell(capListeners, account);
        }
    }

    /** Tries for a moment to give back what is on its way. */
    @Override
    public void close() {
        executor.close();
        doubts.close();
        giveBacks.close();
    }

    private static void tell(List<Consumer<UUID>> listeners, UUID account) {
        listeners.forEach(listener -> listener.accept(account));
    }

    private void callForIdleSlices(UUID account) {
        if (!mayCall(account)) return;
        try {
            rows.announceShortage(account);
        } catch (RuntimeException failure) {
            // Only a courtesy to the next request: the answer to this one stands.
            LOG.warn("cannot call for idle slices: {}", failure.toString());
        }
    }

    private boolean mayCall(UUID account) {
        if (calledAtNanoTime.size() > REMEMBERED_CALLS) calledAtNanoTime.clear();
        long now = System.nanoTime();
        long last =
                calledAtNanoTime.merge(
                        account, now, (old, mine) -> mine - old >= QUIET.toNanos() ? mine : old);
        return last == now;
    }
}
