package io.fluxrouter.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.hostile.Existing;
import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestApi.Answer;
import java.util.Map;

/** One of everything that a customer, or an organisation, may have. */
final class Things {
    private final TestApi api;
    private final Map<String, String> ids;
    private final String customer;

    Things(TestApi api, Map<String, String> ids) {
        this.api = api;
        this.ids = ids;
        this.customer = String.valueOf(ids.get("customer"));
    }

    /** The customer's. */
    void make() {
        String owner = "{\"customer_id\":\"" + customer + "\",";
        admin("budgets", "/v1/budgets", owner + "\"name\":\"B\",\"limit_usd\":100}");
        admin("teams", "/v1/teams", owner + "\"name\":\"T\"}");
        admin(
                "alerts",
                "/v1/alerts",
                owner + "\"name\":\"A\",\"watches\":\"ceiling\",\"thresholds\":[50]}");
        admin("credit_packages", "/v1/credit_packages", "{\"name\":\"P\",\"price_usd\":10}");
        admin(
                "credit_purchases",
                "/v1/credit_purchases",
                owner + "\"package_id\":\"" + ids.get("credit_packages") + "\"}");
        ids.put("purchase", String.valueOf(ids.get("credit_purchases")));
        ids.put("models", "gpt-4o-mini");
        ids.put("customers", customer);
        invoice();
    }

    private void admin(String name, String path, String body) {
        ids.put(name, id(api.admin("POST", path, body), path));
    }

    /** Made by hand, as no month has ended; final, as its customer does not see drafts. */
    private void invoice() {
        ApiVisitor operator = ApiVisitor.operator(api);
        String body =
                "{\"customer_id\":\"%s\",\"currency\":\"USD\",\"line_items\":%s}"
                        .formatted(
                                customer,
                                "[{\"description\":\"Work\",\"quantity\":1,\"unit_amount\":\"1\"}]");
        String id = made(operator, "/invoices", body);
        assertThat(operator.post("/invoices/" + id + "/finalize", "").status()).isEqualTo(200);
        ids.put("invoices", id);
    }

    /** The organisation's. */
    static Existing billing(ApiVisitor owner) {
        Existing some = Existing.of(owner);
        String customer = "/customers/" + some.find("customers").orElseThrow();
        String invoice = "/invoices/" + some.find("invoices").orElseThrow();
        String webhook = "/webhooks/" + some.find("webhooks").orElseThrow();
        assertThat(owner.post(invoice + "/finalize", "").status()).isEqualTo(200);
        assertThat(owner.post(invoice + "/generate-token", "{}").status()).isLessThan(300);
        Existing more =
                some.with(
                                "discounts",
                                made(
                                        owner,
                                        customer + "/discounts",
                                        "{\"name\":\"D\",\"percent_off\":10}"))
                        .with("tokens", first(owner, invoice + "/tokens"));
        Answer delivery = owner.post(webhook + "/test", "{}");
        assertThat(delivery.status()).as(delivery.text()).isLessThan(300);
        return more.with("deliveries", first(owner, webhook + "/deliveries"));
    }

    private static String first(ApiVisitor owner, String path) {
        Answer list = owner.get(path);
        String id = list.json().path("data").path(0).path("id").asString("");
        assertThat(id).as(list.text()).isNotEmpty();
        return id;
    }

    private static String made(ApiVisitor owner, String path, String body) {
        return id(owner.post(path, body), path);
    }

    private static String id(Answer answer, String path) {
        assertThat(answer.status()).as("%s: %s", path, answer.text()).isBetween(200, 201);
        String id = answer.json().path("id").asString("");
        assertThat(id).as("%s: %s", path, answer.text()).isNotEmpty();
        return id;
    }
}
