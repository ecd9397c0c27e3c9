package io.fluxrouter.simulator;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which beginnings of prompts were seen before. Follows OpenAI's rule: cached tokens come in steps
 * of 128, from 1,024 up.
 *
 * <p>Keeps one hash per step in a table of fixed size, never text; a later prompt may overwrite an
 * earlier one's slot, which is how entries leave. Thread-safe.
 */
final class PromptCache {
    private static final int LEAST = 1024;
    private static final int STEP = 128;
    private static final int SLOTS = 1 << 16;

    private final AtomicLongArray seen = new AtomicLongArray(SLOTS);

    /** How many leading tokens were seen before for this model; remembers all of them for later. */
    int touch(String model, int[] tokens) {
        long hash = Hash.of(model);
        int cached = 0;
        boolean unbroken = true;
        for (int i = 0; i < tokens.length; i++) {
            hash = Hash.add(hash, tokens[i]);
            int length = i + 1;
            if (length < LEAST || length % STEP != 0) continue;
            unbroken &= remember(hash);
            if (unbroken) cached = length;
        }
        return cached;
    }

    /** Stores the hash and says whether it was there. */
    private boolean remember(long hash) {
        long mixed = Hash.mix(hash);
        return seen.getAndSet((int) (mixed & (SLOTS - 1)), mixed) == mixed;
    }
}
