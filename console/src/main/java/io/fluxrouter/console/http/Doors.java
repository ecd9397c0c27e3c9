package io.fluxrouter.console.http;

import io.fluxrouter.billing.idempotency.IdempotentCalls;
import io.fluxrouter.core.access.Caller;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The way of a call to its endpoint: who asks, and whether it was asked before. */
public final class Doors {
    private final Gatekeeper callers;
    private final PrincipalGate principals;
    private final Repeats repeats;

    public Doors(Gatekeeper callers, PrincipalGate principals, IdempotentCalls calls) {
        this.callers = callers;
        this.principals = principals;
        this.repeats = new Repeats(calls);
    }

    /** On the event loop. */
    Request read(RoutingContext routing) {
        return Request.of(routing, callers.clientIp(routing.request()));
    }

    /** On a virtual thread. */
    Reply answer(Endpoint endpoint, Request request) {
        if (BillingError.appliesTo(endpoint.path())) {
            ApiCall call = new ApiCall(null, principals.admit(endpoint.access(), request), request);
            return repeats.answer(endpoint, call);
        }
        @Nullable Caller caller = callers.admit(endpoint.access(), request);
        return repeats.answer(endpoint, new ApiCall(caller, null, request));
    }
}
