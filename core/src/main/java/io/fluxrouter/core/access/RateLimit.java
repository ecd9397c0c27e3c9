package io.fluxrouter.core.access;

/** How many requests a key may send on one node. 0 means no limit of that kind. */
public record RateLimit(int perSecond, int perMinute) {
    public static final RateLimit NONE = new RateLimit(0, 0);

    public RateLimit {
        if (perSecond < 0 || perMinute < 0) throw new IllegalArgumentException("negative limit");
    }
}
