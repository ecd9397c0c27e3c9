package io.fluxrouter.app.webhook;

import static io.fluxrouter.billing.Eventually.eventually;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.app.webhook.Receiver.Received;
import io.fluxrouter.core.webhook.BodySignature;
import io.fluxrouter.simulator.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Webhooks as an organisation uses them: over HTTP, with a receiver of its own. */
@TestInstance(Lifecycle.PER_CLASS)
class WebhooksHttpTest {
    private static final String ALL = "/api/v1/webhooks";
    private static final JsonMapper JSON = new JsonMapper();

    private TestNode node;

    @BeforeAll
    void start() {
        node = TestNode.start();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void a_subscription_is_told_from_creation_to_cancellation() throws Exception {
        try (Receiver receiver = new Receiver()) {
            JsonNode webhook = create(receiver.url(), "");
            String secret = webhook.path("secret").asString();
            assertThat(secret).startsWith("whsec_").hasSize(49);
            String subscription = subscribe();
            assertThat(post("/api/v1/subscriptions/" + subscription + "/cancel", "").status())
                    .isEqualTo(200);

            List<String> told = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Received got = receiver.next();
                assertThat(BodySignature.matches(secret, got.body(), got.bodySignature())).isTrue();
                JsonNode body = JSON.readTree(got.body());
                assertThat(body.path("id").asString()).isEqualTo(got.eventId());
                assertThat(body.path("data").path("subscription_id").asString())
                        .isEqualTo(subscription);
                told.add(body.path("event").asString());
            }
            assertThat(told)
                    .containsExactlyInAnyOrder(
                            "subscription.created",
                            "subscription.activated",
                            "subscription.canceled");
            delete(webhook);
        }
    }

    @Test
    void a_test_event_is_logged_with_its_attempt_and_can_be_replayed() throws Exception {
        try (Receiver receiver = new Receiver()) {
            receiver.answers(500);
            JsonNode webhook = create(receiver.url(), "");
            String one = ALL + "/" + webhook.path("id").asString();
            Answer test = post(one + "/test", "");
            assertThat(test.status()).isEqualTo(202);
            Received first = receiver.next();
            String delivery = ALL + "/deliveries/" + test.json().path("id").asString();
            eventually("an attempt is noted", () -> attempts(delivery) == 1);

            JsonNode shown = get(delivery).json();
            assertThat(shown.path("status").asString()).isEqualTo("pending");
            assertThat(shown.path("event").asString()).isEqualTo("webhook.test");
            assertThat(shown.path("request_body").asString())
                    .isEqualTo(new String(first.body(), UTF_8));
            assertThat(shown.path("attempt_log").path(0).path("status_code").asInt())
                    .isEqualTo(500);
            assertThat(shown.path("next_attempt_at").isString()).isTrue();

            receiver.answers(200);
            assertThat(post(delivery + "/replay", "").status()).isEqualTo(202);
            assertThat(receiver.next().body()).isEqualTo(first.body());
            eventually("it is delivered", () -> attempts(delivery) == 2);
            assertThat(get(one + "/deliveries?status=delivered").json().path("meta").path("total"))
                    .isEqualTo(JSON.readTree("1"));
            assertThat(get(one + "/deliveries?event=invoice.paid").json().path("data")).isEmpty();
            assertThat(
                            post(one + "/replay?status=delivered&from=2020-01-01", "")
                                    .json()
                                    .path("replayed")
                                    .asInt())
                    .isEqualTo(1);
            assertThat(receiver.next().eventId()).isEqualTo(first.eventId());
            delete(webhook);
        }
    }

    @Test
    void a_secret_is_shown_once() {
        JsonNode webhook = create("https://example.com/secret", "");
        String one = ALL + "/" + webhook.path("id").asString();
        assertThat(get(one).text()).doesNotContain("whsec_");
        assertThat(get(ALL).text()).doesNotContain("whsec_");
        Answer rotated = post(one + "/rotate-secret", "");
        assertThat(rotated.json().path("secret").asString())
                .startsWith("whsec_")
                .isNotEqualTo(webhook.path("secret").asString());
        assertThat(patch(one, "{\"description\":\"x\"}").text()).doesNotContain("whsec_");
        delete(webhook);
    }

    @Test
    void a_webhook_is_changed_field_by_field() {
        JsonNode webhook = create("https://example.com/a", ",\"events\":[\"invoice.paid\"]");
        String one = ALL + "/" + webhook.path("id").asString();
        JsonNode changed =
                patch(one, "{\"status\":\"disabled\",\"events\":[\"*\"],\"description\":\"d\"}")
                        .json();
        assertThat(changed.path("status").asString()).isEqualTo("disabled");
        assertThat(changed.path("events").path(0).asString()).isEqualTo("*");
        assertThat(changed.path("url").asString()).isEqualTo("https://example.com/a");
        assertThat(post(one + "/test", "").status()).isEqualTo(409);
        delete(webhook);
        assertThat(get(one).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|url",
                "{\"url\":null}|url",
                "{\"url\":7}|url",
                "{\"url\":\"ftp://example.com\"}|url",
                "{\"url\":\"https://a:b@example.com\"}|url",
                "{\"url\":\"https://example.com/#x\"}|url",
                "{\"url\":\"https://example.com\",\"events\":[\"invoice.lost\"]}|events",
                "{\"url\":\"https://example.com\",\"events\":\"*\"}|events",
                "{\"url\":\"https://example.com\",\"description\":\"\"}|description",
                "{\"url\":\"https://example.com\",\"secret\":\"mine\"}|secret"
            })
    void a_wrong_field_is_named_and_nothing_is_stored(String body, String field) {
        Answer answer = post(ALL, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
        assertThat(get(ALL).text()).doesNotContain("\"https://example.com\"");
    }

    @ParameterizedTest
    @CsvSource({"status=lost,status", "event=nothing,event", "page=0,page"})
    void a_wrong_filter_is_named(String query, String field) {
        Answer answer = get(ALL + "/deliveries?" + query);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
    }

    @Test
    void unknown_ids_are_404_and_production_keeps_to_public_addresses() {
        String id = UUID.randomUUID().toString();
        assertThat(get(ALL + "/" + id).status()).isEqualTo(404);
        assertThat(get(ALL + "/deliveries/" + id).status()).isEqualTo(404);
        assertThat(post(ALL + "/deliveries/" + id + "/replay", "").status()).isEqualTo(404);
        assertThat(post(ALL + "/" + id + "/replay", "").status()).isEqualTo(404);
        try (TestNode production =
                TestNode.start(Settings.defaults(), Map.of("FLUX_MODE", "production"))) {
            Answer refused =
                    production.api().admin("POST", ALL, "{\"url\":\"http://127.0.0.1:8080/\"}");
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().path("field").asString()).isEqualTo("url");
        }
    }

    private String subscribe() {
        String plan =
                post(
                                "/api/v1/plans",
                                "{\"name\":\"Told\",\"type\":\"FIXED\",\"billing_interval\":\"month\","
                                        + "\"currency\":\"USD\"}")
                        .json()
                        .path("id")
                        .asString();
        String customer =
                post("/api/v1/customers", "{\"name\":\"Ann\",\"email\":\"ann@example.com\"}")
                        .json()
                        .path("id")
                        .asString();
        Answer made =
                post(
                        "/api/v1/subscriptions",
                        "{\"customer_id\":\"" + customer + "\",\"plan_id\":\"" + plan + "\"}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json().path("id").asString();
    }

    private JsonNode create(String url, String more) {
        Answer made = post(ALL, "{\"url\":\"" + url + "\"" + more + "}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return made.json();
    }

    private void delete(JsonNode webhook) {
        String one = ALL + "/" + webhook.path("id").asString();
        assertThat(node.api().admin("DELETE", one, "").status()).isEqualTo(204);
    }

    private int attempts(String delivery) {
        return get(delivery).json().path("attempts").asInt();
    }

    private Answer get(String path) {
        return node.api().admin("GET", path, "");
    }

    private Answer post(String path, String body) {
        return node.api().admin("POST", path, body);
    }

    private Answer patch(String path, String body) {
        return node.api().admin("PATCH", path, body);
    }
}
