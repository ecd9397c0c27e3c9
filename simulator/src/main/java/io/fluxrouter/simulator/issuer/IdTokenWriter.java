package io.fluxrouter.simulator.issuer;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.node.ObjectNode;

/** Writes ID tokens, honest ones and others. Not thread-safe: on one event loop. */
final class IdTokenWriter {
    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final String ANOTHER = "https://another.test";

    private final String issuer;
    private final String clientId;
    private final String clientSecret;
    private final InstantSource clock;

    IdTokenWriter(String issuer, String clientId, String clientSecret, InstantSource clock) {
        this.issuer = issuer;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.clock = clock;
    }

    String write(Grant grant, SigningKey key, IssuerFault fault) {
        String claims = Json.base64(claims(grant, fault));
        return switch (fault) {
            case ALG_NONE -> unsigned(header("none", key.id()), claims) + ".";
            case ALG_HS256 -> authenticated(key, claims, secret());
            case ALG_HS256_BY_PUBLIC_KEY ->
                    authenticated(key, claims, key.publicKey().getEncoded());
            case UNKNOWN_KEY -> signed(SigningKey.make("nobody's", key.kind()), claims);
            case FOREIGN_KEY -> signed(SigningKey.make(key.id(), key.kind()), claims);
            case CHANGED_CLAIMS -> changed(signed(key, claims), grant);
            default -> signed(key, claims);
        };
    }

    private byte[] secret() {
        return clientSecret.getBytes(StandardCharsets.UTF_8);
    }

    private ObjectNode claims(Grant grant, IssuerFault fault) {
        Instant now = clock.instant();
        if (fault == IssuerFault.EXPIRED) now = now.minus(LIFE.multipliedBy(2));
        if (fault == IssuerFault.OF_THE_FUTURE) now = now.plus(LIFE);
        IssuerPerson person = grant.person();
        ObjectNode claims =
                Json.object()
                        .put("iss", fault == IssuerFault.WRONG_ISSUER ? ANOTHER : issuer)
                        .put("sub", person.subject())
                        .put("iat", now.getEpochSecond())
                        .put("exp", now.plus(LIFE).getEpochSecond())
                        .put("name", person.name());
        audience(claims, fault);
        if (!person.email().isEmpty()) {
            claims.put("email", person.email()).put("email_verified", person.emailVerified());
        }
        if (fault != IssuerFault.NO_NONCE) {
            claims.put("nonce", fault == IssuerFault.WRONG_NONCE ? "another" : grant.nonce());
        }
        return claims;
    }

    private void audience(ObjectNode claims, IssuerFault fault) {
        if (fault == IssuerFault.FOREIGN_PARTY) {
            claims.putArray("aud").add(clientId).add("another-client");
            claims.put("azp", "another-client");
        } else {
            claims.put("aud", fault == IssuerFault.WRONG_AUDIENCE ? "another-client" : clientId);
        }
    }

    private static ObjectNode header(String algorithm, String keyId) {
        return Json.object().put("alg", algorithm).put("typ", "JWT").put("kid", keyId);
    }

    private static String unsigned(ObjectNode header, String claims) {
        return Json.base64(header) + "." + claims;
    }

    private static String signed(SigningKey key, String claims) {
        String unsigned = unsigned(header(key.kind().name(), key.id()), claims);
        return unsigned + "." + Json.base64(key.sign(unsigned));
    }

    private static String authenticated(SigningKey key, String claims, byte[] secret) {
        String unsigned = unsigned(header("HS256", key.id()), claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            byte[] code = mac.doFinal(unsigned.getBytes(StandardCharsets.US_ASCII));
            return unsigned + "." + Json.base64(code);
        } catch (GeneralSecurityException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** The same signature under the claims of somebody else. */
    private String changed(String token, Grant grant) {
        String[] parts = token.split("\\.", -1);
        Grant other =
                new Grant(
                        grant.returnTo(),
                        grant.nonce(),
                        grant.challenge(),
                        IssuerPerson.verified("somebody else", "else@example.test"));
        return parts[0] + "." + Json.base64(claims(other, IssuerFault.NONE)) + "." + parts[2];
    }
}
