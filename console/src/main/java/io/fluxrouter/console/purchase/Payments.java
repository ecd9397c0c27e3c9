package io.fluxrouter.console.purchase;

import io.fluxrouter.billing.payment.PaymentException;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.Optional;
import java.util.function.Supplier;

/** Stripe's absence and failures, as callers see them. */
final class Payments {
    private Payments() {}

    /** What an installation with Stripe has. */
    static <T> T require(Optional<T> part) {
        return part.orElseThrow(
                () ->
                        ApiError.of(
                                Refusal.PAYMENTS_UNAVAILABLE,
                                "This installation takes no payments: FLUX_STRIPE is off."));
    }

    static <T> T asked(Supplier<T> call) {
        try {
            return call.get();
        } catch (PaymentException failure) {
            throw ApiError.of(
                    Refusal.PAYMENTS_UNAVAILABLE,
                    "Payments are not available right now. Nothing was charged; try again.");
        }
    }
}
