package io.fluxrouter.billing.idempotency;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.refusal.ApiError;
import java.util.UUID;

/**
 * A call that its caller may send again.
 *
 * @param key chosen by the caller, unique within the organisation
 * @param fingerprint of method, path and body: the same key must mean the same call
 */
public record IdempotentCall(UUID organizationId, String key, KeyHash fingerprint) {

    /** Throws an {@link ApiError} INVALID_VALUE for a key that is no line of up to 200. */
    public IdempotentCall {
        Fields.text(key, "Idempotency-Key");
    }
}
