package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.payment.ReturnUrls;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants to buy.
 *
 * @param idempotencyKey of the caller's own; null where each call is another purchase
 * @param urls where the page to pay on sends its visitor; {@code {PURCHASE_ID}} in them becomes the
 *     purchase's id
 */
public record NewPurchase(
        UUID customerId,
        UUID packageId,
        @Nullable String idempotencyKey,
        ReturnUrls urls,
        String author) {}
