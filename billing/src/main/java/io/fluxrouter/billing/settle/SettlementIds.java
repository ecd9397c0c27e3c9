package io.fluxrouter.billing.settle;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jdbi.v3.core.Jdbi;

/**
 * Ids for settlements, fetched some at a time, so that a batch can be prepared without asking. Each
 * is given out once; those left over at the end are never used.
 *
 * <p>Threads: used by one at a time.
 */
final class SettlementIds {
    private static final int FETCHED = 32;

    private final Jdbi jdbi;
    private final Queue<Long> fetched = new ArrayDeque<>();

    SettlementIds(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    long next() {
        if (fetched.isEmpty()) fetch();
        return fetched.remove();
    }

    private void fetch() {
        jdbi.useHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT nextval('settlement_id') FROM generate_series(1, :count)
                                        """)
                                .bind("count", FETCHED)
                                .mapTo(Long.class)
                                .forEach(fetched::add));
    }
}
