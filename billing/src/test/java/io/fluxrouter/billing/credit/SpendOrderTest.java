package io.fluxrouter.billing.credit;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.core.credit.Grant;
import io.fluxrouter.core.credit.GrantLife;
import io.fluxrouter.core.credit.GrantSource;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The database and the rules of credit spend grants in one order. */
class SpendOrderTest {
    private static final Instant NOW = Instant.parse("2026-07-15T12:00:00Z");
    private static final int GRANTS = 500;

    private final Jdbi jdbi = TestPostgres.freshDatabase().jdbi();
    private final UUID customer =
            new Customers(jdbi, InstantSource.fixed(NOW)).create(NewCustomer.prepaid("Acme")).id();

    @Test
    void the_order_of_sql_is_the_order_of_the_rules() {
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        List<Grant> grants = new ArrayList<>();
        for (int i = 0; i < GRANTS; i++) grants.add(random(random));
        jdbi.useTransaction(tx -> grants.forEach(grant -> insert(tx, grant)));
        assertThat(byDatabase())
                .as("seed %d", seed)
                .isEqualTo(grants.stream().sorted(Grant.SPEND_ORDER).map(Grant::id).toList());
    }

    /** Of few values each, so that every rule has ties to break. */
    private static Grant random(Random random) {
        Instant createdAt = NOW.minus(Duration.ofDays(random.nextInt(3)));
        return new Grant(
                new UUID(random.nextLong(), random.nextLong()).toString(),
                random.nextBoolean() ? GrantSource.PAID : GrantSource.PROMOTIONAL,
                random.nextInt(3),
                BigDecimal.ONE,
                GrantLife.from(createdAt, expiry(random)));
    }

    private static @Nullable Instant expiry(Random random) {
        int days = random.nextInt(3);
        return days == 0 ? null : NOW.plus(Duration.ofDays(days));
    }

    private void insert(Handle tx, Grant grant) {
        tx.createUpdate(
                        """
                        INSERT INTO credit_grant (id, customer_id, kind, priority, amount_nanos,
                            remaining_nanos, expires_at, created_at, author)
                        VALUES (CAST(:id AS uuid), :customer, :kind, :priority, 1, 1, :expiresAt,
                            :createdAt, 'test')
                        """)
                .bind("id", grant.id())
                .bind("customer", customer)
                .bind("kind", grant.source() == GrantSource.PAID ? "paid" : "promotional")
                .bind("priority", grant.priority())
                .bind("expiresAt", grant.life().expiresAt())
                .bind("createdAt", grant.life().createdAt())
                .execute();
    }

    private List<String> byDatabase() {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        "SELECT id::text FROM credit_grant ORDER BY "
                                                + SpendOrder.SQL)
                                .mapTo(String.class)
                                .list());
    }
}
