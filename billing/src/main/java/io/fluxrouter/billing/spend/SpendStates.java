package io.fluxrouter.billing.spend;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Reads what accounts have left, without changing them. Safe for all threads. */
public final class SpendStates {
    private final Jdbi jdbi;

    public SpendStates(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /**
     * The account at that instant: a period that began since the row was last used has nothing
     * settled. Empty for an account that does not exist, such as of a key without a limit.
     */
    public Optional<SpendState> state(SpendAccount account, Instant now) {
        Instant start = account.period().startOf(now);
        return jdbi.withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT period_start, cap_nanos, settled_nanos,
                                                       credit_nanos, owed_nanos, leased_nanos
                                                FROM spend_account WHERE id = :id
                                                """)
                                        .bind("id", account.id())
                                        .map((row, context) -> read(row))
                                        .findOne())
                .map(state -> rolled(state, start));
    }

    /** The row's columns, whatever statement read them. */
    static SpendState read(ResultSet row) throws SQLException {
        return new SpendState(
                row.getObject("period_start", OffsetDateTime.class).toInstant(),
                Money.ofNanos(row.getLong("cap_nanos")),
                Money.ofNanos(row.getLong("settled_nanos")),
                Money.ofNanos(row.getLong("credit_nanos")),
                Money.ofNanos(row.getLong("owed_nanos")),
                Money.ofNanos(row.getLong("leased_nanos")));
    }

    private static SpendState rolled(SpendState state, Instant start) {
        if (!start.isAfter(state.periodStart())) return state;
        return new SpendState(
                start, state.cap(), Money.ZERO, state.credit(), state.owed(), state.leased());
    }
}
