package io.fluxrouter.billing.key;

import io.fluxrouter.billing.feed.News;
import io.fluxrouter.billing.feed.NewsListener;
import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.access.Callers;
import io.fluxrouter.core.access.KeyHash;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * All keys in memory, as the database had them when this node last made or heard of a change. Keys
 * are never forgotten, so a revoked one is told apart from one nobody ever had.
 *
 * <p>Threads: {@link #find} reads without a lock. Refreshing takes one, from the query until its
 * rows are in place, so that an older answer cannot overwrite a newer one.
 */
public final class StoredCallers implements Callers, NewsListener {
    private final Jdbi jdbi;
    private final ConcurrentHashMap<KeyHash, Caller> callers = new ConcurrentHashMap<>();
    private final Object refreshing = new Object();

    private StoredCallers(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Reads all keys. */
    public static StoredCallers load(Jdbi jdbi) {
        StoredCallers callers = new StoredCallers(jdbi);
        callers.reloadAll();
        return callers;
    }

    @Override
    public @Nullable Caller find(KeyHash hash) {
        return callers.get(hash);
    }

    @Override
    public void heard(News news) {
        switch (news) {
            case News.KeyChanged(UUID id) -> refresh(tx -> CallerRows.ofKey(tx, id));
            case News.CustomerChanged(UUID id) -> refresh(tx -> CallerRows.ofCustomer(tx, id));
            case News.PlansChanged() -> reloadAll();
            case News.SpendChanged(UUID _), News.CapMoved(UUID _) -> {
                // What an account has left is asked for when it is leased.
            }
        }
    }

    @Override
    public void reloadAll() {
        refresh(CallerRows::all);
    }

    private void refresh(Function<Handle, List<CallerRows.Known>> query) {
        // The connection first: who comes from a commit has one, and may not wait for those who
        // wait for one.
        jdbi.useHandle(
                handle -> {
                    synchronized (refreshing) {
                        query.apply(handle)
                                .forEach(known -> callers.put(known.hash(), known.caller()));
                    }
                });
    }
}
