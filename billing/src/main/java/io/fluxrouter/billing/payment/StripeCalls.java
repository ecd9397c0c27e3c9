package io.fluxrouter.billing.payment;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.service.V1Services;
import io.fluxrouter.billing.payment.PaymentException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The one client, with time limits: nobody waits longer for Stripe than half a minute. It repeats
 * nothing by itself: whoever has the row decides. Safe for all threads, which wait.
 */
public final class StripeCalls {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int READ_MILLIS = 20_000;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;

    private final StripeClient client;

    public StripeCalls(StripeSettings settings) {
        StripeClient.StripeClientBuilder builder =
                StripeClient.builder()
                        .setApiKey(settings.apiKey())
                        .setConnectTimeout(CONNECT_MILLIS)
                        .setReadTimeout(READ_MILLIS)
                        .setMaxNetworkRetries(0);
        String baseUrl = settings.baseUrl();
        if (baseUrl != null) builder.setApiBase(baseUrl);
        this.client = builder.build();
    }

    /** A call of the SDK. */
    @FunctionalInterface
    interface Call<T> {
        T make(V1Services stripe) throws StripeException;
    }

    /** A call whose refusal by the card is an answer like others. */
    @FunctionalInterface
    interface Declined<T> {
        T answer(CardException refusal);
    }

    <T> T make(Call<T> call) {
        try {
            return call.make(client.v1());
        } catch (StripeException failure) {
            throw translated(failure);
        }
    }

    <T> T make(Call<T> call, Declined<T> declined) {
        try {
            return call.make(client.v1());
        } catch (CardException refusal) {
            return declined.answer(refusal);
        } catch (StripeException failure) {
            throw translated(failure);
        }
    }

    static RequestOptions once(String idempotencyKey) {
        return RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
    }

    private static PaymentException translated(StripeException failure) {
        return new PaymentException(
                kind(failure), text(failure.getCode(), failure.getStatusCode()), failure);
    }

    private static Kind kind(StripeException failure) {
        Integer status = failure.getStatusCode();
        if (failure instanceof ApiConnectionException || status == null || status == 0) {
            return Kind.UNKNOWN;
        }
        // The same key is being worked on, or nothing was done: to be asked again as it is.
        if (status == CONFLICT || status == TOO_MANY) return Kind.UNKNOWN;
        return status >= 500 ? Kind.FAILED : Kind.REFUSED;
    }

    private static String text(@Nullable String code, @Nullable Integer status) {
        return "Stripe: " + (code == null ? "no code" : code) + ", status " + status;
    }
}
