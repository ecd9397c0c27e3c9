package io.fluxrouter.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.console.page.Show;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.usage.RequestId;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The figures on the pages are the books' to the last digit. What verify recomputes is recomputed
 * here from single requests and ledger entries, and looked for on each page that says it.
 */
class FiguresTest {
    private static final List<String> MODELS =
            List.of("flux-fast", "flux-standard", "flux-reasoning", "flux-auto");

    private static final char MINUS = '\u2212';

    private static TestNode node;
    private static TestApi api;
    private static PageVisitor owner;
    private static PageVisitor other;
    private static PageVisitor operator;
    private static String customer = "";
    private static String neighbour = "";

    @BeforeAll
    static void start() {
        node = TestNode.start();
        api = node.api();
        owner = PageVisitor.signedUp(api, "Exact");
        owner.post("/home/billing/plan", Map.of("plan", "builder"));
        other = PageVisitor.signedUp(api, "Neighbour");
        other.post("/home/billing/plan", Map.of("plan", "payg"));
        String staff =
                "{\"email\":\"staff@flux.test\",\"password\":\"" + PageVisitor.PASSWORD + "\"}";
        api.admin("POST", "/api/v1/auth/signup", staff);
        operator = new PageVisitor(api);
        operator.post(
                "/login", Map.of("email", "staff@flux.test", "password", PageVisitor.PASSWORD));
        List<String> keys =
                List.of(owner.newKey("one"), owner.newKey("two"), other.newKey("three"));
        for (String key : keys) MODELS.forEach(model -> chat(key, model));
        customer = id("Exact");
        neighbour = id("Neighbour");
        String path = "/admin/customers/" + customer;
        operator.post(path + "/credit", Map.of("amount", "7.000000001", "reason", "a gift"));
        operator.post(path + "/adjust", Map.of("amount", "-0.123456789", "reason", "too much"));
        node.app().settle();
    }

    private static String id(String name) {
        String page = operator.get("/admin/customers").text();
        return PageVisitor.only(page, "/admin/customers/[0-9a-f-]{36}\">" + name)
                .replaceAll(".*/|\">.*", "");
    }

    private static void chat(String key, String model) {
        String body =
                "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"Say hello.\"}]}";
        assertThat(api.chat(key, body.formatted(model)).status()).isEqualTo(200);
    }

    /** Closing verifies: the books that the pages are compared with are sound. */
    @AfterAll
    static void stop() {
        node.close();
    }

    private static String exact(Money amount) {
        return "title=\"" + amount.toString().replace('-', MINUS) + "\"";
    }

    private static Map<String, Money> sums(String column, String group) {
        return query(
                "SELECT %s, sum(%s) FROM usage_event WHERE customer_id = '%s' GROUP BY 1"
                        .formatted(group, column, customer));
    }

    private static Map<String, Money> query(String sql) {
        Map<String, Money> sums = new LinkedHashMap<>();
        try (Connection connection = DriverManager.getConnection(node.databaseUrl());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) sums.put(rows.getString(1), Money.ofNanos(rows.getLong(2)));
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return sums;
    }

    private static Money only(Map<String, Money> sums) {
        return sums.values().iterator().next();
    }

    @Test
    void spend_market_rate_and_savings_are_the_sums_of_requests() {
        Money cost = only(sums("cost_nanos", "''"));
        Money market = only(sums("market_cost_nanos", "''"));
        assertThat(cost.isPositive()).isTrue();
        assertThat(owner.get("/home").text())
                .contains(exact(cost), exact(market), exact(market.minus(cost)));
    }

    @Test
    void every_row_of_every_breakdown_is_the_sum_of_its_requests() {
        Map<String, String> columns =
                Map.of(
                        "key", "key_id::text",
                        "model", "model",
                        "provider", "provider",
                        "lane", "lane",
                        "date", "(occurred_at AT TIME ZONE 'UTC')::date::text");
        columns.forEach(
                (group, column) -> {
                    String page = owner.get("/home/usage?group=" + group).text();
                    sums("cost_nanos", column)
                            .forEach((name, sum) -> assertThat(page).as(name).contains(exact(sum)));
                    assertThat(page).contains(exact(only(sums("cost_nanos", "''"))));
                });
    }

    @Test
    void the_files_add_up_to_the_ledger() {
        Money paid =
                only(
                        query(
                                "SELECT '', sum(amount_nanos) FROM transfer WHERE settlement_id IS"
                                        + " NOT NULL AND customer_id = '"
                                        + customer
                                        + "'"));
        Money exported =
                owner.get("/home/audit.csv?period=today")
                        .text()
                        .lines()
                        .skip(1)
                        .map(line -> Money.usd(line.split(",", -1)[13]))
                        .reduce(Money.ZERO, Money::plus);
        assertThat(exported).isEqualTo(paid);
        assertThat(only(sums("cost_nanos", "''"))).isEqualTo(paid);
    }

    @Test
    void credit_and_the_ledger_are_the_grants_and_transfers() {
        Money credit =
                only(
                        query(
                                "SELECT '', sum(remaining_nanos) FROM credit_grant WHERE customer_id"
                                        + " = '"
                                        + customer
                                        + "'"));
        assertThat(credit).isEqualTo(Money.usd("6.876543212"));
        String page = owner.get("/home/billing").text();
        assertThat(page).contains(exact(credit));
        query(
                        "SELECT sequence::text, amount_nanos FROM transfer WHERE customer_id = '%s'"
                                        .formatted(customer)
                                + " ORDER BY sequence DESC LIMIT 15")
                .forEach((sequence, amount) -> assertThat(page).contains(exact(amount)));
        assertThat(operator.get("/admin/customers/" + customer).text()).contains(exact(credit));
    }

    @Test
    void invoices_say_on_every_page_what_the_tables_say() {
        String body =
                "{\"customer_id\":\"%s\",\"currency\":\"USD\",\"line_items\":%s}"
                        .formatted(
                                neighbour,
                                "[{\"description\":\"Calls\",\"quantity\":\"82450\",\"unit_amount\":\"0.001\"},"
                                        + "{\"description\":\"Help\",\"quantity\":\"1.5\",\"unit_amount\":\"33.33\"}]");
        for (int i = 0; i < 2; i++) {
            String id = api.admin("POST", "/api/v1/invoices", body).json().path("id").asString();
            if (i == 0) api.admin("POST", "/api/v1/invoices/" + id + "/finalize", "");
        }
        String customers = other.get("/home/billing").text();
        String operators = operator.get("/admin/invoices").text();
        List<Billed> billed = billed();
        assertThat(billed).hasSizeGreaterThanOrEqualTo(2);
        for (Billed invoice : billed) {
            assertThat(operators).contains(invoice.total(), invoice.due());
            if (invoice.number() == null) continue;
            assertThat(customers).contains(invoice.number(), invoice.total(), invoice.due());
            String page = other.get("/home/billing/invoices/" + invoice.id()).text();
            assertThat(page).contains(invoice.total(), invoice.due()).contains(invoice.lines());
            assertThat(other.get("/home/billing/invoices/" + invoice.id() + "/paper").text())
                    .contains(invoice.total());
        }
    }

    /** An invoice as the tables have it, in the words of the pages. */
    private record Billed(
            String id, @Nullable String number, String total, String due, List<String> lines) {}

    private static List<Billed> billed() {
        String sql =
                """
                SELECT i.id::text, i.number, i.total,
                       i.total - i.credit_applied - i.amount_paid - i.amount_credited AS due,
                       sum(l.amount) - i.discount + i.tax AS summed,
                       array_agg(l.amount ORDER BY l.position) AS lines
                FROM invoice i JOIN invoice_line l ON l.invoice_id = i.id
                WHERE i.customer_id = '%s' GROUP BY i.id
                """
                        .formatted(neighbour);
        List<Billed> billed = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection(node.databaseUrl());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                assertThat(rows.getBigDecimal("summed"))
                        .isEqualByComparingTo(rows.getBigDecimal("total"));
                billed.add(
                        new Billed(
                                rows.getString("id"),
                                rows.getString("number"),
                                shown(rows.getBigDecimal("total")),
                                shown(rows.getBigDecimal("due")),
                                Stream.of((BigDecimal[]) rows.getArray("lines").getArray())
                                        .map(FiguresTest::shown)
                                        .toList()));
            }
        } catch (SQLException failure) {
            throw new IllegalStateException(failure);
        }
        return billed;
    }

    private static String shown(BigDecimal amount) {
        return Show.exact(amount);
    }

    @Test
    void margin_is_what_customers_paid_less_what_providers_take() {
        String page = operator.get("/admin").text();
        Money revenue = only(query("SELECT '', sum(cost_nanos) FROM usage_event"));
        Money provider = only(query("SELECT '', sum(provider_cost_nanos) FROM usage_event"));
        assertThat(page).contains(exact(revenue), exact(provider), exact(revenue.minus(provider)));
        List<String> expected = new ArrayList<>();
        query("SELECT model, sum(cost_nanos - provider_cost_nanos) FROM usage_event GROUP BY 1")
                .values()
                .forEach(one -> expected.add(exact(one)));
        query("SELECT customer_id::text, sum(cost_nanos) FROM usage_event GROUP BY 1")
                .values()
                .forEach(one -> expected.add(exact(one)));
        assertThat(expected).hasSizeGreaterThan(4);
        assertThat(page).contains(expected);
    }

    @Test
    void the_route_card_says_what_the_request_cost() {
        query(
                        "SELECT id::text, cost_nanos FROM usage_event WHERE customer_id = '%s'"
                                .formatted(customer))
                .forEach(
                        (id, cost) ->
                                assertThat(
                                                owner.get(
                                                                "/home/usage/requests/"
                                                                        + RequestId.format(
                                                                                UUID.fromString(
                                                                                        id)))
                                                        .text())
                                        .contains(cost.toString()));
    }

    @Test
    void an_experiment_starts_from_what_was_paid() {
        TestApi.Answer answer =
                operator.post(
                        "/admin/experiments",
                        Map.of(
                                "period", "month",
                                "model", "openai/gpt-4o-mini",
                                "model_discount", "0"));
        Money revenue = only(query("SELECT '', sum(cost_nanos) FROM usage_event"));
        assertThat(answer.text()).contains(exact(revenue));
    }
}
