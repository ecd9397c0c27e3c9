package io.fluxrouter.billing.payment;

import java.util.UUID;

/**
 * Where a hosted page sends its visitor afterwards.
 *
 * @param success may have {@code {CHECKOUT_SESSION_ID}} in it
 */
public record ReturnUrls(String success, String cancel) {
    private static final String PURCHASE = "{PURCHASE_ID}";

    /** With the purchase in the place of {@code {PURCHASE_ID}}. */
    public ReturnUrls naming(UUID purchase) {
        return new ReturnUrls(
                success.replace(PURCHASE, purchase.toString()),
                cancel.replace(PURCHASE, purchase.toString()));
    }
}
