package io.fluxrouter.billing.feed;

import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * Something that changed, as one node tells all others. Carries names only: who wants to know reads
 * the rows.
 */
public sealed interface News {
    String CHANNEL = "fluxrouter";

    /** A spend account: money came, or a node is short. */
    record SpendChanged(UUID accountId) implements News {}

    /** A spend account's cap moved, so that more may be leased of it than it has. */
    record CapMoved(UUID accountId) implements News {}

    record KeyChanged(UUID keyId) implements News {}

    record CustomerChanged(UUID customerId) implements News {}

    record PlansChanged() implements News {}

    /** As it is sent: "spend:6f1c…", "plans". */
    default String payload() {
        return switch (this) {
            case SpendChanged(UUID id) -> "spend:" + id;
            case CapMoved(UUID id) -> "cap:" + id;
            case KeyChanged(UUID id) -> "key:" + id;
            case CustomerChanged(UUID id) -> "customer:" + id;
            case PlansChanged() -> "plans";
        };
    }

    /** Empty for what a newer node may say and this one does not understand. */
    static Optional<News> parse(String payload) {
        if (payload.equals("plans")) return Optional.of(new PlansChanged());
        int colon = payload.indexOf(':');
        if (colon < 0) return Optional.empty();
        try {
            UUID id = UUID.fromString(payload.substring(colon + 1));
            return switch (payload.substring(0, colon)) {
                case "spend" -> Optional.of(new SpendChanged(id));
                case "cap" -> Optional.of(new CapMoved(id));
                case "key" -> Optional.of(new KeyChanged(id));
                case "customer" -> Optional.of(new CustomerChanged(id));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException notAnId) {
            return Optional.empty();
        }
    }

    /** Tells all nodes when the transaction commits, and this one before that returns. */
    default void send(Handle tx) {
        tx.createQuery("SELECT pg_notify(:channel, :payload)")
                .bind("channel", CHANNEL)
                .bind("payload", payload())
                .map((row, context) -> true)
                .one();
        LocalNews here = tx.getConfig(LocalNews.class);
        if (tx.isInTransaction()) tx.afterCommit(() -> here.tell(this));
        else here.tell(this);
    }
}
