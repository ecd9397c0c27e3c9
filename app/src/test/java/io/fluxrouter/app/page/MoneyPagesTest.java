package io.fluxrouter.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people do with money on the pages: bounds, invoices, credit, prices. */
class MoneyPagesTest {
    private static final String CHAT =
            "{\"model\":\"flux-auto\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    private static final String ID = "[0-9a-f-]{36}";
    private static final String BUDGETS = "/home/billing/budgets";

    private static TestNode node;
    private static TestApi api;
    private static PageVisitor owner;
    private static PageVisitor operator;

    @BeforeAll
    static void start() {
        node = TestNode.start();
        api = node.api();
        owner = PageVisitor.signedUp(api, "Careful");
        owner.post("/home/billing/plan", Map.of("plan", "payg"));
        String staff =
                "{\"email\":\"staff@flux.test\",\"password\":\"" + PageVisitor.PASSWORD + "\"}";
        api.admin("POST", "/api/v1/auth/signup", staff);
        operator = new PageVisitor(api);
        operator.post(
                "/login", Map.of("email", "staff@flux.test", "password", PageVisitor.PASSWORD));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static String customerPath() {
        return PageVisitor.only(
                        operator.get("/admin/customers").text(),
                        "/admin/customers/" + ID + "\">Careful")
                .replace("\">Careful", "");
    }

    @Test
    void a_budget_that_is_used_up_stops_its_key_until_it_is_ended() {
        String secret = owner.newKey("bounded");
        String key = PageVisitor.only(owner.get(BUDGETS).text(), "key:" + ID + "(?=\">bounded)");
        Map<String, String> wanted =
                Map.of("name", "Nothing", "whose", key, "limit", "0.000001", "kind", "hard");
        assertThat(owner.post(BUDGETS, wanted).status()).isEqualTo(303);
        assertThat(owner.get(BUDGETS).text()).contains("Nothing", "key bounded");
        // Nodes hear of a budget within a second.
        for (int i = 0; i < 100 && api.chat(secret, CHAT).status() == 200; i++) pause();
        assertThat(api.chat(secret, CHAT).status()).isEqualTo(402);
        String one = PageVisitor.only(owner.get(BUDGETS).text(), BUDGETS + "/" + ID);
        assertThat(owner.post(one + "/end", Map.of()).status()).isEqualTo(303);
        for (int i = 0; i < 100 && api.chat(secret, CHAT).status() != 200; i++) pause();
        assertThat(api.chat(secret, CHAT).status()).isEqualTo(200);
        assertThat(owner.get("/home/audit/changes").text()).contains("budget.create", "budget.end");
    }

    private static void pause() {
        LockSupport.parkNanos(50_000_000);
    }

    @Test
    void the_bounds_of_another_customer_do_not_exist() {
        owner.post("/home/billing/teams", Map.of("name", "Secret project"));
        owner.post(
                "/home/billing/alerts",
                Map.of("name", "Mine", "watches", "ceiling", "thresholds", "50"));
        String page = owner.get(BUDGETS).text();
        PageVisitor other = PageVisitor.signedUp(api, "Nosy");
        assertThat(other.get(BUDGETS).text()).doesNotContain("Secret project", "Mine");
        for (String kind : new String[] {"teams", "alerts"}) {
            String one = PageVisitor.only(page, "/home/billing/" + kind + "/" + ID);
            Map<String, String> theirs = Map.of("name", "Theirs", "thresholds", "1");
            assertThat(other.post(one, theirs).status()).as(kind).isEqualTo(404);
            assertThat(other.post(one + "/end", Map.of()).status()).as(kind).isEqualTo(404);
        }
        assertThat(owner.get(BUDGETS).text()).contains("Secret project", "Mine");
    }

    @Test
    void what_is_not_possible_is_said_on_the_page() {
        TestApi.Answer answer =
                owner.post(
                        "/home/billing/alerts",
                        Map.of("name", "x", "watches", "ceiling", "thresholds", "many"));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text()).contains("Thresholds are numbers", "Budgets and alerts");
        TestApi.Answer topup =
                owner.post(
                        "/home/billing/topup",
                        Map.of("threshold", "5", "amount", "10", "most", "50"));
        assertThat(topup.status()).isEqualTo(409);
        assertThat(topup.text()).contains("There is no card on file to charge.");
    }

    @Test
    void an_open_invoice_is_paid_from_its_page() {
        String customer = customerPath().substring("/admin/customers/".length());
        String page = "/home/billing/invoices/" + api.invoice(customer, "Help", "12.50");
        assertThat(owner.get(page).text()).contains("Pay $25.00", "Development mode: paying");
        assertThat(owner.post(page + "/pay", Map.of()).status()).isEqualTo(303);
        assertThat(owner.get(page).text())
                .contains("badge good\">paid", "simulated, in development")
                .doesNotContain("Pay $25.00");
        assertThat(owner.post(page + "/link", Map.of()).text()).contains("/p/");
    }

    @Test
    void credit_is_adjusted_with_a_reason_and_never_below_nothing() {
        String customer = customerPath();
        operator.post(customer + "/credit", Map.of("amount", "10", "reason", "welcome"));
        assertThat(operator.post(customer + "/adjust", Map.of("amount", "-3")).status())
                .isEqualTo(400);
        operator.post(customer + "/adjust", Map.of("amount", "-3", "reason", "counted twice"));
        assertThat(operator.get(customer).text()).contains("counted twice", "title=\"$7.00\"");
        assertThat(
                        operator.post(
                                        customer + "/adjust",
                                        Map.of("amount", "-100", "reason", "too much"))
                                .status())
                .isGreaterThanOrEqualTo(400);
        assertThat(operator.get(customer).text()).contains("title=\"$7.00\"");
    }

    @Test
    void the_simulator_splits_a_quantity_by_tiers_as_an_invoice_would() {
        operator.post(
                "/admin/features",
                Map.of(
                        "name",
                        "Calls",
                        "key",
                        "calls",
                        "kind",
                        "meter",
                        "aggregation",
                        "COUNT",
                        "event",
                        "call"));
        operator.post(
                "/admin/plans", Map.of("name", "Tried", "type", "HYBRID", "interval", "month"));
        String plan =
                PageVisitor.only(
                                operator.get("/admin/plans").text(),
                                "/admin/plans/" + ID + "\">Tried")
                        .replace("\">Tried", "");
        String meter =
                PageVisitor.only(operator.get(plan).text(), "value=\"" + ID + "\">calls<")
                        .replaceAll("value=\"|\">calls<", "");
        Map<String, String> charge =
                Map.of(
                        "type", "USAGE",
                        "display_name", "Calls",
                        "meter", meter,
                        "mode", "graduated",
                        "tier_upto_0", "1000",
                        "tier_price_0", "0.002",
                        "tier_price_1", "0.001",
                        "included_units", "100",
                        "tried", "2,600");
        // 100 are included, 1,000 at $0.002, 1,500 at $0.001.
        assertThat(operator.post(plan + "/try", charge).text())
                .contains(">$2.00<", ">$1.50<", ">$3.50<");
        assertThat(operator.post(plan + "/charges", charge).status()).isEqualTo(303);
        String dial = PageVisitor.only(operator.get(plan).text(), "name=\"q-" + ID);
        String field = dial.substring("name=\"".length());
        assertThat(operator.get(plan + "/price?" + field + "=2600").text())
                .contains(">$2.00<", ">$1.50<", ">$3.50<");
        assertThat(operator.post(plan + "/try", Map.of("mode", "graduated")).text())
                .contains("notice warn");
    }

    @Test
    void settings_are_shown_without_secrets() {
        assertThat(operator.get("/admin/settings").text())
                .contains("FLUX_ADMIN_TOKEN", "FLUX_JOURNAL_SYNC", "development")
                .doesNotContain("admin-token-of-a-test", "password=");
    }
}
