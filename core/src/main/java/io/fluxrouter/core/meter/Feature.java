package io.fluxrouter.core.meter;

import java.util.Locale;
import java.util.Optional;

/** Something that a plan can allow. Its key is what applications ask for, and stays. */
public sealed interface Feature {

    String key();

    String name();

    /** Used in quantities, which a meter counts and an entitlement may limit. */
    record Metered(String key, String name, Meter meter) implements Feature {}

    /** On or off. */
    record Switch(String key, String name) implements Feature {}

    /** A text that the application reads and enforces by itself, such as "25" seats. */
    record Custom(String key, String name) implements Feature {}

    /** The kinds by the word that the API has for each. */
    enum Kind {
        METER,
        SWITCH,
        CUSTOM;

        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Kind> byKey(String key) {
            for (Kind kind : values()) {
                if (kind.key().equals(key)) return Optional.of(kind);
            }
            return Optional.empty();
        }
    }

    default Kind kind() {
        return switch (this) {
            case Metered _ -> Kind.METER;
            case Switch _ -> Kind.SWITCH;
            case Custom _ -> Kind.CUSTOM;
        };
    }
}
