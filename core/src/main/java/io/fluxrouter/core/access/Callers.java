package io.fluxrouter.core.access;

import org.jspecify.annotations.Nullable;

/**
 * Finds the caller behind a key. Answers from memory: an unknown key costs no look-up anywhere, and
 * known keys work while the database is away.
 *
 * <p>Threads: safe for all, never blocks.
 */
public interface Callers {

    /** The caller, revoked or expired ones too, or null for a key nobody has. */
    @Nullable Caller find(KeyHash hash);
}
