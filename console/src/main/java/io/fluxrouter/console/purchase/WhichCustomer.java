package io.fluxrouter.console.purchase;

import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whom a call is about that a key makes for its own customer, and the operator for any: he says
 * {@code customer_id}, and a key need not.
 */
final class WhichCustomer {
    private static final String NAME = "customer_id";

    private WhichCustomer() {}

    /** By the query. */
    static UUID of(ApiCall call) {
        return of(call, call.queryId(NAME).orElse(null));
    }

    /** By the body. */
    static UUID of(ApiCall call, Fields fields) {
        return of(call, fields.id(NAME));
    }

    /** Empty for the operator, who may see everybody's. */
    static Optional<UUID> only(ApiCall call) {
        return Optional.ofNullable(call.caller()).map(Caller::customerId);
    }

    private static UUID of(ApiCall call, @Nullable UUID named) {
        Caller caller = call.caller();
        if (caller == null && named == null) {
            throw ApiError.of(
                    Refusal.MISSING_PARAMETER, "Missing required parameter 'customer_id'.", NAME);
        }
        if (caller == null) return Objects.requireNonNull(named);
        if (named == null || named.equals(caller.customerId())) return caller.customerId();
        throw ApiError.of(Refusal.NOT_FOUND, "There is no such customer.", NAME);
    }
}
