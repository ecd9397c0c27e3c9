package io.fluxrouter.billing.access;

import java.util.UUID;

/** Who acts for an organisation. */
public sealed interface Actor {

    /** A person with a session. */
    record Person(UUID userId, UUID sessionId) implements Actor {}

    /** A machine with a key. */
    record Machine(UUID keyId) implements Actor {}

    /** Whoever holds the admin token of the installation. */
    record Operator() implements Actor {}

    /** As it is written in records: "user:6f1c…", "operator". */
    default String label() {
        return switch (this) {
            case Person(UUID userId, UUID _) -> "user:" + userId;
            case Machine(UUID keyId) -> "key:" + keyId;
            case Operator() -> "operator";
        };
    }
}
