package io.fluxrouter.gateway;

import io.fluxrouter.core.access.Block;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** Turns away customers to whom nothing is served. Asking again does not help. */
final class Blocked {
    private Blocked() {}

    static void refuse(@Nullable Block block) {
        if (block == null) return;
        throw error(block).withHeader("x-should-retry", "false");
    }

    private static ApiError error(Block block) {
        return switch (block) {
            case ON_HOLD ->
                    ApiError.of(
                            Refusal.ACCOUNT_ON_HOLD,
                            "This account is on hold while a payment is looked into. Write to the"
                                    + " operator of this server.");
            case CARD_REQUIRED ->
                    ApiError.of(
                            Refusal.PAYMENT_METHOD_REQUIRED,
                            "A payment method has to be on file before this account is served.");
        };
    }
}
