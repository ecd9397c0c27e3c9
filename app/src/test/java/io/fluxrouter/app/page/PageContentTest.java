package io.fluxrouter.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.core.money.Money;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * What the pages say: nothing that was typed becomes a script, and every figure is the ledger's.
 */
class PageContentTest {
    private static final String SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=a()>";
    private static final String CHAT =
            "{\"model\":\"flux-auto\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private static TestNode node;
    private static TestApi api;

    @BeforeAll
    static void start() {
        node = TestNode.start();
        api = node.api();
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void what_people_type_is_shown_as_text_everywhere() {
        PageVisitor visitor = PageVisitor.signedUp(api, SCRIPT);
        String key = visitor.newKey(SCRIPT);
        api.send(
                HttpRequest.newBuilder(api.chatRequest(key, CHAT), (n, v) -> true)
                        .header("User-Agent", SCRIPT)
                        .build());
        visitor.post("/home/keys", Map.of("name", SCRIPT, "limit", SCRIPT));
        for (String path :
                List.of(
                        "/home",
                        "/home/usage",
                        "/home/usage?group=key",
                        "/home/keys",
                        "/home/audit",
                        "/home/audit?show_agent=1&show_asked=1",
                        "/home/audit/changes",
                        "/home/people",
                        "/home/billing",
                        "/home/usage?model=" + encoded(),
                        "/home/audit?provider=" + encoded(),
                        "/login?next=" + encoded())) {
            assertThat(visitor.get(path).text())
                    .as(path)
                    .doesNotContain("<script>alert", "<img src=x");
        }
        TestApi.Answer wrong = visitor.post("/home/keys", Map.of("name", SCRIPT, "limit", SCRIPT));
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text()).doesNotContain("<script>alert", "<img src=x");
        TestApi.Answer login =
                new PageVisitor(api)
                        .post("/login", Map.of("email", SCRIPT, "password", "a b c d e"));
        assertThat(login.text()).doesNotContain("<script>alert", "<img src=x");
    }

    private static String encoded() {
        return URLEncoder.encode(SCRIPT, StandardCharsets.UTF_8);
    }

    @Test
    void a_secret_is_shown_once() {
        PageVisitor visitor = PageVisitor.signedUp(api, "Secretive");
        String secret = visitor.newKey("once");
        assertThat(visitor.get("/home/keys").text()).contains("once").doesNotContain(secret);
        assertThat(api.chat(secret, CHAT).status()).isEqualTo(200);
    }

    @Test
    void a_key_says_when_it_was_used_last() {
        PageVisitor visitor = PageVisitor.signedUp(api, "Punctual");
        String secret = visitor.newKey("watch");
        String never = "data-label=\"Last used\"><span class=\"muted\">never</span>";
        String page = visitor.get("/home/keys").text();
        assertThat(page).contains(never);
        String id = PageVisitor.only(page, "/home/keys/[0-9a-f-]{36}").substring(11);
        assertThat(key(id).path("last_used_at").isNull()).isTrue();
        Instant before = Instant.now();
        api.chat(secret, CHAT);
        assertThat(visitor.get("/home/keys").text())
                .contains("data-label=\"Last used\"><time")
                .doesNotContain(never);
        assertThat(Instant.parse(key(id).path("last_used_at").asString()))
                .isBetween(before, Instant.now());
    }

    private static JsonNode key(String id) {
        return api.admin("GET", "/v1/keys/" + id, "").json();
    }

    @Test
    void revoking_a_key_stops_it_at_once() {
        PageVisitor visitor = PageVisitor.signedUp(api, "Revoker");
        String secret = visitor.newKey("short lived");
        String path =
                PageVisitor.only(visitor.get("/home/keys").text(), "/home/keys/[0-9a-f-]{36}");
        assertThat(visitor.post(path + "/revoke", Map.of()).status()).isEqualTo(303);
        assertThat(api.chat(secret, CHAT).status()).isEqualTo(401);
        assertThat(visitor.get("/home/audit/changes").text())
                .contains("key.create", "key.revoke", "short lived");
    }

    @Test
    void the_figures_are_what_callers_were_told() {
        PageVisitor visitor = PageVisitor.signedUp(api, "Exact");
        // The free plan lets one request through a second.
        visitor.post("/home/billing/plan", Map.of("plan", "payg"));
        String key = visitor.newKey("counting");
        Money told = Money.ZERO;
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            TestApi.Answer answer = api.chat(key, CHAT);
            told = told.plus(answer.cost());
            ids.add(answer.header("X-Flux-Request-Id"));
        }
        assertThat(told.isPositive()).isTrue();
        assertThat(visitor.get("/home").text()).contains("title=\"" + told + "\"");
        assertThat(visitor.get("/home/usage?group=model").text())
                .contains("title=\"" + told + "\"");
        String csv = visitor.get("/home/audit.csv?period=today").text();
        assertThat(csv.lines().skip(1)).hasSize(5);
        assertThat(csv).contains(ids);
        String lines = visitor.get("/home/audit.jsonl?period=today").text();
        assertThat(lines.lines()).hasSize(5).allMatch(line -> line.startsWith("{\"request_id\":"));
        Money exported =
                csv.lines()
                        .skip(1)
                        .map(line -> Money.usd(line.split(",", -1)[13]))
                        .reduce(Money.ZERO, Money::plus);
        assertThat(exported).isEqualTo(told);
    }

    @Test
    void any_days_are_chosen_and_keep_what_else_was_chosen() {
        PageVisitor visitor = PageVisitor.signedUp(api, "Historian");
        String days = "from=2026-01-05&to=2026-02-03";
        for (String path : List.of("/home", "/home/usage", "/home/audit")) {
            assertThat(visitor.get(path + "?" + days).text())
                    .as(path)
                    .contains("<summary>Jan 5, 2026 \u2013 Feb 3, 2026")
                    .contains("name=\"from\" value=\"2026-01-05\"")
                    .contains("name=\"to\" value=\"2026-02-03\"");
            // A form sends an empty name along with them, and the name of a choice ends them.
            assertThat(visitor.get(path + "?period=&" + days).text()).contains("Jan 5, 2026");
            assertThat(visitor.get(path + "?period=7d&" + days).text())
                    .contains("<summary>Other days");
        }
        assertThat(visitor.get("/home/usage?group=model&show=tokens&lane=deep&" + days).text())
                .contains("name=\"group\" value=\"model\"", "name=\"lane\" value=\"deep\"");
        assertThat(visitor.get("/home?from=2026-02-03&to=2026-01-05").status()).isEqualTo(400);
    }

    @Test
    void the_audit_trail_shows_the_columns_somebody_asks_for_and_keeps_them() {
        PageVisitor visitor = PageVisitor.signedUp(api, "Columnist");
        String key = visitor.newKey("seen");
        api.chat(key, CHAT);
        assertThat(visitor.get("/home/audit").text())
                .doesNotContain("data-label=\"Client IP\"", "data-label=\"Market rate\"");
        String page = visitor.get("/home/audit?show_ip=1&show_market=1&lane=express").text();
        assertThat(page)
                .contains("data-label=\"Client IP\" class=\"break\">127.0.0.1</td>")
                .contains("data-label=\"Market rate\" class=\"n\">$0.0")
                .contains("&amp;show_market=1&amp;show_ip=1&amp;lane=express&amp;export=")
                .contains("&amp;show_market=1&amp;show_ip=1\">Clear</a>")
                .contains("name=\"show_ip\" value=\"1\" checked")
                .doesNotContain("data-label=\"User agent\"");
    }

    @Test
    void the_list_of_requests_says_nothing_until_there_is_something_new() {
        PageVisitor visitor = PageVisitor.signedUp(api, "Watcher");
        String key = visitor.newKey("watched");
        assertThat(visitor.get("/home/usage/live?seen=").status()).isEqualTo(204);
        String id = api.chat(key, CHAT).header("X-Flux-Request-Id");
        visitor.get("/home/usage");
        TestApi.Answer news = visitor.get("/home/usage/live?seen=");
        assertThat(news.text()).contains(id);
        String seen = PageVisitor.only(news.text(), "seen=[0-9a-f-]{36}");
        assertThat(visitor.get("/home/usage/live?" + seen).status()).isEqualTo(204);
    }

    @Test
    void a_change_of_plan_shows_its_price_before_and_charges_that() {
        PageVisitor visitor = PageVisitor.signedUp(api, "Upgrader");
        String rehearsal = visitor.get("/home/billing/plan?to=builder").text();
        assertThat(rehearsal).contains("Change to Builder", "$29.00");
        assertThat(visitor.get("/home/billing").text()).contains("<h2>Free</h2>");
        visitor.post("/home/billing/plan", Map.of("plan", "builder"));
        assertThat(visitor.get("/home/billing").text()).contains("<h2>Builder</h2>");
        assertThat(visitor.get("/home").text()).contains("$29.00");
    }
}
