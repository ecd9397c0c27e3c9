package io.fluxrouter.billing.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.feed.LocalNews;
import io.fluxrouter.billing.spend.SpendStates;
import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.spend.SpendState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Keys and customers in a real database, on one node. */
final class KeyFixture {
    static final Instant NOW = Instant.parse("2026-07-15T12:00:00Z");

    final Jdbi jdbi;
    final Customers customers;
    final StoredCallers callers;
    final Keys keys;

    KeyFixture(Jdbi jdbi) {
        this.jdbi = jdbi;
        this.customers = new Customers(jdbi, InstantSource.fixed(NOW));
        this.callers = StoredCallers.load(jdbi);
        jdbi.getConfig(LocalNews.class).listen(callers);
        this.keys = new Keys(jdbi, InstantSource.fixed(NOW));
    }

    Customer customer(String plan) {
        return customers.create(NewCustomer.onPlan("Acme", plan));
    }

    Caller caller(IssuedKey issued) {
        return Objects.requireNonNull(callers.find(KeyHash.of(issued.secret())));
    }

    Optional<SpendState> state(ApiKey key) {
        return new SpendStates(jdbi).state(KeySpending.account(key), NOW);
    }

    boolean somebodyWaitsForSettlers() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT count(*) > 0 FROM pg_stat_activity
                                        WHERE query LIKE '%pg_snapshot_xmin%'
                                        AND datname = current_database()
                                        AND pid <> pg_backend_pid()
                                        """)
                                .mapTo(Boolean.class)
                                .one());
    }

    /** A settled request of the key. */
    void event(ApiKey key, Instant occurredAt, long costNanos) {
        jdbi.useHandle(
                handle -> {
                    handle.execute(
                            "SELECT ensure_month('usage_event', CAST(? AS date))",
                            occurredAt.toString().substring(0, 7) + "-01");
                    insertEvent(handle, key, occurredAt, costNanos);
                });
    }

    void insertEvent(Handle handle, ApiKey key, Instant occurredAt, long costNanos) {
        handle.execute(
                """
                            INSERT INTO usage_event (id, occurred_at, customer_id, key_id,
                                requested_model, model, provider, lane, route_reason, prompt_tokens,
                                completion_tokens, cached_tokens, reasoning_tokens, cost_nanos,
                                market_cost_nanos, provider_cost_nanos, latency_ms, status, outcome,
                                streaming, estimated, overrun, settlement_id)
                            VALUES (?, ?, ?, ?, 'm', 'p/m', 'p', 'daily', 'pinned', 1, 1, 0, 0, ?, 0,
                                0, 1, 200, 'ok', false, false, false, 1)
                            """,
                UUID.randomUUID(),
                occurredAt,
                key.customerId(),
                key.id(),
                costNanos);
    }

    static ApiError refusal(ThrowingCallable call) {
        ApiError error = catchThrowableOfType(ApiError.class, call);
        assertThat(error).as("a refusal").isNotNull();
        return error;
    }
}
