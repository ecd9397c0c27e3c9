package io.fluxrouter.core.planted;

/** Comes close to the borders and crosses none. */
public interface Tidy {
    default java.time.Instant find(java.time.Clock clock, byte[][] a, java.net.InetAddress b) {
        return java.time.Instant.now(clock);
    }
}
