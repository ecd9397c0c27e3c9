package io.fluxrouter.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.simulator.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How large the pages are, and how long the node takes for them, over a history of requests. The
 * times are printed, not judged: a busy machine says nothing about the program. For the figures of
 * docs/performance.md: {@code -Devents=10000000}.
 */
class PageSizeTest {
    private static final long EVENTS = Long.getLong("events", 20_000);
    private static final int CUSTOMERS = 20;
    private static final int ROUNDS = Integer.getInteger("pageRounds", 1);
    private static final int MOST_BYTES = 300_000;

    private static TestNode node;
    private static PageVisitor owner;
    private static PageVisitor operator;

    @BeforeAll
    static void start() {
        node = TestNode.start(Settings.defaults());
        TestApi api = node.api();
        owner = PageVisitor.signedUp(api, "Busy");
        String staff =
                "{\"email\":\"staff@flux.test\",\"password\":\"" + PageVisitor.PASSWORD + "\"}";
        api.admin("POST", "/api/v1/auth/signup", staff);
        operator = new PageVisitor(api);
        operator.post(
                "/login", Map.of("email", "staff@flux.test", "password", PageVisitor.PASSWORD));
        List<UUID> customers = new ArrayList<>();
        List<UUID> keys = new ArrayList<>();
        owner.newKey("production");
        String key = PageVisitor.only(owner.get("/home/keys").text(), "/home/keys/[0-9a-f-]{36}");
        keys.add(UUID.fromString(key.substring("/home/keys/".length())));
        customers.add(
                UUID.fromString(
                        api.admin("GET", "/v1/keys/" + keys.getFirst(), "")
                                .json()
                                .path("customer_id")
                                .asString()));
        for (int i = 1; i < CUSTOMERS; i++) {
            String customer = api.customer("payg");
            String body = "{\"customer_id\":\"" + customer + "\",\"name\":\"a key\"}";
            customers.add(UUID.fromString(customer));
            keys.add(
                    UUID.fromString(
                            api.admin("POST", "/v1/keys", body).json().path("id").asString()));
        }
        long began = System.nanoTime();
        new PastTraffic(node.databaseUrl()).fill(customers, keys, EVENTS);
        System.out.printf("%,d events in %d s%n", EVENTS, seconds(began));
    }

    @AfterAll
    static void stop() {
        if (node != null) node.closeWithoutChecks();
    }

    private static long seconds(long began) {
        return (System.nanoTime() - began) / 1_000_000_000;
    }

    @Test
    void no_page_of_a_customer_is_large() {
        for (String path :
                List.of(
                        "/home",
                        "/home?period=90d",
                        "/home/usage",
                        "/home/usage?group=model&period=90d",
                        "/home/usage?group=key&period=90d",
                        "/home/usage?group=lane&period=today",
                        "/home/usage?group=date&period=90d&model=openai/o3",
                        "/home/playground",
                        "/home/keys",
                        "/home/billing",
                        "/home/billing/plan",
                        "/home/billing/budgets",
                        "/home/audit",
                        "/home/audit?period=90d&model=openai/o3",
                        "/home/audit?period=90d&model=nobody/asked-for-it",
                        "/home/audit?period=90d&outcome=failed",
                        "/home/audit/changes",
                        "/home/people")) {
            look(owner, path);
        }
    }

    @Test
    void no_page_of_the_operator_is_large() {
        for (String path :
                List.of(
                        "/admin",
                        "/admin?period=90d",
                        "/admin/customers",
                        "/admin/subscriptions",
                        "/admin/plans",
                        "/admin/features",
                        "/admin/experiments",
                        "/admin/credit",
                        "/admin/invoices",
                        "/admin/webhooks",
                        "/admin/models",
                        "/admin/providers?period=90d",
                        "/admin/system",
                        "/admin/settings")) {
            look(operator, path);
        }
    }

    private static void look(PageVisitor visitor, String path) {
        long[] micros = new long[ROUNDS];
        TestApi.Answer answer = visitor.get(path);
        for (int i = 0; i < ROUNDS; i++) {
            long began = System.nanoTime();
            answer = visitor.get(path);
            micros[i] = (System.nanoTime() - began) / 1_000;
        }
        Arrays.sort(micros);
        assertThat(answer.status()).as(path).isEqualTo(200);
        int bytes = answer.response().body().length;
        System.out.printf(
                "%-50s %4d KB %7.1f ms%n", path, bytes / 1_000, micros[ROUNDS / 2] / 1_000.0);
        assertThat(bytes).as(path).isLessThan(MOST_BYTES);
    }
}
