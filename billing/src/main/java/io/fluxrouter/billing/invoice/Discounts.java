package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.invoice.Discount;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The discounts that customers have on their subscriptions. Safe for all threads. */
public final class Discounts {
    private static final BigDecimal WHOLE = BigDecimal.valueOf(100);
    private static final BigDecimal MOST = BigDecimal.TEN.pow(12);

    private final Jdbi jdbi;
    private final InstantSource clock;

    public Discounts(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /**
     * A discount that somebody wants to give.
     *
     * @param subscriptionId null for all of the customer's
     * @param currency of a fixed sum; null for a part
     * @param validUntil null for ever
     */
    public record NewDiscount(
            UUID customerId,
            @Nullable UUID subscriptionId,
            InvoiceDiscount discount,
            @Nullable String currency,
            Instant validFrom,
            @Nullable Instant validUntil) {}

    public CustomerDiscount add(UUID organizationId, NewDiscount wanted) {
        InvoiceDiscount discount = checked(wanted.discount());
        boolean fixed = discount.discount() instanceof Discount.Fixed;
        if (fixed != (wanted.currency() != null)) {
            throw Fields.invalid("A sum has a currency, a part has none.", "currency");
        }
        String currency = wanted.currency() == null ? null : currency(wanted.currency());
        Instant until = wanted.validUntil();
        if (until != null && until.isBefore(wanted.validFrom())) {
            throw Fields.invalid("valid_until is before valid_from.", "valid_until");
        }
        CustomerDiscount added =
                new CustomerDiscount(
                        UUID.randomUUID(),
                        wanted.customerId(),
                        wanted.subscriptionId(),
                        discount,
                        currency,
                        wanted.validFrom(),
                        until);
        jdbi.useTransaction(
                tx -> {
                    requireCustomer(tx, organizationId, wanted);
                    insert(tx, added, clock.instant().truncatedTo(ChronoUnit.MICROS));
                });
        return added;
    }

    /** Ends it now; NOT_FOUND for an unknown one. */
    public void end(UUID organizationId, UUID id) {
        int ended =
                jdbi.withHandle(
                        handle ->
                                handle.execute(
                                        """
                                        UPDATE customer_discount d SET valid_until = greatest(valid_from, ?)
                                        FROM customer c
                                        WHERE d.id = ? AND c.id = d.customer_id AND c.organization_id = ?
                                        """,
                                        clock.instant(),
                                        id,
                                        organizationId));
        if (ended == 0) throw ApiError.of(Refusal.NOT_FOUND, "There is no such discount.");
    }

    /** All that the customer ever had, oldest first. */
    public List<CustomerDiscount> of(UUID organizationId, UUID customerId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT d.* FROM customer_discount d
                                        JOIN customer c ON c.id = d.customer_id
                                        WHERE c.id = :customer AND c.organization_id = :organization
                                        ORDER BY d.created_at, d.id
                                        """)
                                .bind("customer", customerId)
                                .bind("organization", organizationId)
                                .map((row, context) -> read(row))
                                .list());
    }

    /** Those of each of these customers, in the order they were given. */
    static Map<UUID, List<CustomerDiscount>> of(Handle handle, Collection<UUID> customerIds) {
        return handle
                .createQuery(
                        """
                        SELECT * FROM customer_discount WHERE customer_id = ANY(:ids)
                        ORDER BY created_at, id
                        """)
                .bind("ids", SqlArray.uuids(customerIds))
                .map((row, context) -> read(row))
                .stream()
                .collect(Collectors.groupingBy(CustomerDiscount::customerId));
    }

    /** A discount as it may be; INVALID_VALUE that names the field otherwise. */
    static InvoiceDiscount checked(InvoiceDiscount wanted) {
        Fields.text(wanted.name(), "discount.name");
        switch (wanted.discount()) {
            case Discount.Percent(var percent) -> {
                if (percent.signum() <= 0 || percent.compareTo(WHOLE) > 0 || percent.scale() > 6) {
                    throw Fields.invalid("percent_off must be above 0, to 100.", "percent_off");
                }
            }
            case Discount.Fixed(var amount) -> {
                if (amount.signum() <= 0 || amount.compareTo(MOST) > 0 || amount.scale() > 6) {
                    throw Fields.invalid("amount_off must be above 0, to 1e12.", "amount_off");
                }
            }
        }
        return wanted;
    }

    /** An ISO 4217 code that has a minor unit. */
    static String currency(String code) {
        if (code.matches("[A-Z]{3}") && hasMinorUnit(code)) return code;
        throw Fields.invalid("currency must be a code like USD.", "currency");
    }

    private static boolean hasMinorUnit(String code) {
        return Currency.getAvailableCurrencies().stream()
                .anyMatch(
                        one ->
                                one.getCurrencyCode().equals(code)
                                        && one.getDefaultFractionDigits() >= 0);
    }

    private static void requireCustomer(Handle tx, UUID organizationId, NewDiscount wanted) {
        boolean known =
                tx.createQuery(
                                """
                                SELECT count(*) > 0 FROM customer c
                                WHERE c.id = :customer AND c.organization_id = :organization
                                  AND (CAST(:subscription AS uuid) IS NULL OR EXISTS (
                                      SELECT FROM subscription s WHERE s.customer_id = c.id
                                      AND s.id = CAST(:subscription AS uuid)))
                                """)
                        .bind("customer", wanted.customerId())
                        .bind("organization", organizationId)
                        .bind("subscription", wanted.subscriptionId())
                        .mapTo(Boolean.class)
                        .one();
        if (!known) throw ApiError.of(Refusal.NOT_FOUND, "There is no such customer.");
    }

    private static void insert(Handle tx, CustomerDiscount added, Instant now) {
        Discount discount = added.discount().discount();
        tx.createUpdate(
                        """
                        INSERT INTO customer_discount (id, customer_id, subscription_id, name, percent_off,
                            amount_off, currency, valid_from, valid_until, created_at)
                        VALUES (:id, :customer, CAST(:subscription AS uuid), :name,
                            CAST(:percent AS numeric), CAST(:amount AS numeric), :currency, :from,
                            CAST(:until AS timestamptz), :now)
                        """)
                .bind("id", added.id())
                .bind("customer", added.customerId())
                .bind("subscription", added.subscriptionId())
                .bind("name", added.discount().name())
                .bind("percent", discount instanceof Discount.Percent(var part) ? part : null)
                .bind("amount", discount instanceof Discount.Fixed(var sum) ? sum : null)
                .bind("currency", added.currency())
                .bind("from", added.validFrom())
                .bind("until", added.validUntil())
                .bind("now", now)
                .execute();
    }

    private static CustomerDiscount read(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("valid_until", OffsetDateTime.class);
        Discount discount =
                Optional.ofNullable(row.getBigDecimal("percent_off"))
                        .<Discount>map(Discount.Percent::new)
                        .orElse(null);
        if (discount == null) discount = new Discount.Fixed(row.getBigDecimal("amount_off"));
        return new CustomerDiscount(
                row.getObject("id", UUID.class),
                row.getObject("customer_id", UUID.class),
                row.getObject("subscription_id", UUID.class),
                new InvoiceDiscount(row.getString("name"), discount),
                row.getString("currency"),
                row.getObject("valid_from", OffsetDateTime.class).toInstant(),
                until == null ? null : until.toInstant());
    }
}
