package io.fluxrouter.simulator.stripe.wire;

import tools.jackson.databind.node.ObjectNode;

/** The reply to an API request: status, JSON body, and whether it repeats an earlier one. */
public record Answer(int status, ObjectNode body, boolean replayed) {
    public static Answer ok(ObjectNode body) {
        return new Answer(200, body, false);
    }

    public static Answer of(StripeError error) {
        return new Answer(error.status(), error.body(), false);
    }

    public Answer again() {
        return new Answer(status, body, true);
    }
}
