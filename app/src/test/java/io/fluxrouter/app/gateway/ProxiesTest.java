package io.fluxrouter.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluxrouter.app.config.Config;
import io.fluxrouter.app.config.ConfigException;
import io.fluxrouter.app.node.TestApi;
import io.fluxrouter.app.node.TestApi.Answer;
import io.fluxrouter.app.node.TestNode;
import io.fluxrouter.simulator.Settings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
class ProxiesTest {
    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final String BODY =
            "{\"model\":\"flux-fast\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private TestNode node;
    private TestApi api;
    private String office;
    private String here;

    @BeforeAll
    void start() {
        node =
                TestNode.start(
                        Settings.defaults(),
                        Map.of("FLUX_TRUSTED_PROXIES", "127.0.0.0/8, 10.0.0.0/8"));
        api = node.api();
        String customer = api.customer("scale");
        office = api.key(customer, ",\"allowed_ips\":[\"203.0.113.0/24\"]");
        here = api.key(customer, ",\"allowed_ips\":[\"127.0.0.1\"]");
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void behind_a_trusted_proxy_the_rightmost_stranger_is_the_client() {
        assertEverywhere(200, office, FORWARDED_FOR, "203.0.113.7");
        assertEverywhere(200, office, FORWARDED_FOR, "198.51.100.1, 203.0.113.7, 10.0.0.9");
        assertEverywhere(403, office, FORWARDED_FOR, "198.51.100.1");
        assertEverywhere(403, office, FORWARDED_FOR, "203.0.113.7, 198.51.100.1");
        assertEverywhere(403, here, FORWARDED_FOR, "203.0.113.7");
    }

    @Test
    void forwarded_is_understood_too() {
        assertEverywhere(200, office, "Forwarded", "for=\"203.0.113.7:80\";proto=https");
        assertEverywhere(403, office, "Forwarded", "for=203.0.113.7, for=198.51.100.1");
    }

    @Test
    void what_cannot_be_read_leaves_the_peers_address() {
        for (String wrong : List.of("unknown", "203.0.113.7,", "203.0.113", "a:b")) {
            assertEverywhere(403, office, FORWARDED_FOR, wrong);
            assertEverywhere(200, here, FORWARDED_FOR, wrong);
        }
    }

    @Test
    void the_usage_event_names_the_client() {
        Answer answer = chat(api, here, FORWARDED_FOR, "127.0.0.1");
        Answer forwarded =
                chat(
                        api,
                        api.key(api.customer("scale")),
                        FORWARDED_FOR,
                        "6.6.6.6, 203.0.113.9:4711");
        node.app().settle();

        assertThat(clientIps()).contains("127.0.0.1", "203.0.113.9").doesNotContain("6.6.6.6");
        assertThat(List.of(answer.status(), forwarded.status())).containsOnly(200);
    }

    @Test
    void without_trusted_proxies_no_header_changes_the_address() {
        try (TestNode plain = TestNode.start()) {
            String customer = plain.api().customer("scale");
            String key = plain.api().key(customer, ",\"allowed_ips\":[\"127.0.0.1\"]");
            String foreign = plain.api().key(customer, ",\"allowed_ips\":[\"203.0.113.0/24\"]");

            for (String header : List.of(FORWARDED_FOR, "Forwarded")) {
                String value = header.equals("Forwarded") ? "for=203.0.113.7" : "203.0.113.7";
                assertThat(chat(plain.api(), key, header, value).status()).isEqualTo(200);
                assertThat(chat(plain.api(), foreign, header, value).status()).isEqualTo(403);
            }
        }
    }

    @Test
    void a_range_that_cannot_be_read_stops_the_start() {
        ConfigException failure =
                catchThrowableOfType(
                        ConfigException.class,
                        () -> Config.from(Map.of("FLUX_TRUSTED_PROXIES", "10.0.0.0/33")));

        assertThat(failure).hasMessageContaining("FLUX_TRUSTED_PROXIES");
    }

    private List<String> clientIps() {
        return node.app()
                .storage()
                .database()
                .jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery("SELECT DISTINCT client_ip FROM usage_event")
                                        .mapTo(String.class)
                                        .list());
    }

    /** The request plane and the management API see the same address. */
    private void assertEverywhere(int status, String key, String header, String value) {
        assertThat(chat(api, key, header, value).status()).as(value).isEqualTo(status);
        for (String path : List.of("/models", "/key")) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(api.baseUrl() + path))
                            .header("Authorization", "Bearer " + key)
                            .header(header, value)
                            .build();
            assertThat(api.send(request).status()).as(path + " " + value).isEqualTo(status);
        }
    }

    private static Answer chat(TestApi api, String key, String header, String value) {
        return api.send(
                HttpRequest.newBuilder(api.chatRequest(key, BODY), (name, sent) -> true)
                        .header(header, value)
                        .build());
    }
}
