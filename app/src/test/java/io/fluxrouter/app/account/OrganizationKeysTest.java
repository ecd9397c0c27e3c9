package io.fluxrouter.app.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class OrganizationKeysTest {
    private static TestNode node;
    private static TestApi api;
    private static ApiVisitor owner;

    @BeforeAll
    static void start() {
        node = TestNode.start();
        api = node.api();
        owner = ApiVisitor.signedUp(api, "keys");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void a_key_is_shown_once_and_kept_as_a_hash() {
        TestApi.Answer made =
                owner.post("/api-keys", "{\"name\":\"ci\",\"scopes\":[\"usage.write\"]}");
        assertThat(made.status()).isEqualTo(201);
        assertThat(made.json().path("status").asString()).isEqualTo("ACTIVE");
        String secret = made.json().path("key").asString();
        assertThat(secret)
                .matches("sk_live_[0-9a-f]{64}")
                .startsWith(made.json().path("prefix").asString());

        TestApi.Answer list = owner.get("/api-keys?page_size=100");
        assertThat(list.text()).contains(made.json().path("id").asString()).doesNotContain(secret);
        assertThat(list.json().path("data").path(0).has("key")).isFalse();
        assertThat(list.json().path("meta").path("page_size").asInt()).isEqualTo(100);
    }

    @Test
    void a_repeated_request_for_a_key_is_not_shown_the_secret_again() {
        ApiVisitor repeating = owner.with("Idempotency-Key", "key-once");
        String body = "{\"name\":\"once\",\"scopes\":[\"usage.read\"]}";
        JsonNode first = repeating.post("/api-keys", body).json();
        TestApi.Answer second = repeating.post("/api-keys", body);
        assertThat(second.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(second.json().path("id")).isEqualTo(first.path("id"));
        assertThat(second.json().has("key")).isFalse();
    }

    @Test
    void no_key_manages_whatever_its_scopes() {
        for (String scopes :
                new String[] {
                    "\"usage.read\"", "\"usage.write\"", "\"usage.read\",\"usage.write\""
                }) {
            ApiVisitor machine = ApiVisitor.machine(api, owner.key(scopes));
            TestApi.Answer refused = machine.get("/customers");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.json().path("code").asString()).isEqualTo("scope_missing");
            assertThat(machine.post("/api-keys", "{}").status()).isEqualTo(403);
        }
    }

    @Test
    void the_documented_prefix_names_the_same_key() {
        String secret = owner.key("\"usage.read\"");
        String documented = secret.replace("sk_live_", "org_live_");
        assertThat(ApiVisitor.machine(api, documented).get("/customers").status()).isEqualTo(403);
        assertThat(ApiVisitor.machine(api, documented + "0").get("/customers").status())
                .isEqualTo(401);
        assertThat(
                        ApiVisitor.machine(api, secret.replace("sk_live_", "sk_test_"))
                                .get("/customers")
                                .status())
                .isEqualTo(401);
    }

    @Test
    void a_revoked_key_is_refused_at_once() {
        TestApi.Answer made =
                owner.post("/api-keys", "{\"name\":\"old\",\"scopes\":[\"usage.read\"]}");
        String path = "/api-keys/" + made.json().path("id").asString();
        ApiVisitor machine = ApiVisitor.machine(api, made.json().path("key").asString());
        assertThat(machine.get("/customers").status()).isEqualTo(403);
        assertThat(owner.delete(path).status()).isEqualTo(204);
        assertThat(machine.get("/customers").status()).isEqualTo(401);
        assertThat(owner.delete(path).status()).isEqualTo(204);
    }

    @Test
    void using_a_key_is_noted() {
        String secret = owner.key("\"usage.read\"");
        ApiVisitor.machine(api, secret).get("/customers");
        JsonNode newest = owner.get("/api-keys?page_size=1").json().path("data").path(0);
        assertThat(newest.path("last_used_at").isString()).isTrue();
    }

    @Test
    void a_key_of_another_organisation_is_not_there() {
        ApiVisitor stranger = ApiVisitor.signedUp(api, "stranger");
        JsonNode made =
                owner.post("/api-keys", "{\"name\":\"mine\",\"scopes\":[\"usage.read\"]}").json();
        String id = made.path("id").asString();
        assertThat(stranger.delete("/api-keys/" + id).status()).isEqualTo(404);
        assertThat(stranger.get("/api-keys").json().path("meta").path("total").asInt()).isZero();
        assertThat(owner.delete("/api-keys/not-an-id").status()).isEqualTo(404);
    }

    @Test
    void a_test_key_is_minted_in_test_mode_and_belongs_to_another_world() {
        ApiVisitor rehearsing = owner.with("X-Flux-Mode", "test");
        assertThat(rehearsing.key("\"usage.read\"")).startsWith("sk_test_");
        String live = owner.get("/auth/me").json().path("organization_id").asString();
        String test = rehearsing.get("/auth/me").json().path("organization_id").asString();
        assertThat(test).isNotEqualTo(live);
        assertThat(owner.with("X-Flux-Mode", "staging").get("/auth/me").status()).isEqualTo(422);
    }

    @Test
    void every_wrong_field_is_named() {
        assertNamed("name", "{\"scopes\":[\"usage.read\"]}");
        assertNamed("scopes", "{\"name\":\"k\"}");
        assertNamed("scopes", "{\"name\":\"k\",\"scopes\":[]}");
        assertNamed("scopes", "{\"name\":\"k\",\"scopes\":[\"manage\"]}");
        assertNamed("scopes", "{\"name\":\"k\",\"scopes\":\"usage.read\"}");
        assertNamed("page_size", owner.get("/api-keys?page_size=101"));
        assertNamed("page", owner.get("/api-keys?page=0"));
    }

    private static void assertNamed(String field, String body) {
        assertNamed(field, owner.post("/api-keys", body));
    }

    private static void assertNamed(String field, TestApi.Answer answer) {
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("field").asString()).isEqualTo(field);
        assertThat(answer.json().path("detail").asString()).contains(field);
    }
}
