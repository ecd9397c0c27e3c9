package io.fluxrouter.app.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.core.money.Money;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** One number, four views: what callers were told, the events, the roll-ups and the ledger. */
class EqualityTest {
    private static final int REQUESTS = 10_000;
    private static final int AT_ONCE = 64;
    private static final String[] MODELS = {
        "flux-auto",
        "flux-fast",
        "flux-standard",
        "flux-reasoning",
        "gpt-4o-mini",
        "claude-haiku-4-5"
    };
    private static final String[] BEHAVIOURS = {
        "",
        "",
        "",
        "",
        "tokens=40",
        "omit-usage",
        "zero-usage",
        "fail=500",
        "fail=400",
        "double-usage",
        "usage=1500/77/1024"
    };

    @Test
    void ten_thousand_random_requests_add_up_everywhere() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("EqualityTest seed " + seed);
        Random random = new Random(seed);
        try (TestNode node = TestNode.start()) {
            Map<String, Money> told = new HashMap<>();
            Map<String, String> keys = customersWithKeys(node, told);
            send(node, random, keys, told);

            node.app().settle();
            told.forEach((customer, sum) -> assertAllViewsAgree(node, customer, sum));
        }
    }

    private static Map<String, String> customersWithKeys(TestNode node, Map<String, Money> told) {
        Map<String, String> keys = new HashMap<>();
        for (int i = 0; i < 8; i++) {
            String customer = node.api().customer(i % 2 == 0 ? "scale" : "none");
            if (i % 2 == 1) node.api().grant(customer, "1000");
            keys.put(customer, node.api().key(customer));
            told.put(customer, Money.ZERO);
        }
        return keys;
    }

    private static void send(
            TestNode node, Random random, Map<String, String> keys, Map<String, Money> told) {
        String[] customers = keys.keySet().toArray(String[]::new);
        Semaphore places = new Semaphore(AT_ONCE);
        Deque<CompletableFuture<Void>> running = new ArrayDeque<>();
        for (int i = 0; i < REQUESTS; i++) {
            String customer = customers[random.nextInt(customers.length)];
            boolean stream = random.nextInt(4) == 0;
            String body = body(random, stream);
            places.acquireUninterruptibly();
            running.add(
                    node.api()
                            .chatAsync(Objects.requireNonNull(keys.get(customer)), body)
                            .thenAccept(
                                    answer -> {
                                        Money cost = cost(answer, stream);
                                        synchronized (told) {
                                            told.merge(customer, cost, Money::plus);
                                        }
                                    })
                            .whenComplete((done, failure) -> places.release()));
        }
        running.forEach(CompletableFuture::join);
    }

    private static String body(Random random, boolean stream) {
        String behaviour = BEHAVIOURS[random.nextInt(BEHAVIOURS.length)];
        return "{\"model\":\""
                + MODELS[random.nextInt(MODELS.length)]
                + "\",\"stream\":"
                + stream
                + (behaviour.isEmpty() ? "" : ",\"user\":\"simulate:" + behaviour + "\"")
                + ",\"max_tokens\":"
                + (1 + random.nextInt(200))
                + ",\"messages\":[{\"role\":\"user\",\"content\":\"question "
                + random.nextInt(1_000)
                + "\"}]}";
    }

    private static Money cost(Answer answer, boolean stream) {
        if (answer.status() != 200) return Money.ZERO;
        if (!stream) return answer.cost();
        String marker = "\"cost_usd\":\"";
        int at = answer.text().lastIndexOf(marker);
        assertThat(at).as(answer.text()).isPositive();
        int from = at + marker.length();
        return Money.usd(answer.text().substring(from, answer.text().indexOf('"', from)));
    }

    private static void assertAllViewsAgree(TestNode node, String customer, Money told) {
        Money rollups = usage(node, customer, "");
        Money events = usage(node, customer, "&from=2020-01-01T00:00:00.001Z");
        Money ledger = Money.ZERO;
        String before = "";
        while (true) {
            JsonNode page =
                    node.api()
                            .admin(
                                    "GET",
                                    "/v1/transactions?limit=1000&customer_id=" + customer + before,
                                    "")
                            .json();
            for (JsonNode row : page.path("data")) {
                if (row.path("type").asString().equals("usage_debit")) {
                    ledger = ledger.plus(Money.usd(row.path("amount_usd").asString()));
                }
            }
            if (!page.path("has_more").asBoolean()) break;
            before = "&before=" + page.path("next_before").asString();
        }
        assertThat(rollups).as("roll-ups").isEqualTo(told);
        assertThat(events).as("events").isEqualTo(told);
        assertThat(ledger).as("ledger").isEqualTo(told);
        assertThat(told).isGreaterThan(Money.ZERO);
    }

    private static Money usage(TestNode node, String customer, String more) {
        JsonNode usage =
                node.api().admin("GET", "/v1/usage?customer_id=" + customer + more, "").json();
        return Money.usd(usage.path("total").path("cost_usd").asString());
    }
}
