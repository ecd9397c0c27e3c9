package io.fluxrouter.simulator.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.model.checkout.Session;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import com.stripe.param.checkout.SessionCreateParams.Mode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A shop that sells through a simulated Stripe by the official SDK, without its retries. */
final class Shop implements AutoCloseable {
    final SimulatedStripe stripe;
    final StripeClient client;
    final Receiver receiver = new Receiver();
    final Browser browser = new Browser();

    Shop(StripeSettings settings) {
        this.stripe = SimulatedStripe.start(settings);
        this.client = client(0);
        stripe.deliverTo(receiver.url());
    }

    StripeClient client(int retries) {
        return StripeClient.builder()
                .setApiKey(stripe.secretKey())
                .setApiBase(stripe.baseUrl())
                .setMaxNetworkRetries(retries)
                .setReadTimeout(2_000)
                .build();
    }

    Customer customer() throws StripeException {
        return client.v1()
                .customers()
                .create(
                        CustomerCreateParams.builder()
                                .setEmail("acme@example.com")
                                .putMetadata("customer_id", "acme")
                                .build());
    }

    /** A visit to buy credit, with every answer that a shop needs to find it again. */
    Session credit(Customer customer, long cents) throws StripeException {
        return client.v1().checkout().sessions().create(creditParams(customer, cents).build());
    }

    static SessionCreateParams.Builder creditParams(Customer customer, long cents) {
        return SessionCreateParams.builder()
                .setMode(Mode.PAYMENT)
                .setCustomer(customer.getId())
                .setSuccessUrl("http://localhost:1/back?session={CHECKOUT_SESSION_ID}")
                .setCancelUrl("http://localhost:1/cancelled")
                .setClientReferenceId("acme")
                .putMetadata("package", "starter")
                .addLineItem(
                        LineItem.builder()
                                .setQuantity(2L)
                                .setPriceData(
                                        LineItem.PriceData.builder()
                                                .setCurrency("usd")
                                                .setUnitAmount(cents)
                                                .setProductData(
                                                        LineItem.PriceData.ProductData.builder()
                                                                .setName("Credit <b>&")
                                                                .build())
                                                .build())
                                .build())
                .setPaymentIntentData(
                        SessionCreateParams.PaymentIntentData.builder()
                                .putMetadata("purchase", "p1")
                                .build());
    }

    Session saveCard(Customer customer) throws StripeException {
        return client.v1()
                .checkout()
                .sessions()
                .create(
                        SessionCreateParams.builder()
                                .setMode(Mode.SETUP)
                                .setCurrency("usd")
                                .setCustomer(customer.getId())
                                .setSuccessUrl("http://localhost:1/back")
                                .build());
    }

    Session session(String id) throws StripeException {
        return client.v1().checkout().sessions().retrieve(id);
    }

    PaymentIntentCreateParams.Builder payment(Customer customer, String method, long cents) {
        return PaymentIntentCreateParams.builder()
                .setAmount(cents)
                .setCurrency("usd")
                .setCustomer(customer.getId())
                .setPaymentMethod(method)
                .setConfirm(true)
                .setOffSession(true);
    }

    PaymentIntent paid(Customer customer, long cents) throws StripeException {
        return client.v1()
                .paymentIntents()
                .create(payment(customer, "pm_card_visa", cents).build());
    }

    /** The page an answer leads to. */
    static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("location").orElse("");
    }

    @Override
    public void close() {
        stripe.close();
        receiver.close();
        browser.close();
    }

    /** A person's browser that follows nothing by itself. */
    static final class Browser implements AutoCloseable {
        private final HttpClient http = HttpClient.newHttpClient();

        HttpResponse<String> open(String url) {
            return send(HttpRequest.newBuilder(URI.create(url)).build());
        }

        /** Submits a form of one field or more, such as {@code action=pay}. */
        HttpResponse<String> press(String url, String fields) {
            return send(
                    HttpRequest.newBuilder(URI.create(url))
                            .header("content-type", "application/x-www-form-urlencoded")
                            .POST(HttpRequest.BodyPublishers.ofString(fields))
                            .build());
        }

        HttpResponse<String> send(HttpRequest request) {
            try {
                return http.send(request, HttpResponse.BodyHandlers.ofString());
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            http.shutdownNow();
            http.close();
        }
    }
}
