package io.fluxrouter.billing.payment;

import com.stripe.model.PaymentMethod;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerPaymentMethodListParams;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Customers as Stripe knows them, and their cards. Safe for all threads. */
public final class StripeCustomers {
    private final StripeCalls stripe;

    public StripeCustomers(StripeCalls stripe) {
        this.stripe = stripe;
    }

    /** Who is to be made known to Stripe. */
    public record NewStripeCustomer(UUID customerId, String name, @Nullable String email) {
        /** Other words under the same key would be refused. */
        private UUID digest() {
            String words = name + "\n" + email;
            return UUID.nameUUIDFromBytes(words.getBytes(StandardCharsets.UTF_8));
        }
    }

    /**
     * The id at Stripe, the same for the same words however often it is asked in a day. If Stripe
     * keeps a failure of its own as the answer, it is asked once more by another key: at worst one
     * customer is left there who has no card.
     */
    public String create(NewStripeCustomer wanted) {
        String key = "customer-" + wanted.customerId() + "-" + wanted.digest();
        try {
            return create(wanted, key);
        } catch (PaymentException failure) {
            if (failure.kind() != PaymentException.Kind.FAILED) throw failure;
            return create(wanted, key + "-" + UUID.randomUUID());
        }
    }

    private String create(NewStripeCustomer wanted, String key) {
        CustomerCreateParams.Builder params =
                CustomerCreateParams.builder()
                        .setName(wanted.name())
                        .putMetadata(StripeCheckout.CUSTOMER, wanted.customerId().toString());
        String email = wanted.email();
        if (email != null) params.setEmail(email);
        return stripe.make(one -> one.customers().create(params.build(), StripeCalls.once(key)))
                .getId();
    }

    /** The customer's cards, newest first. */
    public List<CardState> cards(String stripeCustomer) {
        CustomerPaymentMethodListParams params =
                CustomerPaymentMethodListParams.builder().setLimit(100L).build();
        return stripe
                .make(one -> one.customers().paymentMethods().list(stripeCustomer, params))
                .getData()
                .stream()
                .map(StripeCustomers::state)
                .toList();
    }

    /** Takes a card off its customer. */
    public void detach(String paymentMethod) {
        stripe.make(one -> one.paymentMethods().detach(paymentMethod));
    }

    private static CardState state(PaymentMethod method) {
        PaymentMethod.Card card = method.getCard();
        return card == null
                ? new CardState(method.getId(), null, null, null, null)
                : new CardState(
                        method.getId(),
                        card.getBrand(),
                        card.getLast4(),
                        card.getExpMonth() == null ? null : card.getExpMonth().intValue(),
                        card.getExpYear() == null ? null : card.getExpYear().intValue());
    }
}
