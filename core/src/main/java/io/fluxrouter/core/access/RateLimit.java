package io.fluxrouter.core.access;

/** How many requests and tokens a key may use on one node. 0 means no limit of that kind. */
public record RateLimit(int perSecond, int perMinute, int tokensPerMinute) {
    public static final RateLimit NONE = new RateLimit(0, 0, 0);

    public RateLimit {
        if (perSecond < 0 || perMinute < 0 || tokensPerMinute < 0) {
            throw new IllegalArgumentException("negative limit");
        }
    }
}
