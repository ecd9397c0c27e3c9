package io.fluxrouter.billing.credit;

import io.fluxrouter.core.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Prepaid or promotional money of a customer.
 *
 * @param remaining what has neither been spent nor expired, nor gone to a debt when it was given
 * @param expiresAt the first instant it can no longer be spent; null for never
 */
public record CreditGrant(
        UUID id,
        UUID customerId,
        CreditKind kind,
        int priority,
        Money amount,
        Money remaining,
        @Nullable Instant expiresAt,
        Instant createdAt,
        String author,
        @Nullable String reason) {

    /** Of a row of {@code credit_grant}. */
    public static CreditGrant read(ResultSet row) throws SQLException {
        OffsetDateTime expiresAt = row.getObject("expires_at", OffsetDateTime.class);
        return new CreditGrant(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                CreditKind.byKey(row.getString("kind")),
                row.getInt("priority"),
                Money.ofNanos(row.getLong("amount_nanos")),
                Money.ofNanos(row.getLong("remaining_nanos")),
                expiresAt == null ? null : expiresAt.toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getString("author"),
                row.getString("reason"));
    }
}
