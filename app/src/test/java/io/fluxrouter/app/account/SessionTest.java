package io.fluxrouter.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SessionTest {
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
    void signing_up_makes_an_organisation_and_a_session() {
        ApiVisitor visitor = ApiVisitor.signedUp(api, "acme");
        TestApi.Answer me = visitor.get("/auth/me");
        assertThat(me.status()).isEqualTo(200);
        assertThat(me.json().path("email").asString()).isEqualTo("owner@acme.test");
        assertThat(me.json().path("organization_name").asString()).isEqualTo("acme");
        assertThat(me.json().path("mode").asString()).isEqualTo("live");
    }

    @Test
    void the_cookies_are_out_of_reach_of_scripts_and_of_other_sites() {
        String body = credentials("cookies").replace("}", ",\"organization_name\":\"c\"}");
        List<String> cookies =
                new ApiVisitor(api)
                        .post("/auth/signup", body)
                        .response()
                        .headers()
                        .allValues("Set-Cookie");
        assertThat(cookies)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("HttpOnly", "SameSite=Lax"));
        assertThat(cookies.getFirst()).startsWith("access_token=").contains("Max-Age=900");
        assertThat(cookies.getLast())
                .startsWith("refresh_token=")
                .contains("Max-Age=604800", "Path=/api/v1/auth");
    }

    @Test
    void logging_in_needs_the_right_password_and_says_no_more() {
        ApiVisitor.signedUp(api, "login");
        ApiVisitor visitor = new ApiVisitor(api);
        assertThat(visitor.post("/auth/login", credentials("login")).status()).isEqualTo(200);
        assertThat(visitor.get("/customers").status()).isEqualTo(200);

        TestApi.Answer wrong =
                new ApiVisitor(api)
                        .post(
                                "/auth/login",
                                credentials("login").replace("correct horse", "incorrect horse"));
        TestApi.Answer tooShort =
                new ApiVisitor(api)
                        .post(
                                "/auth/login",
                                credentials("login").replace("correct horse", "wrong"));
        TestApi.Answer unknown =
                new ApiVisitor(api).post("/auth/login", credentials("somebody-else"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(tooShort.status()).isEqualTo(401);
        assertThat(tooShort.text()).isEqualTo(wrong.text());
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.text()).isEqualTo(wrong.text());
    }

    @Test
    void an_email_has_one_account_whatever_its_case() {
        ApiVisitor.signedUp(api, "twice");
        String body = credentials("TWICE").replace("}", ",\"organization_name\":\"another one\"}");
        TestApi.Answer answer = new ApiVisitor(api).post("/auth/signup", body);
        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().path("field").asString()).isEqualTo("email");
    }

    @Test
    void without_a_session_there_is_only_401() {
        assertThat(new ApiVisitor(api).get("/customers").status()).isEqualTo(401);
        ApiVisitor forged = new ApiVisitor(api).withCookie("access_token", "a".repeat(64));
        assertThat(forged.get("/customers").status()).isEqualTo(401);
        assertThat(forged.get("/customers").json().path("detail").isString()).isTrue();
    }

    @Test
    void logging_out_ends_the_session_and_clears_the_cookies() {
        ApiVisitor visitor = ApiVisitor.signedUp(api, "leaving");
        String access = visitor.cookie("access_token");
        String refresh = visitor.cookie("refresh_token");
        assertThat(visitor.post("/auth/logout", "").status()).isEqualTo(204);
        assertThat(visitor.cookie("access_token")).isEmpty();

        ApiVisitor thief = new ApiVisitor(api).withCookie("access_token", access);
        assertThat(thief.get("/auth/me").status()).isEqualTo(401);
        assertThat(thief.withCookie("refresh_token", refresh).post("/auth/refresh", "").status())
                .isEqualTo(401);
    }

    @Test
    void an_expired_access_token_is_refreshed_and_only_that() {
        ApiVisitor visitor = ApiVisitor.signedUp(api, "expiring");
        expire("access");
        assertThat(visitor.get("/auth/me").status()).isEqualTo(401);
        assertThat(visitor.post("/auth/refresh", "").status()).isEqualTo(200);
        assertThat(visitor.get("/auth/me").status()).isEqualTo(200);
        expire("refresh");
        assertThat(visitor.post("/auth/refresh", "").status()).isEqualTo(401);
    }

    private static void expire(String kind) {
        node.app()
                .storage()
                .database()
                .jdbi()
                .useHandle(
                        handle ->
                                handle.createUpdate(
                                                "UPDATE session_token SET expires_at = now() WHERE kind = :kind")
                                        .bind("kind", kind)
                                        .execute());
    }

    @Test
    void a_refresh_token_that_comes_twice_ends_the_session_for_everybody() {
        ApiVisitor owner = ApiVisitor.signedUp(api, "copied");
        ApiVisitor thief = owner.with("Accept", "*/*");
        assertThat(owner.post("/auth/refresh", "").status()).isEqualTo(200);
        assertThat(owner.get("/auth/me").status()).isEqualTo(200);

        assertThat(thief.post("/auth/refresh", "").status()).isEqualTo(401);
        assertThat(owner.get("/auth/me").status()).isEqualTo(401);
        assertThat(owner.post("/auth/refresh", "").status()).isEqualTo(401);
    }

    @Test
    void another_site_can_write_nothing_with_a_visitors_cookies() {
        ApiVisitor visitor = ApiVisitor.signedUp(api, "csrf");
        String customer = "{\"name\":\"Ann\",\"email\":\"ann@example.com\"}";
        assertThat(
                        visitor.with("Origin", "https://evil.test")
                                .post("/customers", customer)
                                .status())
                .isEqualTo(403);
        assertThat(visitor.with("Origin", "null").post("/customers", customer).status())
                .isEqualTo(403);
        assertThat(
                        visitor.with("Sec-Fetch-Site", "cross-site")
                                .post("/customers", customer)
                                .status())
                .isEqualTo(403);
        assertThat(
                        new ApiVisitor(api)
                                .with("Origin", "https://evil.test")
                                .post("/auth/login", credentials("csrf"))
                                .status())
                .isEqualTo(403);
        assertThat(visitor.with("Origin", api.origin()).post("/customers", customer).status())
                .isEqualTo(201);
        assertThat(
                        visitor.with("Sec-Fetch-Site", "same-origin")
                                .post("/customers", customer)
                                .status())
                .isEqualTo(201);
        assertThat(
                        ApiVisitor.operator(api)
                                .with("Origin", "https://tool.test")
                                .post("/customers", customer)
                                .status())
                .isEqualTo(201);
    }

    @Test
    void whoever_the_operator_signs_up_joins_the_operators_organisation() {
        TestApi.Answer joined =
                ApiVisitor.operator(api).post("/auth/signup", credentials("colleague"));
        assertThat(joined.status()).isEqualTo(201);
        String own =
                ApiVisitor.operator(api).get("/auth/me").json().path("organization_id").asString();
        assertThat(joined.json().path("organization_id").asString()).isEqualTo(own);
    }

    @Test
    void every_wrong_field_of_a_sign_up_is_named() {
        String good =
                "{\"email\":\"a@b.test\",\"password\":\"correct horse\",\"organization_name\":\"B\"}";
        assertNamed("email", good.replace("a@b.test", "nobody"));
        assertNamed("email", good.replace("\"a@b.test\"", "7"));
        assertNamed("password", good.replace("correct horse", "short"));
        assertNamed("organization_name", good.replace("\"B\"", "\"\""));
        assertNamed("organization_name", good.replace(",\"organization_name\":\"B\"", ""));
        assertNamed("role", good.replace("}", ",\"role\":\"admin\"}"));
    }

    private static void assertNamed(String field, String body) {
        TestApi.Answer answer = new ApiVisitor(api).post("/auth/signup", body);
        assertThat(answer.status()).as(body).isEqualTo(422);
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
    }

    private static String credentials(String name) {
        return "{\"email\":\"owner@" + name + ".test\",\"password\":\"correct horse\"}";
    }
}
