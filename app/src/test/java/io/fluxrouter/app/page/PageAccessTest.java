package io.fluxrouter.app.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may look at and do what: each route by a stranger, by roles, and with another's ids. */
class PageAccessTest {
    /** What anybody may ask for. */
    private static final List<String> OPEN =
            List.of(
                    "GET /",
                    "GET /login",
                    "POST /login",
                    "GET /signup",
                    "POST /signup",
                    "POST /logout",
                    "GET /auth/sign-up",
                    "GET /forgot",
                    "POST /forgot",
                    "GET /reset/{token}",
                    "POST /reset/{token}",
                    "GET /invitations/{token}",
                    "POST /invitations/{token}",
                    "GET /assets/{hash}/{name}");

    private static TestNode node;
    private static TestApi api;
    private static PageVisitor owner;
    private static PageVisitor other;
    private static PageVisitor viewer;
    private static PageVisitor operator;

    @BeforeAll
    static void start() {
        node = TestNode.start();
        api = node.api();
        owner = PageVisitor.signedUp(api, "Acme");
        other = PageVisitor.signedUp(api, "Rival");
        String shown =
                owner.post("/home/people/invite", Map.of("email", "v@acme.test", "role", "viewer"))
                        .text();
        viewer = new PageVisitor(api);
        viewer.post(
                PageVisitor.only(shown, "/invitations/[0-9a-f]+"),
                Map.of("password", PageVisitor.PASSWORD));
        String staff = "{\"email\":\"staff@flux.test\",\"password\":\"correct horse\"}";
        assertThat(api.admin("POST", "/api/v1/auth/signup", staff).status()).isEqualTo(201);
        operator = new PageVisitor(api);
        operator.post(
                "/login",
                Map.of("email", "staff@flux.test", "password", PageVisitor.PASSWORD, "next", ""));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static List<String> closed(String prefix) {
        return node.app().pages().stream()
                .filter(route -> !OPEN.contains(route) && route.contains(" " + prefix))
                .toList();
    }

    private static TestApi.Answer call(PageVisitor visitor, String route) {
        String path = path(route).replaceAll("\\{\\w+}", UUID.randomUUID().toString());
        return route.startsWith("GET") ? visitor.get(path) : visitor.post(path, Map.of());
    }

    private static String path(String route) {
        return route.substring(route.indexOf(' ') + 1);
    }

    @Test
    void a_stranger_is_led_to_the_sign_in_page_by_every_closed_route() {
        assertThat(closed("/")).hasSizeGreaterThan(20);
        for (String route : closed("/")) {
            TestApi.Answer answer = call(new PageVisitor(api), route);
            assertThat(answer.status()).as(route).isEqualTo(303);
            assertThat(answer.header("Location")).as(route).startsWith("/login?next=");
        }
    }

    @Test
    void the_pages_of_the_operator_do_not_exist_for_customers() {
        for (String route : closed("/admin")) {
            assertThat(call(owner, route).status()).as(route).isEqualTo(404);
        }
    }

    @Test
    void a_viewer_changes_nothing() {
        for (String route : closed("/home")) {
            if (route.startsWith("GET") || route.endsWith("/home/customer")) continue;
            assertThat(call(viewer, route).status()).as(route).isEqualTo(403);
        }
        assertThat(viewer.get("/home/usage").status()).isEqualTo(200);
    }

    @Test
    void no_write_is_taken_from_another_site() {
        PageVisitor lured = owner.with("Sec-Fetch-Site", "cross-site");
        PageVisitor old = owner.with("Origin", "https://evil.test");
        for (String route : node.app().pages()) {
            if (route.startsWith("GET")) continue;
            assertThat(call(lured, route).status()).as(route).isEqualTo(403);
            assertThat(call(old, route).status()).as(route).isEqualTo(403);
        }
        assertThat(owner.get("/home").status()).isEqualTo(200);
    }

    @Test
    void the_keys_of_another_customer_do_not_exist() {
        owner.newKey("secret plans");
        String id =
                PageVisitor.only(owner.get("/home/keys").text(), "/home/keys/[0-9a-f-]{36}")
                        .substring("/home/keys/".length());
        assertThat(other.get("/home/keys/" + id).status()).isEqualTo(404);
        assertThat(other.post("/home/keys/" + id, Map.of("name", "mine")).status()).isEqualTo(404);
        assertThat(other.post("/home/keys/" + id + "/revoke", Map.of()).status()).isEqualTo(404);
        assertThat(other.get("/home/keys").text()).doesNotContain("secret plans");
        assertThat(owner.get("/home/keys/" + id).status()).isEqualTo(200);
    }

    @Test
    void the_requests_of_another_customer_do_not_exist() {
        String key = owner.newKey("for a request");
        TestApi.Answer reply =
                api.chat(
                        key,
                        "{\"model\":\"flux-fast\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        assertThat(reply.status()).isEqualTo(200);
        String request = "/home/usage/requests/" + reply.header("X-Flux-Request-Id");
        assertThat(owner.get("/home/usage").text()).contains(reply.header("X-Flux-Request-Id"));
        assertThat(owner.get(request).text()).contains("Cost, written out");
        assertThat(other.get(request).status()).isEqualTo(404);
        assertThat(other.get("/home/audit.csv").text())
                .doesNotContain(reply.header("X-Flux-Request-Id"));
        assertThat(owner.get("/home/audit.csv").text()).contains(reply.header("X-Flux-Request-Id"));
    }

    @Test
    void turning_to_another_customer_by_its_id_does_nothing() {
        String rival =
                PageVisitor.only(other.get("/home").text(), "name=\"customer\" value=\"[^\"]+")
                        .replaceAll(".*\"", "");
        owner.post("/home/customer", Map.of("customer", rival));
        assertThat(owner.get("/home").text()).contains("Acme").doesNotContain("Rival");
        operator.post("/home/customer", Map.of("customer", rival));
        assertThat(operator.get("/home").text()).contains("Rival", "as the operator");
    }

    @Test
    void every_page_has_a_strict_policy_and_no_script_of_its_own() {
        for (String route : closed("/home")) {
            if (!route.startsWith("GET") || route.contains("{")) continue;
            TestApi.Answer answer = owner.get(path(route));
            if (route.endsWith("/live")) continue;
            assertThat(answer.status()).as(route).isEqualTo(200);
            if (!answer.header("Content-Type").startsWith("text/html")) continue;
            assertThat(answer.header("Content-Security-Policy"))
                    .as(route)
                    .contains("script-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(answer.text())
                    .as(route)
                    .doesNotContainPattern("<script(?![^>]* src=)")
                    .doesNotContainPattern("\\son\\w+=")
                    .doesNotContainPattern("\\sstyle=");
            assertThat(answer.response().body().length).as(route).isLessThan(300_000);
        }
    }
}
