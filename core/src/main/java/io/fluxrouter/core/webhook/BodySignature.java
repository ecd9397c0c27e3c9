package io.fluxrouter.core.webhook;

import java.util.Locale;

/**
 * Fluxrate's signature of a webhook: hex HMAC-SHA256 of the raw body (spec/REFERENCE 2.7). It has
 * no time, so a copied delivery passes for ever; {@link TimedSignature} goes out beside it.
 */
public final class BodySignature {
    public static final String HEADER = "X-Fluxrate-Signature";

    private BodySignature() {}

    public static String sign(String secret, byte[] body) {
        return HmacSha256.hex(secret, body);
    }

    /**
     * If the header is this secret's signature of the body. The case of its hex does not matter.
     */
    public static boolean matches(String secret, byte[] body, String header) {
        return HmacSha256.isSame(sign(secret, body), header.strip().toLowerCase(Locale.ROOT));
    }
}
