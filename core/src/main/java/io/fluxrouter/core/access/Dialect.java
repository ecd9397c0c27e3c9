package io.fluxrouter.core.access;

import org.jspecify.annotations.Nullable;

/** Whose errors a key speaks. Decided by the key's prefix and nowhere else. */
public enum Dialect {
    /** {@code sk-flux-…}: OpenAI's error object; money is refused with 402. */
    FLUX,
    /** {@code sk-proxy-…}: Enterprise Router's flat body; money is refused with 403. */
    PROXY;

    public static final String FLUX_PREFIX = "sk-flux-";
    public static final String PROXY_PREFIX = "sk-proxy-";

    /** The dialect of a key as sent; FLUX where none was. */
    public static Dialect ofKey(@Nullable String key) {
        return key != null && key.startsWith(PROXY_PREFIX) ? PROXY : FLUX;
    }
}
