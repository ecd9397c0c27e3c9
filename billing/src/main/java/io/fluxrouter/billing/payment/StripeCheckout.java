package io.fluxrouter.billing.payment;

import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import java.util.UUID;

/** Pages on which customers pay or leave a card, and the portal. Safe for all threads. */
public final class StripeCheckout {
    /** By which a payment says what it pays for. */
    public static final String PURCHASE = "purchase_id";

    /** By which anything at Stripe says whose it is. */
    public static final String CUSTOMER = "customer_id";

    private static final String CURRENCY = "usd";

    private final StripeCalls stripe;

    public StripeCheckout(StripeCalls stripe) {
        this.stripe = stripe;
    }

    /**
     * What is to be paid on a page.
     *
     * @param purchaseId from which the idempotency key follows
     * @param tries how often Stripe itself failed at it: each makes another key
     */
    public record Order(
            UUID purchaseId, String stripeCustomer, String title, long cents, int tries) {}

    /** A page to pay an order on, the same one for the same purchase however often it is asked. */
    public HostedPage pay(Order order, ReturnUrls urls) {
        String id = order.purchaseId().toString();
        LineItem.PriceData price =
                LineItem.PriceData.builder()
                        .setCurrency(CURRENCY)
                        .setUnitAmount(order.cents())
                        .setProductData(
                                LineItem.PriceData.ProductData.builder()
                                        .setName(order.title())
                                        .build())
                        .build();
        SessionCreateParams params =
                page(SessionCreateParams.Mode.PAYMENT, order.stripeCustomer(), urls)
                        .setClientReferenceId(id)
                        .putMetadata(PURCHASE, id)
                        .addLineItem(LineItem.builder().setQuantity(1L).setPriceData(price).build())
                        .setPaymentIntentData(
                                SessionCreateParams.PaymentIntentData.builder()
                                        .putMetadata(PURCHASE, id)
                                        .build())
                        .build();
        return hosted(params, "purchase-" + id + "-" + order.tries());
    }

    /** A page to leave a card on, which is not charged. */
    public HostedPage leaveCard(String stripeCustomer, UUID customerId, ReturnUrls urls) {
        SessionCreateParams params =
                page(SessionCreateParams.Mode.SETUP, stripeCustomer, urls)
                        .setCurrency(CURRENCY)
                        .putMetadata(CUSTOMER, customerId.toString())
                        .build();
        return hosted(params, "setup-" + UUID.randomUUID());
    }

    /** Where a customer changes cards and reads what was charged. */
    public String portal(String stripeCustomer, String returnUrl) {
        return stripe.make(
                        one ->
                                one.billingPortal()
                                        .sessions()
                                        .create(
                                                com.stripe.param.billingportal.SessionCreateParams
                                                        .builder()
                                                        .setCustomer(stripeCustomer)
                                                        .setReturnUrl(returnUrl)
                                                        .build()))
                .getUrl();
    }

    public CheckoutState find(String sessionId) {
        Session session = stripe.make(one -> one.checkout().sessions().retrieve(sessionId));
        Long total = session.getAmountTotal();
        return new CheckoutState(
                session.getId(),
                "paid".equals(session.getPaymentStatus()),
                "expired".equals(session.getStatus()),
                session.getPaymentIntent(),
                total == null ? 0 : total,
                session.getCurrency() == null ? "" : session.getCurrency());
    }

    private static SessionCreateParams.Builder page(
            SessionCreateParams.Mode mode, String stripeCustomer, ReturnUrls urls) {
        return SessionCreateParams.builder()
                .setMode(mode)
                .setCustomer(stripeCustomer)
                .setSuccessUrl(urls.success())
                .setCancelUrl(urls.cancel());
    }

    private HostedPage hosted(SessionCreateParams params, String key) {
        Session session =
                stripe.make(one -> one.checkout().sessions().create(params, StripeCalls.once(key)));
        return new HostedPage(session.getId(), session.getUrl());
    }
}
