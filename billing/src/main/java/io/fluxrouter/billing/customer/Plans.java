package io.fluxrouter.billing.customer;

import io.fluxrouter.core.access.RateLimit;
import io.fluxrouter.core.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The plans on offer. Safe for all threads. */
public final class Plans {
    private static final String SELECT =
            """
            SELECT code, title, position, monthly_fee_nanos, annual_fee_nanos, included_nanos,
                   ceiling_nanos, hard_stop, requests_per_second, requests_per_minute,
                   tokens_per_minute
            FROM plan
            """;

    private final Jdbi jdbi;

    public Plans(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** All of them, in the order they are shown. */
    public List<Plan> all() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(SELECT + "ORDER BY position, code")
                                .map((row, context) -> read(row))
                                .list());
    }

    public Optional<Plan> find(String code) {
        return jdbi.withHandle(handle -> find(handle, code));
    }

    static Optional<Plan> find(Handle handle, String code) {
        return handle.createQuery(SELECT + "WHERE code = :code")
                .bind("code", code)
                .map((row, context) -> read(row))
                .findOne();
    }

    private static Plan read(ResultSet row) throws SQLException {
        return new Plan(
                row.getString("code"),
                row.getString("title"),
                row.getInt("position"),
                Money.ofNanos(row.getLong("monthly_fee_nanos")),
                Money.ofNanos(row.getLong("annual_fee_nanos")),
                Money.ofNanos(row.getLong("included_nanos")),
                Money.ofNanos(row.getLong("ceiling_nanos")),
                row.getBoolean("hard_stop"),
                new RateLimit(
                        row.getInt("requests_per_second"),
                        row.getInt("requests_per_minute"),
                        row.getInt("tokens_per_minute")));
    }
}
