package io.fluxrouter.billing.payment;

import com.stripe.model.Refund;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Money on its way back to a card. Safe for all threads. */
public final class StripeRefunds {
    /** By which a refund says which of our rows asked for it. */
    public static final String REFUND = "refund_id";

    private static final long PAGE = 100;

    private final StripeCalls stripe;

    public StripeRefunds(StripeCalls stripe) {
        this.stripe = stripe;
    }

    /**
     * What is to go back.
     *
     * @param tries how often Stripe itself failed at it: each makes another key
     */
    public record Wanted(UUID refundId, String paymentIntent, long cents, int tries) {}

    public RefundState create(Wanted wanted) {
        RefundCreateParams params =
                RefundCreateParams.builder()
                        .setPaymentIntent(wanted.paymentIntent())
                        .setAmount(wanted.cents())
                        .putMetadata(REFUND, wanted.refundId().toString())
                        .build();
        String key = "refund-" + wanted.refundId() + "-" + wanted.tries();
        return state(stripe.make(one -> one.refunds().create(params, StripeCalls.once(key))));
    }

    /** All of a payment, or of everything. */
    public List<RefundState> list(@Nullable String paymentIntent) {
        RefundListParams.Builder params = RefundListParams.builder().setLimit(PAGE);
        if (paymentIntent != null) params.setPaymentIntent(paymentIntent);
        return stripe.make(
                one -> {
                    List<RefundState> all = new ArrayList<>();
                    one.refunds()
                            .list(params.build())
                            .autoPagingIterable()
                            .forEach(refund -> all.add(state(refund)));
                    return all;
                });
    }

    private static RefundState state(Refund refund) {
        Map<String, String> metadata = refund.getMetadata();
        return new RefundState(
                refund.getId(),
                refund.getStatus() == null ? "pending" : refund.getStatus(),
                refund.getAmount(),
                refund.getPaymentIntent(),
                metadata == null ? null : metadata.get(REFUND),
                refund.getFailureReason());
    }
}
