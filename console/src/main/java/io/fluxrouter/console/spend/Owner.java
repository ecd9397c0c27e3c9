package io.fluxrouter.console.spend;

import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whose things a call may see: the operator everybody's, a key those of its customer. */
final class Owner {
    private Owner() {}

    /** The customer that a list is about; null for the operator's list of all. */
    static @Nullable UUID listed(ApiCall call) {
        Caller caller = call.caller();
        UUID asked = call.queryId("customer_id").orElse(null);
        if (caller == null) return asked;
        if (asked != null && !asked.equals(caller.customerId())) throw notFound("customer_id");
        return caller.customerId();
    }

    /** What belongs to somebody else is not there, as far as a key can tell. */
    static void require(ApiCall call, UUID customerId) {
        Caller caller = call.caller();
        if (caller != null && !caller.customerId().equals(customerId)) throw notFound("id");
    }

    static ApiError notFound(String param) {
        return ApiError.of(Refusal.NOT_FOUND, "There is no such thing here.", param);
    }
}
