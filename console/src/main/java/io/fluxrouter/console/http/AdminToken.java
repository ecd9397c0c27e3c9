package io.fluxrouter.console.http;

import io.fluxrouter.core.access.KeyHash;
import java.security.MessageDigest;

/** The operator's token, kept as a hash. */
public final class AdminToken {
    private final byte[] hash;

    public AdminToken(String token) {
        this.hash = KeyHash.of(token).toBytes();
    }

    /** Compares hashes, in constant time: an operator may choose a token that is not random. */
    boolean matches(String token) {
        return MessageDigest.isEqual(hash, KeyHash.of(token).toBytes());
    }
}
