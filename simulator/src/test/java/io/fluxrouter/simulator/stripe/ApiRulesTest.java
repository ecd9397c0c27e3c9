package io.fluxrouter.simulator.stripe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.Stripe;
import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.RateLimitException;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerListParams;
import com.stripe.param.PaymentIntentCreateParams;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What holds for every request: keys, errors, pages of lists, repetition, faults. */
class ApiRulesTest {
    private static final Shop SHOP = new Shop(StripeSettings.defaults());

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @AfterEach
    void clear() {
        SHOP.stripe.faults().clear();
    }

    private static RequestOptions key(String key) {
        return RequestOptions.builder().setIdempotencyKey(key).build();
    }

    private static CustomerCreateParams named(String name) {
        return CustomerCreateParams.builder().setName(name).build();
    }

    private static Customer create(String name, String key) throws StripeException {
        return SHOP.client.v1().customers().create(named(name), key(key));
    }

    private static long customers(String name) {
        return SHOP.stripe.objects("customer").stream()
                .filter(customer -> customer.path("name").asString("").equals(name))
                .count();
    }

    @Test
    void the_sdk_speaks_the_version_that_is_imitated() {
        assertThat(StripeSettings.defaults().apiVersion()).isEqualTo(Stripe.API_VERSION);
    }

    @Test
    void a_wrong_key_and_no_key_are_refused() {
        StripeClient stranger =
                StripeClient.builder()
                        .setApiKey("sk_live_x")
                        .setApiBase(SHOP.stripe.baseUrl())
                        .build();
        assertThatThrownBy(() -> stranger.v1().customers().list())
                .isInstanceOf(AuthenticationException.class)
                .hasMessageNotContaining("sk_live_x");
        assertThat(SHOP.browser.open(SHOP.stripe.baseUrl() + "/v1/customers").statusCode())
                .isEqualTo(401);
    }

    @Test
    void what_is_missing_or_unknown_is_named() {
        assertThatThrownBy(() -> SHOP.client.v1().customers().retrieve("cus_none"))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refused -> {
                            assertThat(refused.getStatusCode()).isEqualTo(404);
                            assertThat(refused.getCode()).isEqualTo("resource_missing");
                        });
        assertThatThrownBy(
                        () ->
                                SHOP.client
                                        .v1()
                                        .paymentIntents()
                                        .create(
                                                PaymentIntentCreateParams.builder()
                                                        .setAmount(100L)
                                                        .build()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refused -> {
                            assertThat(refused.getCode()).isEqualTo("parameter_missing");
                            assertThat(refused.getParam()).isEqualTo("currency");
                            assertThat(refused.getRequestId()).startsWith("req_");
                        });
        assertThatThrownBy(
                        () ->
                                SHOP.client
                                        .v1()
                                        .customers()
                                        .create(
                                                CustomerCreateParams.builder()
                                                        .putExtraParam("colour", "red")
                                                        .build()))
                .isInstanceOfSatisfying(
                        InvalidRequestException.class,
                        refused -> assertThat(refused.getCode()).isEqualTo("parameter_unknown"));
    }

    @Test
    void a_list_is_read_page_by_page_and_backwards() throws StripeException {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(
                    SHOP.client
                            .v1()
                            .customers()
                            .create(
                                    CustomerCreateParams.builder()
                                            .setEmail("list@example.com")
                                            .build())
                            .getId());
        }
        var filter = CustomerListParams.builder().setEmail("list@example.com").setLimit(2L);

        var first = SHOP.client.v1().customers().list(filter.build());
        List<String> all = new ArrayList<>();
        first.autoPagingIterable().forEach(customer -> all.add(customer.getId()));

        assertThat(first.getHasMore()).isTrue();
        assertThat(all).containsExactlyElementsOf(made.reversed());
        var before =
                SHOP.client.v1().customers().list(filter.setEndingBefore(made.getFirst()).build());
        assertThat(before.getData())
                .extracting(Customer::getId)
                .containsExactly(made.get(2), made.get(1));
        assertThat(before.getHasMore()).isTrue();
    }

    @Test
    void the_same_request_under_the_same_key_happens_once() throws StripeException {
        Customer first = create("once", "k1");
        Customer again = create("once", "k1");

        assertThat(again.getId()).isEqualTo(first.getId());
        assertThat(again.getLastResponse().headers().firstValue("Idempotent-Replayed"))
                .hasValue("true");
        assertThat(customers("once")).isEqualTo(1);
        assertThatThrownBy(() -> create("twice", "k1"))
                .isInstanceOf(IdempotencyException.class)
                .hasMessageContaining("same parameters");
    }

    @Test
    void a_refusal_of_the_card_is_repeated_but_one_of_the_form_is_not() throws StripeException {
        Customer acme = SHOP.customer();
        var declined = SHOP.payment(acme, "pm_card_chargeDeclined", 900).build();
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> SHOP.client.v1().paymentIntents().create(declined, key("k2")))
                    .isInstanceOf(CardException.class);
        }
        assertThat(SHOP.stripe.objects("charge")).hasSize(1);
        assertThat(SHOP.stripe.requests().getLast().replayed()).isTrue();
        var tooSmall = SHOP.payment(acme, "pm_card_visa", 1).build();
        assertThatThrownBy(() -> SHOP.client.v1().paymentIntents().create(tooSmall, key("k3")))
                .isInstanceOf(InvalidRequestException.class);
        PaymentIntent mended =
                SHOP.client
                        .v1()
                        .paymentIntents()
                        .create(SHOP.payment(acme, "pm_card_visa", 900).build(), key("k3"));
        assertThat(mended.getStatus()).isEqualTo("succeeded");
    }

    @Test
    void a_key_in_use_is_refused_until_the_first_is_answered() throws StripeException {
        SHOP.stripe.faults().next(1, "slow=400");
        var first = CompletableFuture.supplyAsync(() -> SHOP.browser.send(post("name=slow", "k4")));
        Receiver.await("the first is under way", () -> customers("slow") == 1);
        assertThat(SHOP.browser.send(post("name=slow", "k4")).statusCode()).isEqualTo(409);
        assertThat(first.join().statusCode()).isEqualTo(200);
        assertThat(SHOP.browser.send(post("name=slow", "k4")).body())
                .isEqualTo(first.join().body());
        assertThat(customers("slow")).isEqualTo(1);
    }

    private static HttpRequest post(String form, String key) {
        return HttpRequest.newBuilder(URI.create(SHOP.stripe.baseUrl() + "/v1/customers"))
                .header("authorization", "Bearer " + SHOP.stripe.secretKey())
                .header("idempotency-key", key)
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
    }

    @Test
    void an_answer_lost_after_the_effect_is_found_by_a_retry() throws StripeException {
        SHOP.stripe.faults().next(1, "cut-after");
        Customer kept = SHOP.client(1).v1().customers().create(named("cut"), key("k5"));
        assertThat(customers("cut")).isEqualTo(1);
        assertThat(create("cut", "k5").getId()).isEqualTo(kept.getId());
    }

    @Test
    void an_answer_that_never_comes_is_given_up_by_the_client() throws StripeException {
        SHOP.stripe.faults().next(1, "hold-after");
        RequestOptions impatient =
                RequestOptions.builder().setIdempotencyKey("k6").setReadTimeout(200).build();
        assertThatThrownBy(() -> SHOP.client.v1().customers().create(named("held"), impatient))
                .isInstanceOf(ApiConnectionException.class);
        create("held", "k6");
        assertThat(customers("held")).isEqualTo(1);
    }

    @Test
    void an_error_after_the_effect_is_repeated_and_one_before_is_not() throws StripeException {
        SHOP.stripe.faults().next(1, "fail-after=500");
        assertThatThrownBy(() -> create("after", "k7")).isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> create("after", "k7")).isInstanceOf(ApiException.class);
        assertThat(customers("after")).isEqualTo(1);
        SHOP.stripe.faults().next(1, "fail-before=500");
        assertThatThrownBy(() -> create("before", "k8")).isInstanceOf(ApiException.class);
        create("before", "k8");
        assertThat(customers("before")).isEqualTo(1);
    }

    @Test
    void too_many_requests_and_a_cut_line_have_no_effect() {
        SHOP.stripe.faults().next(1, "fail-before=429").next(1, "cut-before");
        assertThatThrownBy(() -> create("none", "k9")).isInstanceOf(RateLimitException.class);
        // The SDK's own connections repeat a request that was cut, so another client sees it.
        assertThatThrownBy(() -> SHOP.browser.send(post("name=none", "k9")))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(customers("none")).isZero();
    }

    @Test
    void a_page_that_does_not_exist_is_said_so_without_harm() {
        HttpResponse<String> page =
                SHOP.browser.open(SHOP.stripe.baseUrl() + "/c/pay/%3Cscript%3E");
        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).doesNotContain("<script>");
    }
}
