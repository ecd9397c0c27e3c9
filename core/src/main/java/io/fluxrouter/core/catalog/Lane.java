package io.fluxrouter.core.catalog;

import java.util.Optional;

/** A price class of models. Ordered from the lightest to the strongest. */
public enum Lane {
    EXPRESS("Express Lane", "flux-fast", "express"),
    DAILY("Daily Driver", "flux-standard", "daily"),
    DEEP("Deep Thought", "flux-reasoning", "deep");

    private final String title;
    private final String alias;
    private final String key;

    Lane(String title, String alias, String key) {
        this.title = title;
        this.alias = alias;
        this.key = key;
    }

    /** As people read it: "Express Lane". */
    public String title() {
        return title;
    }

    /** The model id that asks for this lane: "flux-fast". */
    public String alias() {
        return alias;
    }

    /** As files, headers and tables name it: "express". */
    public String key() {
        return key;
    }

    public static Optional<Lane> byKey(String key) {
        for (Lane lane : values()) {
            if (lane.key.equals(key)) return Optional.of(lane);
        }
        return Optional.empty();
    }

    public static Optional<Lane> byAlias(String alias) {
        for (Lane lane : values()) {
            if (lane.alias.equals(alias)) return Optional.of(lane);
        }
        return Optional.empty();
    }
}
