package io.fluxrouter.core.route;

import java.util.Locale;

/** Why a request got its lane or model. The keys are an interface: never rename one. */
public enum RouteReason {
    /** The caller named a model. */
    NAMED_MODEL,
    /** The caller pinned a model. */
    PINNED_MODEL,
    /** The caller asked for a lane by its alias. */
    LANE_ALIAS,
    /** Short and plain. */
    SHORT_PROMPT,
    /** Nothing speaks for another lane. */
    GENERAL,
    /** The prompt shows source code. */
    CODE,
    /** Tools are offered. */
    TOOLS,
    /** The prompt is long. */
    LONG_PROMPT,
    /** The prompt asks for proof, plan or analysis in many words. */
    REASONING_WORDS,
    /** The right lane had no model for it (context window, images, what the key may use). */
    NEXT_LANE;

    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
