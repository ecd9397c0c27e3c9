package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.invoice.TaxRate;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Which tax an organisation charges customers of a country: its own rule, or the usual rate of
 * {@link TaxTable}. Without the organisation's country, or the customer's, there is no tax (the
 * reference: rate(customer country, organisation country)). Safe for all threads.
 */
public final class Taxes {
    private static final Set<String> COUNTRIES =
            Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);
    private static final BigDecimal MOST = BigDecimal.valueOf(100);
    private static final int MOST_RULES = 250;

    private final Jdbi jdbi;
    private final InstantSource clock;

    public Taxes(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Where the organisation is taxed. */
    public Optional<String> country(UUID organizationId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT country FROM organization WHERE id = :id")
                                .bind("id", organizationId)
                                .mapTo(String.class)
                                .findOne());
    }

    /** Null: it charges no tax from now on. */
    public void setCountry(UUID organizationId, @Nullable String country) {
        String code = country == null ? null : checkedCountry(country, "country");
        jdbi.useHandle(
                handle ->
                        handle.execute(
                                "UPDATE organization SET country = ? WHERE id = ?",
                                code,
                                organizationId));
    }

    /** Adds a rule from now on; it decides before older ones of the same countries. */
    public TaxRule addRule(
            UUID organizationId,
            String sellerCountry,
            String customerCountry,
            String name,
            BigDecimal percentage) {
        TaxRule rule =
                rule(new NewTaxRule(sellerCountry, customerCountry, name, percentage), now());
        jdbi.useHandle(handle -> insert(handle, organizationId, rule));
        return rule;
    }

    /** Country and rules at once: the rules that were valid end now. */
    public void replace(UUID organizationId, @Nullable String country, List<NewTaxRule> wanted) {
        Instant now = now();
        String code = country == null ? null : checkedCountry(country, "country");
        if (wanted.size() > MOST_RULES) {
            throw Fields.invalid("rules must be at most " + MOST_RULES + ".", "rules");
        }
        List<TaxRule> rules = wanted.stream().map(one -> rule(one, now)).toList();
        jdbi.useTransaction(
                tx -> {
                    tx.execute(
                            "UPDATE organization SET country = ? WHERE id = ?",
                            code,
                            organizationId);
                    tx.execute(
                            """
                            UPDATE tax_rule SET valid_until = greatest(valid_from, ?)
                            WHERE organization_id = ? AND valid_until IS NULL
                            """,
                            now,
                            organizationId);
                    rules.forEach(rule -> insert(tx, organizationId, rule));
                });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static TaxRule rule(NewTaxRule wanted, Instant now) {
        BigDecimal percentage = wanted.percentage();
        if (percentage.signum() < 0 || percentage.compareTo(MOST) > 0 || percentage.scale() > 6) {
            throw Fields.invalid("percentage must be from 0 to 100.", "percentage");
        }
        return new TaxRule(
                UUID.randomUUID(),
                checkedCountry(wanted.sellerCountry(), "seller_country"),
                checkedCountry(wanted.customerCountry(), "customer_country"),
                Fields.text(wanted.name(), "name"),
                percentage,
                now,
                null);
    }

    private static void insert(Handle handle, UUID organizationId, TaxRule rule) {
        handle.createUpdate(
                        """
                        INSERT INTO tax_rule (id, organization_id, seller_country,
                            customer_country, name, percentage, valid_from, created_at)
                        VALUES (:id, :organization, :sellerCountry, :customerCountry,
                            :name, :percentage, :validFrom, :validFrom)
                        """)
                .bind("organization", organizationId)
                .bindMethods(rule)
                .execute();
    }

    /** Ends a rule now; NOT_FOUND for none that is valid. */
    public void endRule(UUID organizationId, UUID ruleId) {
        int ended =
                jdbi.withHandle(
                        handle ->
                                handle.execute(
                                        """
                                        UPDATE tax_rule SET valid_until = greatest(valid_from, ?)
                                        WHERE id = ? AND organization_id = ? AND valid_until IS NULL
                                        """,
                                        clock.instant(),
                                        ruleId,
                                        organizationId));
        if (ended == 0) throw ApiError.of(Refusal.NOT_FOUND, "There is no such rule.");
    }

    /** Newest first. */
    public List<TaxRule> rules(UUID organizationId) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery(
                                        """
                                        SELECT * FROM tax_rule WHERE organization_id = :organization
                                        ORDER BY created_at DESC, id DESC
                                        """)
                                .bind("organization", organizationId)
                                .map((row, context) -> read(row))
                                .list());
    }

    /** What the tax goes by: whose invoice, and the countries of both, where they are known. */
    record Taxed(UUID organizationId, @Nullable String seller, @Nullable String customer) {}

    /** What is charged at a moment. */
    static List<TaxRate> rates(Handle handle, Taxed taxed, Instant at) {
        String seller = taxed.seller();
        String customer = taxed.customer();
        if (seller == null || customer == null) return List.of();
        return handle.createQuery(
                        """
                        SELECT name, percentage FROM tax_rule
                        WHERE organization_id = :organization AND seller_country = :seller
                          AND customer_country = :customer AND valid_from <= :at
                          AND (valid_until IS NULL OR valid_until > :at)
                        ORDER BY valid_from DESC, created_at DESC, id DESC LIMIT 1
                        """)
                .bind("organization", taxed.organizationId())
                .bind("seller", seller)
                .bind("customer", customer)
                .bind("at", at)
                .map((row, context) -> new TaxRate(row.getString(1), row.getBigDecimal(2)))
                .findOne()
                .map(List::of)
                .orElseGet(() -> TaxTable.standard().rates(seller, customer));
    }

    private static String checkedCountry(String country, String param) {
        String code = country.toUpperCase(Locale.ROOT);
        if (COUNTRIES.contains(code)) return code;
        throw Fields.invalid(param + " must be two letters like US.", param);
    }

    private static TaxRule read(ResultSet row) throws SQLException {
        OffsetDateTime until = row.getObject("valid_until", OffsetDateTime.class);
        return new TaxRule(
                row.getObject("id", UUID.class),
                row.getString("seller_country"),
                row.getString("customer_country"),
                row.getString("name"),
                row.getBigDecimal("percentage"),
                row.getObject("valid_from", OffsetDateTime.class).toInstant(),
                until == null ? null : until.toInstant());
    }
}
