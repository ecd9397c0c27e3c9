package io.fluxrouter.core.access;

import java.util.Locale;
import java.util.Optional;

/** Why nothing is served to a customer, whatever money is there. The gravest first. */
public enum Block {
    /** The operator looks into a payment, or it stays out. */
    ON_HOLD,
    /** A card has to be on file first. */
    CARD_REQUIRED;

    /** As the API and the database write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Block> byKey(String key) {
        for (Block block : values()) {
            if (block.key().equals(key)) return Optional.of(block);
        }
        return Optional.empty();
    }
}
