package io.fluxrouter.console.oidc;

import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's endpoints and public keys, asked for when first needed and kept for a while. A key
 * that is not known is asked for once more at once, so that a rotation is noticed with the first
 * token that the new key signed.
 *
 * <p>Threads: safe for all; one asks while the others wait for the same answer.
 */
final class Issuer {
    private static final Duration ENDPOINTS_KEPT = Duration.ofHours(1);

    /** How long a key that the issuer took back may still be believed. */
    private static final Duration KEYS_KEPT = Duration.ofMinutes(5);

    private final OidcSettings settings;
    private final IssuerClient client;
    private final InstantSource clock;
    private @Nullable Kept<IssuerEndpoints> endpoints;
    private @Nullable Kept<JWKSet> keys;

    private record Kept<T>(T value, Instant until) {}

    Issuer(OidcSettings settings, IssuerClient client, InstantSource clock) {
        this.settings = settings;
        this.client = client;
        this.clock = clock;
    }

    synchronized IssuerEndpoints endpoints() {
        Kept<IssuerEndpoints> kept = endpoints;
        if (kept != null && clock.instant().isBefore(kept.until())) return kept.value();
        IssuerEndpoints fresh =
                IssuerEndpoints.read(
                        client.get(IssuerEndpoints.document(settings.issuer()), "discovery"),
                        settings.issuer());
        endpoints = new Kept<>(fresh, clock.instant().plus(ENDPOINTS_KEPT));
        return fresh;
    }

    /** The keys that may have signed what has this header; empty where none may. */
    synchronized List<JWK> keysFor(JWSHeader header) {
        JWKSelector wanted = new JWKSelector(JWKMatcher.forJWSHeader(header));
        Kept<JWKSet> kept = keys;
        if (kept != null && clock.instant().isBefore(kept.until())) {
            List<JWK> known = wanted.select(kept.value());
            if (!known.isEmpty()) return known;
        }
        return wanted.select(freshKeys());
    }

    private JWKSet freshKeys() {
        String json = client.get(endpoints().keys(), "the key set").toString();
        try {
            JWKSet fresh = JWKSet.parse(json).toPublicJWKSet();
            keys = new Kept<>(fresh, clock.instant().plus(KEYS_KEPT));
            return fresh;
        } catch (ParseException unreadable) {
            throw new Untrusted("the key set cannot be read");
        }
    }
}
