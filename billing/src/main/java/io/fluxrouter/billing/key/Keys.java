package io.fluxrouter.billing.key;

import io.fluxrouter.billing.feed.News;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.Page;
import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes and revokes keys. What is changed holds on this node when the method returns, and
 * on the others as soon as they hear of it. Safe for all threads.
 */
public final class Keys {
    private static final int SECRET_BYTES = 32;
    private static final int SHOWN_DIGITS = 8;

    private final Jdbi jdbi;
    private final KeySpending spending;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    public Keys(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.spending = new KeySpending(jdbi);
        this.clock = clock;
    }

    /** Throws an {@link ApiError} INVALID_VALUE that names the field. */
    public IssuedKey create(NewKey wanted) {
        Instant now = now();
        KeyTerms terms = KeyTerms.of(wanted, now);
        String start =
                wanted.dialect() == Dialect.PROXY ? Dialect.PROXY_PREFIX : Dialect.FLUX_PREFIX;
        String secret = start + randomHex();
        ApiKey key =
                new ApiKey(
                        UUID.randomUUID(),
                        wanted.customerId(),
                        terms.name(),
                        secret.substring(0, start.length() + SHOWN_DIGITS),
                        wanted.dialect(),
                        terms.allowedModels(),
                        terms.allowedProviders(),
                        terms.allowedIps(),
                        terms.rateLimitRpm(),
                        terms.rateLimitTpm(),
                        terms.spendLimit(),
                        terms.spendLimitReset(),
                        terms.expiresAt(),
                        null,
                        now,
                        now);
        jdbi.useTransaction(tx -> insert(tx, key, KeyHash.of(secret)));
        return new IssuedKey(key, secret);
    }

    private static void insert(Handle tx, ApiKey key, KeyHash hash) {
        requireCustomer(tx, key.customerId());
        KeyRows.insert(tx, key, hash);
        Money limit = key.spendLimit();
        if (limit != null) KeySpending.open(tx, key, limit, key.createdAt());
        new News.KeyChanged(key.id()).send(tx);
    }

    public Optional<ApiKey> find(UUID id) {
        return jdbi.withHandle(handle -> KeyRows.find(handle, id));
    }

    /** Newest first, revoked ones too; of one customer, or of all. */
    public List<ApiKey> list(@Nullable UUID customerId, Page page) {
        return jdbi.withHandle(handle -> KeyRows.list(handle, customerId, page));
    }

    /** As {@link #create}; NOT_FOUND for an unknown id, CONFLICT for a revoked key. */
    public ApiKey update(UUID id, KeyChange change) {
        Instant now = now();
        prepareAccount(id, change, now);
        return jdbi.inTransaction(tx -> update(tx, id, change, now));
    }

    private static ApiKey update(Handle tx, UUID id, KeyChange change, Instant now) {
        ApiKey before = KeyRows.lock(tx, id);
        if (before.revokedAt() != null) {
            throw ApiError.of(Refusal.CONFLICT, "The key is revoked, for ever.");
        }
        ApiKey after = changed(before, KeyTerms.of(before, change, now), now);
        KeyRows.update(tx, after);
        Money limit = after.spendLimit();
        if (limit != null) KeySpending.limit(tx, before, after, limit, now);
        new News.KeyChanged(id).send(tx);
        return after;
    }

    /** A key that gets its first limit needs an account before the transaction that sets it. */
    private void prepareAccount(UUID id, KeyChange change, Instant now) {
        if (!change.spendLimit().isSet()) return;
        Optional<ApiKey> key = find(id);
        if (key.isEmpty() || key.get().spendLimit() != null) return;
        KeyTerms terms = KeyTerms.of(key.get(), change, now);
        if (terms.spendLimit() != null) spending.prepare(key.get(), terms.spendLimitReset(), now);
    }

    private static ApiKey changed(ApiKey before, KeyTerms terms, Instant now) {
        return new ApiKey(
                before.id(),
                before.customerId(),
                terms.name(),
                before.prefix(),
                before.dialect(),
                terms.allowedModels(),
                terms.allowedProviders(),
                terms.allowedIps(),
                terms.rateLimitRpm(),
                terms.rateLimitTpm(),
                terms.spendLimit(),
                terms.spendLimitReset(),
                terms.expiresAt(),
                before.revokedAt(),
                before.createdAt(),
                now);
    }

    /**
     * For ever, and at once on this node. Repeating it changes nothing. NOT_FOUND for an unknown
     * id.
     */
    public ApiKey revoke(UUID id) {
        return jdbi.inTransaction(
                tx -> {
                    if (KeyRows.lock(tx, id).revokedAt() == null) {
                        KeyRows.revoke(tx, id, now());
                        new News.KeyChanged(id).send(tx);
                    }
                    return KeyRows.lock(tx, id);
                });
    }

    private static void requireCustomer(Handle tx, UUID id) {
        boolean exists =
                tx.createQuery(
                                "SELECT EXISTS (SELECT 1 FROM customer WHERE id = :id AND archived_at IS NULL)")
                        .bind("id", id)
                        .mapTo(Boolean.class)
                        .one();
        if (!exists) throw Fields.invalid("There is no such customer.", "customer_id");
    }

    private String randomHex() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** As fine as the database keeps it, so that what is returned equals what is read later. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
