package io.fluxrouter.billing.key;

import io.fluxrouter.billing.terms.GatewayTerms;
import io.fluxrouter.billing.terms.TermText;
import io.fluxrouter.core.access.Block;
import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.access.Glob;
import io.fluxrouter.core.access.IpRange;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.access.KeyRules;
import io.fluxrouter.core.access.RateLimit;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Reads keys as the gateway needs them: with the customer's plan, and every limit worked out. */
final class CallerRows {
    private static final String SELECT =
            """
            SELECT k.id, k.customer_id, k.name, k.prefix, k.hash, k.dialect, k.allowed_models,
                   k.allowed_providers, k.allowed_ips, k.rate_limit_rpm, k.rate_limit_tpm,
                   k.spend_limit_nanos IS NOT NULL AS limited, k.spend_limit_reset, k.expires_at,
                   k.revoked_at, a.hard_stop, b.models, b.has_fee,
                   (SELECT kind FROM customer_block WHERE customer_id = c.id
                    ORDER BY kind DESC LIMIT 1) AS block, t.*
            FROM api_key k JOIN customer c ON c.id = k.customer_id
            LEFT JOIN spend_account a ON a.id = c.id
            LEFT JOIN gateway_terms t ON t.plan_id = a.plan_id AND t.version = a.plan_version
            LEFT JOIN gateway_bounds b ON b.plan_id = t.plan_id AND b.version = t.version
            """;

    private CallerRows() {}

    /** A key's hash and who it proves its bearer to be. */
    record Known(KeyHash hash, Caller caller) {}

    static List<Known> all(Handle handle) {
        return list(handle.createQuery(SELECT), HeldAccounts.read(handle, null));
    }

    static List<Known> ofKey(Handle handle, UUID id) {
        List<UUID> customer =
                handle.createQuery("SELECT customer_id FROM api_key WHERE id = :id")
                        .bind("id", id)
                        .mapTo(UUID.class)
                        .list();
        return list(
                handle.createQuery(SELECT + "WHERE k.id = :id").bind("id", id),
                HeldAccounts.read(handle, customer));
    }

    static List<Known> ofCustomer(Handle handle, UUID id) {
        return list(
                handle.createQuery(SELECT + "WHERE c.id = :id").bind("id", id),
                HeldAccounts.read(handle, List.of(id)));
    }

    private static List<Known> list(Query query, HeldAccounts held) {
        return query.map((row, context) -> read(row, held)).list();
    }

    private static Known read(ResultSet row, HeldAccounts held) throws SQLException {
        UUID keyId = row.getObject("id", UUID.class);
        UUID customerId = row.getObject("customer_id", UUID.class);
        GatewayTerms terms = GatewayTerms.read(row);
        Caller caller =
                new Caller(
                        keyId,
                        row.getString("name"),
                        row.getString("prefix"),
                        customerId,
                        KeyRows.dialect(row),
                        KeyRows.instant(row, "revoked_at") != null,
                        KeyRows.instant(row, "expires_at"),
                        rules(row),
                        limits(row, terms),
                        terms == null ? null : plan(row, terms),
                        Block.byKey(String.valueOf(row.getString("block"))).orElse(null),
                        accounts(row, keyId, held.of(customerId, keyId)));
        return new Known(KeyHash.fromBytes(row.getBytes("hash")), caller);
    }

    private static KeyRules rules(ResultSet row) throws SQLException {
        return new KeyRules(
                KeyRows.texts(row, "allowed_models").stream().map(Glob::new).toList(),
                Set.copyOf(KeyRows.texts(row, "allowed_providers")),
                KeyRows.texts(row, "allowed_ips").stream().map(IpRange::parse).toList(),
                TermText.models(row.getString("models")));
    }

    /** A plan that is soft ends hard in a trial, as the account then says. */
    private static Caller.Plan plan(ResultSet row, GatewayTerms terms) throws SQLException {
        if (!row.getBoolean("hard_stop")) {
            return new Caller.Plan(terms.code(), Caller.Allowance.INVOICED);
        }
        boolean paid = row.getBoolean("has_fee") || !terms.hardStop();
        return new Caller.Plan(
                terms.code(), paid ? Caller.Allowance.PREPAID : Caller.Allowance.FREE);
    }

    private static RateLimit limits(ResultSet row, @Nullable GatewayTerms terms)
            throws SQLException {
        RateLimit plan = terms == null ? GatewayTerms.DEFAULT_LIMITS : terms.limits();
        return new RateLimit(
                plan.perSecond(),
                lower(plan.perMinute(), row.getInt("rate_limit_rpm")),
                lower(plan.tokensPerMinute(), row.getInt("rate_limit_tpm")));
    }

    /** The plan's limit or the key's; 0, which is also read for null, is none. */
    private static int lower(int plan, int key) {
        return plan == 0 || key == 0 ? Math.max(plan, key) : Math.min(plan, key);
    }

    private static List<SpendAccount> accounts(ResultSet row, UUID keyId, List<SpendAccount> held)
            throws SQLException {
        List<SpendAccount> accounts = new ArrayList<>();
        if (row.getBoolean("limited")) {
            accounts.add(new SpendAccount(keyId, SpendAccount.Kind.KEY, KeyRows.reset(row)));
        }
        accounts.addAll(held);
        UUID customerId = row.getObject("customer_id", UUID.class);
        accounts.add(new SpendAccount(customerId, SpendAccount.Kind.CUSTOMER, SpendPeriod.MONTHLY));
        return accounts;
    }
}
