package io.fluxrouter.simulator.stripe.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Stripe's scheme v1 (https://docs.stripe.com/webhooks/signature): HMAC-SHA256 of time and body.
 */
public final class Signature {
    private static final String ALGORITHM = "HmacSHA256";

    private Signature() {}

    /** The header for a body that is signed at a second since 1970. The whole secret is the key. */
    public static String header(String secret, long signedAt, String body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            byte[] signed = (signedAt + "." + body).getBytes(StandardCharsets.UTF_8);
            return "t=" + signedAt + ",v1=" + HexFormat.of().formatHex(mac.doFinal(signed));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java has " + ALGORITHM, missing);
        }
    }
}
