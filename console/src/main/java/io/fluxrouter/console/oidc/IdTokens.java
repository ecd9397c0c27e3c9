package io.fluxrouter.console.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.fluxrouter.billing.identity.IssuedIdentity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Believes an ID token or not, by the rules of OpenID Connect Core 1.0, section 3.1.3.7. Safe for
 * all threads.
 */
final class IdTokens {
    /**
     * Signatures by a private key only. Neither {@code none}, nor HS256 and its kind, by which
     * whoever knows a public key could sign if it were taken for the secret.
     */
    private static final Set<JWSAlgorithm> ALLOWED =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);

    /** How far two clocks may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final OidcSettings settings;
    private final Issuer issuer;
    private final InstantSource clock;
    private final DefaultJWSVerifierFactory verifiers = new DefaultJWSVerifierFactory();

    IdTokens(OidcSettings settings, Issuer issuer, InstantSource clock) {
        this.settings = settings;
        this.issuer = issuer;
        this.clock = clock;
    }

    /**
     * Throws {@link Untrusted} for a token that is not from the issuer, for us, for this sign-in.
     */
    IssuedIdentity check(String token, String nonce) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            requireSignature(jwt);
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            if (claims == null) throw new Untrusted("the token has no claims");
            requireForUs(claims);
            requireFresh(claims, nonce);
            return identity(claims);
        } catch (ParseException unreadable) {
            // An unsigned token ends here too: it has an algorithm that signs nothing.
            throw new Untrusted("the token is no signed JWT");
        }
    }

    private void requireSignature(SignedJWT jwt) {
        JWSHeader header = jwt.getHeader();
        if (!ALLOWED.contains(header.getAlgorithm())) {
            throw new Untrusted("the token's algorithm is not allowed");
        }
        List<JWK> keys = issuer.keysFor(header);
        if (keys.isEmpty()) throw new Untrusted("the token names no key of the issuer");
        if (keys.stream().noneMatch(key -> signed(jwt, key))) {
            throw new Untrusted("the token's signature is wrong");
        }
    }

    private boolean signed(SignedJWT jwt, JWK key) {
        if (!(key instanceof AsymmetricJWK pair)) return false;
        try {
            JWSVerifier verifier = verifiers.createJWSVerifier(jwt.getHeader(), pair.toPublicKey());
            return jwt.verify(verifier);
        } catch (JOSEException unfit) {
            return false;
        }
    }

    private void requireForUs(JWTClaimsSet claims) throws ParseException {
        if (!settings.issuer().toString().equals(claims.getIssuer())) {
            throw new Untrusted("the token is of another issuer");
        }
        List<String> audience = claims.getAudience();
        if (!audience.contains(settings.clientId())) {
            throw new Untrusted("the token is for another client");
        }
        String party = claims.getStringClaim("azp");
        boolean ours = party == null ? audience.size() == 1 : party.equals(settings.clientId());
        if (!ours) throw new Untrusted("the token was issued to another client");
    }

    private void requireFresh(JWTClaimsSet claims, String nonce) throws ParseException {
        Instant now = clock.instant();
        Date expiry = claims.getExpirationTime();
        if (expiry == null || !now.minus(SKEW).isBefore(expiry.toInstant())) {
            throw new Untrusted("the token has expired");
        }
        if (isLater(claims.getNotBeforeTime(), now) || isLater(claims.getIssueTime(), now)) {
            throw new Untrusted("the token is of the future");
        }
        String said = claims.getStringClaim("nonce");
        if (said == null || !equal(said, nonce)) {
            throw new Untrusted("the token is of another sign-in");
        }
    }

    private static boolean isLater(@Nullable Date time, Instant now) {
        return time != null && time.toInstant().isAfter(now.plus(SKEW));
    }

    static boolean equal(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private static IssuedIdentity identity(JWTClaimsSet claims) throws ParseException {
        return new IssuedIdentity(
                claims.getIssuer(),
                orNothing(claims.getSubject()),
                orNothing(claims.getStringClaim("email")),
                // A few issuers write the flag as text.
                "true".equals(String.valueOf(claims.getClaim("email_verified"))),
                orNothing(claims.getStringClaim("name")));
    }

    private static String orNothing(@Nullable String text) {
        return text == null ? "" : text.strip();
    }
}
