package io.fluxrouter.billing.account;

import io.fluxrouter.billing.access.Organization;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person who looks at the console's pages.
 *
 * @param customerId whose pages the session was turned to; null if it never was
 */
public record Visitor(
        UUID sessionId,
        UUID personId,
        String email,
        UUID organizationId,
        @Nullable UUID customerId) {

    /** Whether it is one of those who run the installation. */
    public boolean isOperator() {
        return organizationId.equals(Organization.OPERATOR);
    }

    /** As it is written in records. */
    public String label() {
        return "user:" + personId;
    }
}
