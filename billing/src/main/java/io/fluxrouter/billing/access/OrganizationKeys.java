package io.fluxrouter.billing.access;

import io.fluxrouter.billing.feed.News;
import io.fluxrouter.billing.feed.NewsListener;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes, finds and revokes the keys of organisations. Keys in use are remembered, so that a tracked
 * event costs no look-up; a revoked one is forgotten as soon as this is told: at once on the node
 * that revoked it, by {@link io.fluxrouter.billing.feed.LocalNews}.
 *
 * <p>Threads: safe for all.
 */
public final class OrganizationKeys implements NewsListener {
    private static final int SECRET_BYTES = 32;
    private static final int SHOWN_DIGITS = 8;

    /** How exact {@code last_used_at} is: one write per key and minute. */
    private static final Duration USE_STEP = Duration.ofMinutes(1);

    private record Known(OrganizationKey key, Instant noted) {}

    private final Jdbi jdbi;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<KeyHash, Known> known = new ConcurrentHashMap<>();
    private final Object remembering = new Object();

    /** Counts what was forgotten, so that a row read before is not remembered after. */
    private volatile long forgotten;

    public OrganizationKeys(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Throws an {@link ApiError} INVALID_VALUE that names the field. */
    public IssuedOrganizationKey create(
            UUID organizationId, Mode mode, String name, Collection<String> scopes) {
        String start = "sk_" + mode.key() + "_";
        String secret = start + randomHex();
        OrganizationKey key =
                new OrganizationKey(
                        UUID.randomUUID(),
                        organizationId,
                        mode,
                        Fields.text(name, "name"),
                        secret.substring(0, start.length() + SHOWN_DIGITS),
                        scopes(scopes),
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        null,
                        null);
        jdbi.useTransaction(tx -> OrganizationKeyRows.insert(tx, key, KeyHash.of(secret)));
        return new IssuedOrganizationKey(key, secret);
    }

    private static Set<Scope> scopes(Collection<String> wanted) {
        if (wanted.isEmpty()) throw wrongScopes();
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        for (String scope : wanted) {
            scopes.add(Scope.ofKey(scope).orElseThrow(OrganizationKeys::wrongScopes));
        }
        return scopes;
    }

    private static ApiError wrongScopes() {
        return Fields.invalid("scopes must be 'usage.write', 'usage.read', or both.", "scopes");
    }

    /** Newest first, revoked ones too. */
    public Listing<OrganizationKey> list(UUID organizationId, NumberedPage page) {
        return jdbi.withHandle(handle -> OrganizationKeyRows.list(handle, organizationId, page));
    }

    /** For ever. Repeating it changes nothing. NOT_FOUND for an id the organisation has not. */
    public void revoke(UUID organizationId, UUID id) {
        jdbi.useTransaction(
                tx -> {
                    if (!OrganizationKeyRows.revoke(tx, organizationId, id, clock.instant())) {
                        throw ApiError.of(Refusal.NOT_FOUND, "There is no such API key.", "id");
                    }
                    new News.KeyChanged(id).send(tx);
                });
    }

    /** Whom the secret proves; empty for an unknown or revoked one. Notes that it was used. */
    public Optional<Principal> use(String secret) {
        KeyHash hash = KeyHash.of(canonical(secret));
        Known found = known.get(hash);
        if (found == null) {
            Optional<Known> read = read(hash);
            if (read.isEmpty()) return Optional.empty();
            found = read.get();
        }
        noteUse(hash, found);
        return Optional.of(found.key().principal());
    }

    /** The documentation's "org_live_…" names the same key as "sk_live_…", which the SDK wants. */
    private static String canonical(String secret) {
        boolean documented = secret.startsWith("org_live_") || secret.startsWith("org_test_");
        return documented ? "sk_" + secret.substring("org_".length()) : secret;
    }

    private Optional<Known> read(KeyHash hash) {
        long before = forgotten;
        Optional<Known> read =
                jdbi.withHandle(handle -> OrganizationKeyRows.findActive(handle, hash))
                        .map(key -> new Known(key, Instant.EPOCH));
        read.ifPresent(fresh -> remember(hash, fresh, before));
        return read;
    }

    private void remember(KeyHash hash, Known fresh, long before) {
        synchronized (remembering) {
            if (forgotten == before) known.put(hash, fresh);
        }
    }

    private void noteUse(KeyHash hash, Known found) {
        Instant now = clock.instant();
        if (now.isBefore(found.noted().plus(USE_STEP))) return;
        // Whoever replaces the entry writes; others that use the key in this moment need not.
        if (!known.replace(hash, found, new Known(found.key(), now))) return;
        jdbi.useHandle(handle -> OrganizationKeyRows.noteUse(handle, found.key().id(), now));
    }

    private void forget(UUID id) {
        synchronized (remembering) {
            forgotten++;
            known.values().removeIf(entry -> entry.key().id().equals(id));
        }
    }

    @Override
    public void heard(News news) {
        if (news instanceof News.KeyChanged(UUID id)) forget(id);
    }

    @Override
    public void reloadAll() {
        synchronized (remembering) {
            forgotten++;
            known.clear();
        }
    }

    private String randomHex() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
