package io.fluxrouter.billing.payment;

import com.stripe.exception.CardException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.StripeError;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Payments: charging a saved card, and what became of any. Safe for all threads. */
public final class StripePayments {
    private static final long PAGE = 100;

    private final StripeCalls stripe;

    public StripePayments(StripeCalls stripe) {
        this.stripe = stripe;
    }

    /**
     * What is to be taken from a saved card without its owner.
     *
     * @param tries how often Stripe itself failed at it: each makes another key
     */
    public record CardCharge(
            UUID purchaseId,
            String stripeCustomer,
            String paymentMethod,
            long cents,
            String title,
            int tries) {}

    /** Charges the card; a refusal by the card is an answer, with its reason. */
    public PaymentState charge(CardCharge wanted) {
        PaymentIntentCreateParams params =
                PaymentIntentCreateParams.builder()
                        .setAmount(wanted.cents())
                        .setCurrency("usd")
                        .setCustomer(wanted.stripeCustomer())
                        .setPaymentMethod(wanted.paymentMethod())
                        .setDescription(wanted.title())
                        .setOffSession(true)
                        .setConfirm(true)
                        .putMetadata(StripeCheckout.PURCHASE, wanted.purchaseId().toString())
                        .build();
        String key = "charge-" + wanted.purchaseId() + "-" + wanted.tries();
        return stripe.make(
                one -> state(one.paymentIntents().create(params, StripeCalls.once(key))),
                refusal -> refused(wanted, refusal));
    }

    public PaymentState find(String id) {
        return state(stripe.make(one -> one.paymentIntents().retrieve(id)));
    }

    /** Those of a customer, or of all, newest first. */
    public List<PaymentState> list(@Nullable String stripeCustomer) {
        PaymentIntentListParams.Builder params = PaymentIntentListParams.builder().setLimit(PAGE);
        if (stripeCustomer != null) params.setCustomer(stripeCustomer);
        return stripe.make(
                one -> {
                    List<PaymentState> all = new ArrayList<>();
                    one.paymentIntents()
                            .list(params.build())
                            .autoPagingIterable()
                            .forEach(intent -> all.add(state(intent)));
                    return all;
                });
    }

    private static PaymentState refused(CardCharge wanted, CardException refusal) {
        StripeError error = refusal.getStripeError();
        PaymentIntent intent = error == null ? null : error.getPaymentIntent();
        String reason =
                refusal.getDeclineCode() == null ? refusal.getCode() : refusal.getDeclineCode();
        return new PaymentState(
                intent == null ? "" : intent.getId(),
                "requires_payment_method",
                0,
                "usd",
                wanted.stripeCustomer(),
                Map.of(StripeCheckout.PURCHASE, wanted.purchaseId().toString()),
                reason == null ? "declined" : reason);
    }

    private static PaymentState state(PaymentIntent intent) {
        Long received = intent.getAmountReceived();
        StripeError error = intent.getLastPaymentError();
        Map<String, String> metadata = intent.getMetadata();
        return new PaymentState(
                intent.getId(),
                intent.getStatus(),
                received == null ? 0 : received,
                intent.getCurrency(),
                intent.getCustomer(),
                metadata == null ? Map.of() : metadata,
                error == null ? null : error.getCode());
    }
}
