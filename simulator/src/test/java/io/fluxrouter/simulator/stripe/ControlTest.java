package io.fluxrouter.simulator.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is ordered from a terminal or another process. */
class ControlTest {
    private static final Shop SHOP = new Shop(StripeSettings.defaults());

    @AfterAll
    static void close() {
        SHOP.close();
    }

    private static HttpResponse<String> order(String path, String form) {
        return SHOP.browser.send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(form)).build());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(SHOP.stripe.baseUrl() + "/_control/" + path))
                .header("authorization", "Bearer " + SHOP.stripe.secretKey());
    }

    @Test
    void a_visit_is_ended_and_the_cash_is_read() throws StripeException {
        Session session = SHOP.credit(SHOP.customer(), 500);
        assertThat(
                        order("pay", "session=" + session.getId() + "&card=pm_card_chargeDeclined")
                                .body())
                .contains("declined");
        assertThat(order("pay", "session=" + session.getId()).statusCode()).isEqualTo(200);
        assertThat(SHOP.session(session.getId()).getPaymentStatus()).isEqualTo("paid");
        assertThat(SHOP.browser.send(request("cash").build()).body()).contains("\"net\" : 1000");
        assertThat(SHOP.browser.send(request("requests").build()).body())
                .contains("/v1/checkout/sessions");
    }

    @Test
    void faults_are_ordered_and_forgotten() throws StripeException {
        order("webhook_faults", "type=customer.&events=1&faults=duplicate%3D3");
        SHOP.customer();
        Receiver.await(
                "three came",
                () ->
                        SHOP.receiver.types().stream().filter("customer.created"::equals).count()
                                >= 3);
        order("faults", "path=/v1/refunds&fault=cut-after");
        assertThat(SHOP.stripe.faults().waiting()).isEqualTo(1);
        order("clear", "");
        assertThat(SHOP.stripe.faults().waiting()).isZero();
        assertThat(SHOP.browser.send(request("deliveries").build()).body())
                .contains("customer.created");
    }

    @Test
    void what_is_not_understood_or_not_allowed_is_refused() {
        assertThat(order("faults", "fault=nonsense").statusCode()).isEqualTo(400);
        assertThat(order("faults", "fault=slow%3Dx").statusCode()).isEqualTo(400);
        assertThat(order("nonsense", "").statusCode()).isEqualTo(404);
        HttpRequest stranger =
                HttpRequest.newBuilder(URI.create(SHOP.stripe.baseUrl() + "/_control/cash"))
                        .build();
        assertThat(SHOP.browser.send(stranger).statusCode()).isEqualTo(401);
    }
}
