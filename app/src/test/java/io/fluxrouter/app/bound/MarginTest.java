package io.fluxrouter.app.bound;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import tools.jackson.databind.JsonNode;

/** The operator's margin, and prices that are tried, against what callers were told. */
@TestInstance(Lifecycle.PER_CLASS)
class MarginTest {
    private static final String CHAT =
            "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private TestNode node;
    private TestApi api;
    private ApiVisitor owner;
    private String customer;
    private Money told = Money.ZERO;
    private Money toldFast = Money.ZERO;

    @BeforeAll
    void start() {
        node = TestNode.start();
        api = node.api();
        owner = ApiVisitor.operator(api);
        customer = api.customer("scale");
        String key = api.key(customer);
        String other = api.key(api.customer("scale"));
        for (int i = 0; i < 6; i++) {
            String model = i % 2 == 0 ? "flux-fast" : "flux-reasoning";
            Money cost = api.chat(i < 4 ? key : other, CHAT.formatted(model)).cost();
            told = told.plus(cost);
            if (i % 2 == 0) toldFast = toldFast.plus(cost);
        }
        node.app().settle();
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void the_margin_is_what_callers_were_told_less_what_providers_are_paid() {
        JsonNode total = margin("").path("total");
        assertThat(money(total, "cost_usd")).isEqualTo(told);
        assertThat(money(total, "margin_usd"))
                .isEqualTo(told.minus(money(total, "provider_cost_usd")));
        assertThat(total.path("margin_percent").isNumber()).isTrue();
        for (String by : new String[] {"customer", "provider", "model", "lane", "day", "key"}) {
            JsonNode data = margin("?group_by=" + by).path("data");
            assertThat(data.isEmpty()).isFalse();
            assertThat(sum(data, "margin_usd")).as(by).isEqualTo(money(total, "margin_usd"));
            assertThat(data.path(0).path(by).asString()).isNotEmpty();
        }
        assertThat(margin("?group_by=customer").path("data").size()).isEqualTo(2);
        assertThat(api.admin("GET", "/v1/margin?group_by=week", "").status()).isEqualTo(400);
        assertThat(api.get("/v1/margin", api.key(customer)).status()).isEqualTo(401);
    }

    @Test
    void a_lane_that_costs_twice_as_much_doubles_its_revenue_and_no_other() {
        JsonNode found =
                tried(
                        "\"lanes\":[{\"lane\":\"express\",\"input\":\"2\",\"cached_input\":0.5,\"output\":8}]");
        assertThat(found.path("requests").asLong()).isEqualTo(6);
        assertThat(money(found.path("before"), "revenue_usd")).isEqualTo(told);
        assertThat(money(found.path("after"), "revenue_usd")).isEqualTo(told.plus(toldFast));
        assertThat(money(found, "change_usd")).isEqualTo(toldFast);
        assertThat(sum(found.path("customers"), "change_usd")).isEqualTo(toldFast);
        assertThat(sum(found.path("models"), "after_usd")).isEqualTo(told.plus(toldFast));
        assertThat(found.path("customers").path(0).path("name").asString()).isEqualTo("Somebody");
        assertThat(money(margin("").path("total"), "cost_usd")).isEqualTo(told);
    }

    @Test
    void what_cannot_be_tried_is_refused_by_name() {
        assertThat(refused("\"customers\":5")).isEqualTo("lanes");
        assertThat(refused("\"models\":[{\"model\":\"no-such\",\"discount_percent\":5}]"))
                .isEqualTo("models[0].model");
        assertThat(refused("\"lanes\":[{\"lane\":\"deep\",\"input\":-1,\"output\":1}]"))
                .isEqualTo("lanes[0].input");
        assertThat(refused("\"lanes\":[{\"lane\":\"slow\",\"input\":1,\"output\":1}]"))
                .isEqualTo("lanes[0].lane");
    }

    @Test
    void prices_at_which_usage_comes_to_more_than_money_can_count_are_refused() {
        String dearest = "{\"lane\":\"%s\",\"input\":1000,\"output\":1000}";
        String all =
                "\"lanes\":[%s,%s],\"from\":\"%s\""
                        .formatted(
                                dearest.formatted("express"),
                                dearest.formatted("deep"),
                                Instant.now().minus(1, ChronoUnit.DAYS));
        addTokens(999_000_000_000L);
        try {
            assertThat(refused(all)).isEqualTo("lanes");
        } finally {
            addTokens(-999_000_000_000L);
        }
        assertThat(owner.post("/price_experiments", "{" + all + "}").status()).isEqualTo(200);
    }

    /** To every request. */
    private void addTokens(long tokens) {
        node.app()
                .storage()
                .database()
                .jdbi()
                .useTransaction(
                        tx -> {
                            // What an owner of the table must do before: nobody else can at all.
                            tx.execute("ALTER TABLE usage_event DISABLE TRIGGER USER");
                            tx.execute("GRANT UPDATE ON usage_event TO CURRENT_USER");
                            tx.execute(
                                    """
                                    UPDATE usage_event SET prompt_tokens = prompt_tokens + ?,
                                        completion_tokens = completion_tokens + ?
                                    """,
                                    tokens,
                                    tokens);
                            tx.execute("REVOKE UPDATE ON usage_event FROM CURRENT_USER");
                            tx.execute("ALTER TABLE usage_event ENABLE TRIGGER USER");
                        });
    }

    @Test
    void prices_are_the_operators_business_alone() {
        Answer refused =
                ApiVisitor.signedUp(api, "somebody").post("/price_experiments", "{\"lanes\":[]}");
        assertThat(refused.status()).isEqualTo(403);
    }

    private JsonNode tried(String prices) {
        Instant from = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(1, ChronoUnit.DAYS);
        Answer answer =
                owner.post("/price_experiments", "{\"from\":\"" + from + "\"," + prices + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private String refused(String body) {
        Answer answer = owner.post("/price_experiments", "{" + body + "}");
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        return answer.json().path("field").asString();
    }

    private JsonNode margin(String query) {
        Answer answer = api.admin("GET", "/v1/margin" + query, "");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return answer.json();
    }

    private static Money sum(JsonNode rows, String name) {
        return rows.valueStream().map(row -> money(row, name)).reduce(Money.ZERO, Money::plus);
    }

    private static Money money(JsonNode row, String name) {
        return Money.usd(row.path(name).asString());
    }
}
