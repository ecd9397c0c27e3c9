package io.fluxrouter.billing.access;

import java.time.Instant;
import java.util.UUID;

/**
 * A tenant: owns customers, meters, plans, invoices and keys.
 *
 * @param liveId of a test organisation, the live one it rehearses for; of a live one, itself
 */
public record Organization(UUID id, UUID liveId, String name, Mode mode, Instant createdAt) {

    /** Whoever runs the installation. The customers of the gateway are its customers. */
    public static final UUID OPERATOR = UUID.fromString("00000000-0000-4000-8000-000000000001");

    /** Where the operator rehearses. */
    public static final UUID OPERATOR_TEST =
            UUID.fromString("00000000-0000-4000-8000-000000000002");
}
