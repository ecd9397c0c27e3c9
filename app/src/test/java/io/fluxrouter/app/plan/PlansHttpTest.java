package io.fluxrouter.app.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Plans, charges, entitlements and subscriptions as clients of the API see them. */
class PlansHttpTest {
    private static final String REQUESTS = "f1a00000-0000-4000-8000-000000000001";
    private static final String REQUESTS_FEATURE = "f1b00000-0000-4000-8000-000000000001";

    private static TestNode node;
    private static TestApi api;
    private static ApiVisitor owner;

    @BeforeAll
    static void start() {
        node = TestNode.start();
        api = node.api();
        owner = ApiVisitor.operator(api);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void the_plan_of_the_reference_is_made_and_read() {
        String plan =
                made(
                        "/plans",
                        """
                        {"name": "API", "lookup_id": "api-usage", "type": "USAGE",
                         "billing_interval": "month", "currency": "USD"}\
                        """);
        TestApi.Answer charge =
                owner.post(
                        "/plans/" + plan + "/charges",
                        """
                        {"type": "USAGE", "unit_price": 0.001, "meter_id": "%s",
                         "display_name": "API calls"}\
                        """
                                .formatted(REQUESTS));
        assertThat(charge.status()).isEqualTo(201);
        assertThat(charge.text()).contains("\"unit_price\":0.001,").contains("\"ACTIVE\"");
        JsonNode read = owner.get("/plans/" + plan).json();
        assertThat(read.path("charges").get(0)).isEqualTo(charge.json());
        assertThat(
                        owner.post(
                                        "/plans",
                                        "{\"name\":\"B\",\"lookup_id\":\"api-usage\",\"type\":\"USAGE\"}")
                                .status())
                .isEqualTo(409);
        String path = "/plans/" + plan + "/charges/" + charge.json().path("id").asString();
        assertThat(patch(path, "{\"status\":\"INACTIVE\"}").json().path("status").asString())
                .isEqualTo("INACTIVE");
        assertThat(patch(path, "{\"status\":\"ACTIVE\"}").status()).isEqualTo(409);
        assertThat(owner.get("/plans/" + plan).json().path("charges")).isEmpty();
    }

    @Test
    void wrong_fields_are_422_by_name_and_nothing_is_stored() {
        long before = total("/plans");
        assertField("/plans", "{\"name\":\"X\",\"type\":\"FREE\"}", "type");
        assertField("/plans", "{\"type\":\"FIXED\"}", "name");
        assertField(
                "/plans", "{\"name\":\"X\",\"type\":\"FIXED\",\"currency\":\"ZZZ\"}", "currency");
        assertField("/plans", "{\"name\":\"X\",\"type\":\"FIXED\",\"colour\":1}", "colour");
        assertThat(total("/plans")).isEqualTo(before);
        String hybrid = made("/plans", "{\"name\":\"Hybrid\",\"type\":\"HYBRID\"}");
        String charges = "/plans/" + hybrid + "/charges";
        assertField(charges, "{\"type\":\"FIXED\"}", "unit_price");
        assertField(charges, "{\"type\":\"FIXED\",\"unit_price\":-1}", "unit_price");
        assertField(charges, "{\"type\":\"USAGE\",\"unit_price\":1}", "meter_id");
        assertField(
                charges,
                "{\"type\":\"USAGE\",\"unit_price\":1,\"meter_id\":\"" + fixed("1") + "\"}",
                "meter_id");
        assertField("/subscriptions", "{\"plan_id\":\"" + fixed("1") + "\"}", "customer_id");
        assertField(
                "/subscriptions",
                "{\"customer_id\":\"%s\",\"plan_id\":\"%s\",\"start_date\":\"soon\"}"
                        .formatted(customer(), fixed("1")),
                "start_date");
    }

    @Test
    void tiers_that_leave_some_usage_without_a_price_are_422() {
        String charges =
                "/plans/" + made("/plans", "{\"name\":\"T\",\"type\":\"HYBRID\"}") + "/charges";
        long before = owner.get(charges.replace("/charges", "")).json().path("charges").size();
        String price = "{\"type\":\"FIXED\",\"price\":{\"tiers\":[%s]}}";
        String first = "{\"up_to\":9,\"unit_price\":1},";
        assertField(
                charges, price.formatted("{\"up_to\":9,\"unit_price\":1}"), "price.tiers[0].up_to");
        assertField(charges, price.formatted(first + "{\"from\":11,\"unit_price\":1}"), "price");
        assertField(charges, price.formatted(first + "{\"from\":8,\"unit_price\":1}"), "price");
        assertField(charges, price.formatted(first + "{\"up_to\":9,\"unit_price\":1}"), "price");
        assertField(charges, price.formatted(""), "price");
        assertField(
                charges,
                "{\"type\":\"FIXED\",\"usage_pricing_rules\":[{\"from\":0,\"to\":9,\"unit_price\":1}]}",
                "usage_pricing_rules[0].to");
        made(charges, price.formatted(first + "{\"from\":10,\"unit_price\":1}"));
        assertThat(owner.get(charges.replace("/charges", "")).json().path("charges").size())
                .isEqualTo((int) before + 1);
    }

    @Test
    void a_subscription_goes_through_its_verbs() {
        String plan = fixed("10");
        String path = "/subscriptions/" + subscribe(plan);
        JsonNode made = owner.get(path).json();
        assertThat(made.path("status").asString()).isEqualTo("ACTIVE");
        assertThat(made.path("plan_name").asString()).isEqualTo("Fixed");
        assertThat(status(path + "/pause")).isEqualTo("PAUSED");
        assertThat(owner.post(path + "/pause", "").status()).isEqualTo(409);
        assertThat(status(path + "/resume")).isEqualTo("ACTIVE");
        String dearer = fixed("20");
        JsonNode moved =
                owner.post(path + "/change-plan", "{\"plan_id\":\"" + dearer + "\"}").json();
        assertThat(moved.path("plan_id").asString()).isEqualTo(dearer);
        JsonNode preview = owner.get(path + "/preview").json();
        assertThat(preview.path("line_items")).hasSize(3);
        JsonNode ending =
                owner.post(
                                path + "/cancel",
                                "{\"cancel_at_period_end\":true,\"reason\":\"too dear\"}")
                        .json();
        assertThat(ending.path("status").asString()).isEqualTo("ACTIVE");
        assertThat(ending.path("canceled_at").isNull()).isFalse();
        assertThat(status(path + "/keep")).isEqualTo("ACTIVE");
        assertThat(status(path + "/cancel")).isEqualTo("CANCELED");
        assertThat(owner.get(path + "/history").json().path("data")).hasSize(7);
        assertThat(owner.delete("/plans/" + plan).status()).isEqualTo(204);
        assertThat(owner.delete(path).status()).isEqualTo(204);
        assertThat(owner.get(path).status()).isEqualTo(404);
    }

    @Test
    void of_fifty_cancellations_at_once_one_wins() throws Exception {
        String path = "/subscriptions/" + subscribe(fixed("10")) + "/cancel";
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Integer> cancel = () -> owner.with("A", "b").post(path, "{}").status();
            List<Integer> statuses =
                    threads
                            .invokeAll(IntStream.range(0, 50).mapToObj(i -> cancel).toList())
                            .stream()
                            .map(PlansHttpTest::value)
                            .toList();
            assertThat(statuses).filteredOn(status -> status == 200).hasSize(1);
            assertThat(statuses).filteredOn(status -> status == 409).hasSize(49);
        }
    }

    @Test
    void a_repeated_key_makes_one_subscription() {
        String body =
                "{\"customer_id\":\"%s\",\"plan_id\":\"%s\"}".formatted(customer(), fixed("10"));
        ApiVisitor repeating = owner.with("Idempotency-Key", "subscribe-once");
        long before = total("/subscriptions");
        String first = repeating.post("/subscriptions", body).text();
        assertThat(repeating.post("/subscriptions", body).text()).isEqualTo(first);
        assertThat(total("/subscriptions")).isEqualTo(before + 1);
    }

    @Test
    void an_entitlement_is_asked_for_and_answered() {
        String plan = fixed("10");
        TestApi.Answer entitled =
                owner.post(
                        "/plans/" + plan + "/features",
                        "{\"feature_id\":\"" + REQUESTS_FEATURE + "\",\"usage_limit\":5}");
        assertThat(entitled.status()).isEqualTo(201);
        assertThat(entitled.json().path("usage_reset_period").asString()).isEqualTo("month");
        String customer = customer();
        String ask = "/entitlements/check?feature=llm_requests&customer_id=" + customer;
        assertThat(owner.get(ask).json().path("reason").asString())
                .isEqualTo("feature_not_entitled");
        made(
                "/subscriptions",
                "{\"customer_id\":\"%s\",\"plan_id\":\"%s\"}".formatted(customer, plan));
        JsonNode answer = owner.get(ask + "&quantity=5").json();
        assertThat(answer.path("allowed").asBoolean()).isTrue();
        assertThat(answer.path("remaining").asString()).isEqualTo("0");
        assertThat(owner.get(ask + "&quantity=6").json().path("reason").asString())
                .isEqualTo("feature_limit_reached");
    }

    @Test
    void organisations_cannot_see_each_others_plans_and_subscriptions() {
        String plan = fixed("10");
        String subscription = "/subscriptions/" + subscribe(plan);
        ApiVisitor spy = ApiVisitor.signedUp(api, "spy-of-plans");
        assertThat(spy.get("/plans/" + plan).status()).isEqualTo(404);
        assertThat(spy.get(subscription).status()).isEqualTo(404);
        assertThat(spy.post(subscription + "/cancel", "").status()).isEqualTo(404);
        assertThat(spy.get("/subscriptions").json().path("data")).isEmpty();
        String own =
                spy.post("/customers", "{\"name\":\"Ann\",\"email\":\"a@b.example\"}")
                        .json()
                        .path("id")
                        .asString();
        TestApi.Answer stolen =
                spy.post(
                        "/subscriptions",
                        "{\"customer_id\":\"%s\",\"plan_id\":\"%s\"}".formatted(own, plan));
        assertThat(stolen.status()).isEqualTo(422);
        assertThat(stolen.json().path("field").asString()).isEqualTo("plan_id");
    }

    private static TestApi.Answer patch(String path, String body) {
        return owner.send("PATCH", path, body);
    }

    private static String fixed(String fee) {
        String plan = made("/plans", "{\"name\":\"Fixed\",\"type\":\"FIXED\"}");
        made("/plans/" + plan + "/charges", "{\"type\":\"FIXED\",\"unit_price\":" + fee + "}");
        return plan;
    }

    private static String customer() {
        return made("/customers", "{\"name\":\"Ann\",\"email\":\"ann@example.com\"}");
    }

    private static String subscribe(String plan) {
        return made(
                "/subscriptions",
                "{\"customer_id\":\"%s\",\"plan_id\":\"%s\"}".formatted(customer(), plan));
    }

    private static String made(String path, String body) {
        TestApi.Answer answer = owner.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    private static String status(String path) {
        TestApi.Answer answer = owner.post(path, "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json().path("status").asString();
    }

    private static void assertField(String path, String body, String field) {
        TestApi.Answer answer = owner.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
        assertThat(answer.json().path("detail").isString()).isTrue();
    }

    private static long total(String path) {
        return owner.get(path).json().path("meta").path("total").asLong();
    }

    private static Integer value(Future<Integer> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
