package io.fluxrouter.billing.payment;

import com.stripe.model.PaymentMethod;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerPaymentMethodListParams;
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
    public record NewStripeCustomer(UUID customerId, String name, @Nullable String email) {}

    /** The id at Stripe, the same for the same customer however often it is asked in a day. */
    public String create(NewStripeCustomer wanted) {
        CustomerCreateParams.Builder params =
                CustomerCreateParams.builder()
                        .setName(wanted.name())
                        .putMetadata(StripeCheckout.CUSTOMER, wanted.customerId().toString());
        String email = wanted.email();
        if (email != null) params.setEmail(email);
        String key = "customer-" + wanted.customerId();
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
