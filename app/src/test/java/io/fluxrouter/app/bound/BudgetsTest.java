package io.fluxrouter.app.bound;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.core.money.Money;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/** Budgets of teams, keys and customers, on two nodes. */
@TestInstance(Lifecycle.PER_CLASS)
class BudgetsTest {
    private static final int ROUNDS = Integer.getInteger("budgetRounds", 3);
    private static final int REQUESTS = 300;
    private static final String CHAT =
            "{\"model\":\"flux-fast\",\"user\":\"simulate:tokens=300\",\"messages\":"
                    + "[{\"role\":\"user\",\"content\":\"Tell me a story.\"}]}";

    private TestNode first;
    private TestNode second;
    private TestApi api;

    @BeforeAll
    void start() {
        first = TestNode.start();
        second = first.another();
        api = first.api();
    }

    @AfterAll
    void stop() {
        second.close();
        first.close();
    }

    @Test
    void a_hard_budget_of_a_team_is_never_passed_however_many_keys_race_on_two_nodes() {
        for (int round = 0; round < ROUNDS; round++) {
            String customer = api.customer("scale");
            List<Key> keys = List.of(key(customer), key(customer), key(customer));
            Key outside = key(customer);
            String team = team(customer, keys);
            JsonNode budget =
                    budget(customer, "\"team_id\":\"" + team + "\",\"limit_usd\":\"0.01\"");
            awaitStart(budget);

            Money told = race(keys);
            first.app().settle();
            second.app().settle();
            JsonNode after = read(budget);
            Money used = Money.usd(after.path("used_usd").asString());
            assertThat(used).as("round %d", round).isEqualTo(told);
            assertThat(used).as("round %d", round).isLessThanOrEqualTo(Money.usd("0.01"));
            assertThat(used.isPositive()).isTrue();
            assertThat(chat(outside).status()).isEqualTo(200);
        }
    }

    private Money race(List<Key> keys) {
        List<CompletableFuture<Answer>> running = new ArrayList<>(REQUESTS);
        for (int i = 0; i < REQUESTS; i++) {
            TestApi at = i % 2 == 0 ? first.api() : second.api();
            running.add(at.chatAsync(keys.get(i % keys.size()).secret(), CHAT));
        }
        Money told = Money.ZERO;
        int refused = 0;
        for (CompletableFuture<Answer> call : running) {
            Answer answer = call.join();
            if (answer.status() == 200) told = told.plus(answer.cost());
            else if (answer.errorCode().equals("budget_exceeded")) refused++;
            else assertThat(answer.status()).as(answer.text()).isEqualTo(429);
        }
        assertThat(refused).isPositive();
        return told;
    }

    @Test
    void a_refusal_names_the_budget_and_what_is_left_of_it() {
        String customer = api.customer("scale");
        Key key = key(customer);
        JsonNode budget =
                budget(customer, "\"key_id\":\"" + key.id() + "\",\"limit_usd\":\"0.00001\"");
        awaitStart(budget);
        Answer refused = chat(key);
        assertThat(refused.status()).isEqualTo(402);
        JsonNode error = refused.json().path("error");
        assertThat(error.path("code").asString()).isEqualTo("budget_exceeded");
        assertThat(error.path("metadata").path("budget_id").asString())
                .isEqualTo(budget.path("id").asString());
        assertThat(error.path("metadata").path("scope").asString()).isEqualTo("budget");

        patch(budget, "{\"limit_usd\":\"5\"}");
        await(() -> chat(key).status() == 200);
        assertThat(api.admin("DELETE", path(budget), "").status()).isEqualTo(204);
        await(() -> chat(key).status() == 200);
        assertThat(api.admin("GET", path(budget), "").status()).isEqualTo(404);
    }

    @Test
    void a_soft_budget_warns_and_goes_on() {
        String customer = api.customer("scale");
        Key key = key(customer);
        Key proxy = key(customer, ",\"dialect\":\"proxy\"");
        JsonNode budget =
                budget(
                        customer,
                        "\"limit_usd\":\"0.0001\",\"hard\":false,\"name\":\"so \\\"soft\\\"\"");
        assertThat(chat(key).header("X-Budget-Warning")).isEmpty();
        awaitStart(budget);
        await(
                () ->
                        chat(key)
                                .header("X-Budget-Warning")
                                .startsWith("\"so \\\"soft\\\"\";used_percent="));
        Answer warned = chat(key);
        assertThat(warned.status()).isEqualTo(200);
        assertThat(chat(proxy).header("X-Budget-Warning")).isEqualTo("approaching_limit");
        first.app().settle();
        assertThat(read(budget).path("used_percent").asLong()).isGreaterThan(100);
    }

    @Test
    void a_key_that_leaves_its_team_is_bounded_no_more_and_what_it_spent_stays_counted() {
        String customer = api.customer("scale");
        Key key = key(customer);
        String team = team(customer, List.of(key));
        JsonNode budget = budget(customer, "\"team_id\":\"" + team + "\",\"limit_usd\":\"0.003\"");
        awaitStart(budget);
        await(() -> chat(key).status() == 402);
        first.app().settle();
        String used = read(budget).path("used_usd").asString();
        assertThat(api.admin("PATCH", "/v1/teams/" + team, "{\"key_ids\":[]}").status())
                .isEqualTo(200);
        await(() -> chat(key).status() == 200);
        await(() -> chat(key).status() == 200);
        first.app().settle();
        assertThat(read(budget).path("used_usd").asString()).isEqualTo(used);
        assertThat(api.admin("DELETE", "/v1/teams/" + team, "").status()).isEqualTo(409);
    }

    @Test
    void a_key_sees_the_budgets_of_its_customer_and_changes_none() {
        String customer = api.customer("scale");
        Key key = key(customer);
        JsonNode own = budget(customer, "\"limit_usd\":\"5\"");
        JsonNode others = budget(api.customer("scale"), "\"limit_usd\":\"5\"");
        JsonNode listed = api.get("/v1/budgets", key.secret()).json().path("data");
        assertThat(listed.size()).isEqualTo(1);
        assertThat(api.get(path(own), key.secret()).status()).isEqualTo(200);
        assertThat(api.get(path(others), key.secret()).status()).isEqualTo(404);
        Answer refused =
                api.send(
                        HttpRequest.newBuilder(URI.create(api.origin() + path(own)))
                                .header("Authorization", "Bearer " + key.secret())
                                .DELETE()
                                .build());
        assertThat(refused.status()).isEqualTo(401);
    }

    @Test
    void what_does_not_belong_together_is_refused_by_name() {
        String customer = api.customer("scale");
        Key foreign = key(api.customer("scale"));
        assertThat(refused(customer, "\"key_id\":\"" + foreign.id() + "\",\"limit_usd\":\"5\""))
                .isEqualTo("key_id");
        assertThat(refused(customer, "\"limit_usd\":\"5\",\"period\":\"hourly\""))
                .isEqualTo("period");
        assertThat(refused(customer, "\"limit_usd\":\"-5\"")).isEqualTo("limit_usd");
        assertThat(refused(customer, "\"limit_usd\":\"5\",\"warn_percent\":101"))
                .isEqualTo("warn_percent");
    }

    private record Key(String id, String secret) {}

    private Key key(String customer) {
        return key(customer, "");
    }

    private Key key(String customer, String more) {
        String body = "{\"customer_id\":\"" + customer + "\",\"name\":\"a key\"" + more + "}";
        JsonNode made = api.admin("POST", "/v1/keys", body).json();
        return new Key(made.path("id").asString(), made.path("key").asString());
    }

    private String team(String customer, List<Key> keys) {
        List<String> ids = keys.stream().map(key -> "\"" + key.id() + "\"").toList();
        String body =
                "{\"customer_id\":\"%s\",\"name\":\"web\",\"key_ids\":%s}".formatted(customer, ids);
        return made("/v1/teams", body).path("id").asString();
    }

    private JsonNode budget(String customer, String more) {
        String name = more.contains("\"name\"") ? "" : "\"name\":\"a budget\",";
        return made("/v1/budgets", "{\"customer_id\":\"" + customer + "\"," + name + more + "}");
    }

    private JsonNode made(String path, String body) {
        Answer answer = api.admin("POST", path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json();
    }

    private String refused(String customer, String more) {
        String body = "{\"customer_id\":\"" + customer + "\",\"name\":\"x\"," + more + "}";
        Answer answer = api.admin("POST", "/v1/budgets", body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        return answer.json().path("error").path("param").asString();
    }

    private void patch(JsonNode budget, String body) {
        Answer answer = api.admin("PATCH", path(budget), body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private JsonNode read(JsonNode budget) {
        return api.admin("GET", path(budget), "").json();
    }

    private static String path(JsonNode budget) {
        return "/v1/budgets/" + budget.path("id").asString();
    }

    private Answer chat(Key key) {
        return api.chat(key.secret(), CHAT);
    }

    private static void awaitStart(JsonNode budget) {
        Instant start = Instant.parse(budget.path("starts_at").asString());
        await(() -> Instant.now().isAfter(start));
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
    }
}
