package io.fluxrouter.gateway.limit;

import org.jspecify.annotations.Nullable;

/**
 * The tokens that one request took from its key's rate when it was admitted, by an estimate.
 *
 * @param bucket null where the key has no such limit
 */
public record TakenTokens(@Nullable RateBucket bucket, long amount) {
    static final TakenTokens NONE = new TakenTokens(null, 0);

    /**
     * Takes the real use instead, 0 where nothing came of the request. Call once. A use above the
     * estimate leaves a debt, which later requests wait for.
     */
    public void settle(long used) {
        if (bucket == null) return;
        if (used < amount) bucket.giveBack(amount - used);
        else bucket.takeUsed(used - amount);
    }
}
