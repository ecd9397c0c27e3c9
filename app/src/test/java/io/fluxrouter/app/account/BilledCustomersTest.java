package io.fluxrouter.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class BilledCustomersTest {
    private static final String ANN = "{\"name\":\"Ann\",\"email\":\"ann@example.com\"}";

    private static TestNode node;
    private static TestApi api;
    private static ApiVisitor owner;

    @BeforeAll
    static void start() {
        node = TestNode.start();
        api = node.api();
        owner = ApiVisitor.signedUp(api, "shop");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void a_customer_is_made_read_changed_and_taken_away() {
        String body =
                """
                {"name":"Ann","email":"ann@example.com","external_id":"crm-1","phone":"+1 555",
                 "billing_address_line1":"1 Main St","billing_address_city":"Miami",
                 "billing_address_state":"FL","billing_address_country":"us",
                 "billing_address_postal_code":"33101"}""";
        TestApi.Answer made = owner.post("/customers", body);
        assertThat(made.status()).isEqualTo(201);
        String path = "/customers/" + made.json().path("id").asString();
        assertThat(owner.get(path).json()).isEqualTo(made.json());
        assertThat(made.json().path("billing_address_country").asString()).isEqualTo("US");

        JsonNode changed =
                owner.put(path, "{\"phone\":null,\"billing_address_city\":\"Tampa\"}").json();
        assertThat(changed.path("phone").isNull()).isTrue();
        assertThat(changed.path("billing_address_city").asString()).isEqualTo("Tampa");
        assertThat(changed.path("external_id").asString()).isEqualTo("crm-1");
        assertThat(owner.put(path, changed.toString()).status()).isEqualTo(200);

        assertThat(owner.delete(path).status()).isEqualTo(204);
        assertThat(owner.get(path).status()).isEqualTo(404);
        assertThat(owner.delete(path).status()).isEqualTo(404);
        assertThat(owner.post("/customers", body).status()).isEqualTo(201);
    }

    @Test
    void a_list_has_pages_that_hold_everybody_once() {
        ApiVisitor visitor = ApiVisitor.signedUp(api, "pages");
        for (int i = 0; i < 5; i++) visitor.post("/customers", ANN);
        List<String> seen =
                IntStream.rangeClosed(1, 3)
                        .mapToObj(page -> visitor.get("/customers?page_size=2&page=" + page).json())
                        .flatMap(page -> page.path("data").values().stream())
                        .map(customer -> customer.path("id").asString())
                        .toList();
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        JsonNode beyond = visitor.get("/customers?page_size=2&page=4").json();
        assertThat(beyond.path("data")).isEmpty();
        assertThat(beyond.path("meta").toString())
                .isEqualTo("{\"page\":4,\"page_size\":2,\"total\":5,\"total_pages\":3}");
    }

    @Test
    void organisations_cannot_see_each_others_customers_nor_the_modes() {
        String path = "/customers/" + owner.post("/customers", ANN).json().path("id").asString();
        for (ApiVisitor stranger :
                List.of(
                        ApiVisitor.signedUp(api, "spy"),
                        ApiVisitor.operator(api),
                        owner.with("X-Flux-Mode", "test"))) {
            assertThat(stranger.get(path).status()).isEqualTo(404);
            assertThat(stranger.put(path, "{\"name\":\"X\"}").status()).isEqualTo(404);
            assertThat(stranger.delete(path).status()).isEqualTo(404);
            assertThat(stranger.get("/customers").text()).doesNotContain(path.substring(11));
        }
        assertThat(api.admin("GET", "/v1" + path, "").status()).isEqualTo(404);
    }

    @Test
    void an_external_id_is_taken_within_the_organisation_only() {
        String body = ANN.replace("}", ",\"external_id\":\"crm-7\"}");
        assertThat(owner.post("/customers", body).status()).isEqualTo(201);
        TestApi.Answer again = owner.post("/customers", body);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.json().path("field").asString()).isEqualTo("external_id");
        assertThat(ApiVisitor.signedUp(api, "other").post("/customers", body).status())
                .isEqualTo(201);
    }

    @Test
    void the_operators_customers_are_those_of_the_gateway() {
        String id = api.customer("payg");
        ApiVisitor operator = ApiVisitor.operator(api);
        String key = api.key(id);
        assertThat(operator.get("/customers/" + id).status()).isEqualTo(200);
        assertThat(api.get("/v1/key", key).status()).isEqualTo(200);
        assertThat(operator.delete("/customers/" + id).status()).isEqualTo(204);
        assertThat(api.admin("GET", "/v1/customers/" + id, "").status()).isEqualTo(404);
        node.app().settle();
        while (api.get("/v1/key", key).status() == 200) Thread.onSpinWait();
        assertThat(api.get("/v1/key", key).status()).isEqualTo(401);
    }

    @Test
    void the_same_key_fifty_times_at_once_makes_one_customer() throws Exception {
        ApiVisitor visitor = ApiVisitor.signedUp(api, "racing");
        ApiVisitor repeating = visitor.with("Idempotency-Key", "create-ann");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<TestApi.Answer> create =
                    () -> repeating.with("A", "b").post("/customers", ANN);
            List<Future<TestApi.Answer>> all =
                    threads.invokeAll(IntStream.range(0, 50).mapToObj(i -> create).toList());
            for (Future<TestApi.Answer> answer : all) {
                assertThat(answer.get().status()).isEqualTo(201);
                assertThat(answer.get().text()).isEqualTo(all.getFirst().get().text());
            }
        }
        assertThat(visitor.get("/customers").json().path("meta").path("total").asInt())
                .isEqualTo(1);
    }

    @Test
    void a_key_means_one_call_and_a_refused_call_leaves_it_free() {
        ApiVisitor repeating = owner.with("Idempotency-Key", "careful");
        assertThat(repeating.post("/customers", "{\"name\":\"Bob\"}").status()).isEqualTo(422);
        assertThat(repeating.post("/customers", ANN).status()).isEqualTo(201);
        assertThat(repeating.post("/customers", ANN.replace("Ann", "Eve")).status()).isEqualTo(409);
        assertThat(
                        ApiVisitor.operator(api)
                                .with("Idempotency-Key", "careful")
                                .post("/customers", ANN)
                                .header("Idempotent-Replayed"))
                .isEmpty();
        assertThat(owner.with("Idempotency-Key", "x".repeat(201)).post("/customers", ANN).status())
                .isEqualTo(422);
    }

    @Test
    void every_wrong_field_is_named_and_nothing_is_stored() {
        ApiVisitor visitor = ApiVisitor.signedUp(api, "careless");
        assertNamed(visitor, "name", ANN.replace("\"Ann\"", "\" \""));
        assertNamed(visitor, "name", ANN.replace("\"Ann\"", "null"));
        assertNamed(visitor, "email", ANN.replace("ann@", "ann"));
        for (String field :
                List.of(
                        "external_id",
                        "phone",
                        "billing_address_line1",
                        "billing_address_city",
                        "billing_address_state",
                        "billing_address_country",
                        "billing_address_postal_code")) {
            assertNamed(visitor, field, ANN.replace("}", ",\"" + field + "\":\"\"}"));
            assertNamed(visitor, field, ANN.replace("}", ",\"" + field + "\":7}"));
        }
        assertNamed(visitor, "nickname", ANN.replace("}", ",\"nickname\":\"A\"}"));
        assertThat(visitor.get("/customers").json().path("meta").path("total").asInt()).isZero();
    }

    private static void assertNamed(ApiVisitor visitor, String field, String body) {
        TestApi.Answer answer = visitor.post("/customers", body);
        assertThat(answer.status()).as(body).isEqualTo(422);
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
    }

    @Test
    void errors_have_one_shape_whatever_went_wrong() {
        assertDetail(404, owner.get("/nowhere"));
        TestApi.Answer method = owner.send("PATCH", "/customers", "{}");
        assertDetail(405, method);
        assertThat(method.header("Allow")).isEqualTo("GET, POST");
        assertDetail(400, owner.post("/customers", "{\"name\":"));
        assertDetail(400, owner.post("/customers", "[]"));
        assertDetail(413, owner.post("/customers", "{\"name\":\"" + "x".repeat(1_100_000) + "\"}"));
        assertDetail(404, owner.get("/customers/not-an-id"));
    }

    private static void assertDetail(int status, TestApi.Answer answer) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.json().path("detail").isString()).isTrue();
    }
}
