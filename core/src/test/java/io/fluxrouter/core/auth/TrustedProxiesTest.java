package io.fluxrouter.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final String PEER = "10.0.0.1";

    private final TrustedProxies proxies = TrustedProxies.parse("10.0.0.0/8, 2001:db8::/32");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "203.0.113.7                         | 203.0.113.7",
                "6.6.6.6, 203.0.113.7                | 203.0.113.7",
                "6.6.6.6,203.0.113.7,10.9.9.9        | 203.0.113.7",
                "nonsense, 203.0.113.7, 10.9.9.9     | 203.0.113.7",
                "\", 203.0.113.7                      | 203.0.113.7",
                "203.0.113.7:4711                    | 203.0.113.7",
                "::ffff:203.0.113.7                  | 203.0.113.7",
                "2a00::1                             | 2a00:0:0:0:0:0:0:1",
                "[2a00::1]                           | 2a00:0:0:0:0:0:0:1",
                "[2a00::1]:443                       | 2a00:0:0:0:0:0:0:1",
                "203.0.113.7, 2001:db8::5            | 203.0.113.7",
                "10.0.0.3, 10.0.0.2                  | 10.0.0.3"
            })
    void the_last_address_that_is_no_proxys_is_the_clients(String header, String client) {
        assertThat(client(PEER, Map.of("X-Forwarded-For", List.of(header)))).isEqualTo(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "unknown",
                "203.0.113.7,",
                "203.0.113.7, 10.0.0",
                "203.0.113.7, 10.0.0.256",
                "203.0.113.7:",
                "203.0.113.7:http",
                "203.0.113.7:123456",
                "203.0.113.7/32",
                "203.0.113.7 10.0.0.1",
                "[203.0.113.7]",
                "[2a00::1",
                "[2a00::1]443",
                "2a00::1]",
                "fe80::1%lo",
                "example.com",
                "\"203.0.113.7\"",
                "\"203.0.113.7, 10.0.0.1"
            })
    void what_cannot_be_read_says_nothing(String header) {
        assertThat(client(PEER, Map.of("X-Forwarded-For", List.of(header)))).isEqualTo(PEER);
        assertThat(client(PEER, Map.of("Forwarded", List.of(header)))).isEqualTo(PEER);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "for=203.0.113.7                                     | 203.0.113.7",
                "For=\"203.0.113.7:80\";proto=http;by=10.0.0.1       | 203.0.113.7",
                "for=6.6.6.6, by=_x ; for = 203.0.113.7, for=10.1.1.1| 203.0.113.7",
                "for=\"[2a00::1]:443\"                               | 2a00:0:0:0:0:0:0:1",
                "for=203.0.113.7;host=\"a, for=6.6.6.6\"             | 203.0.113.7",
                "for=203.0.113.7;host=\"a\\\", for=6.6.6.6\"         | 203.0.113.7",
                "for=203.0.113.7;host=\"a, for=6.6.6.6               | 10.0.0.1",
                "for=6.6.6.6;x=\", for=203.0.113.7                   | 10.0.0.1",
                "for=203.0.113.7, for=unknown                        | 10.0.0.1",
                "for=203.0.113.7, for=_hidden                        | 10.0.0.1",
                "for=203.0.113.7, proto=https                        | 10.0.0.1",
                "for=203.0.113.7;for=203.0.113.8                     | 10.0.0.1",
                "for=\"203.0.113.\\7\"                               | 10.0.0.1",
                "for                                                 | 10.0.0.1"
            })
    void forwarded_is_read_as_rfc_7239_says(String header, String client) {
        assertThat(client(PEER, Map.of("Forwarded", List.of(header)))).isEqualTo(client);
    }

    @Test
    void several_headers_of_a_name_are_one_list() {
        List<String> values = List.of("203.0.113.7", "203.0.113.8, 10.1.1.1", "10.1.1.2");

        assertThat(client(PEER, Map.of("X-Forwarded-For", values))).isEqualTo("203.0.113.8");
    }

    @Test
    void forwarded_counts_only_where_the_older_header_is_missing() {
        Map<String, List<String>> both =
                Map.of(
                        "X-Forwarded-For", List.of("203.0.113.7"),
                        "Forwarded", List.of("for=203.0.113.8"));

        assertThat(client(PEER, both)).isEqualTo("203.0.113.7");
    }

    @Test
    void who_is_not_trusted_speaks_for_itself() {
        Map<String, List<String>> headers = Map.of("X-Forwarded-For", List.of("203.0.113.7"));

        assertThat(client("11.0.0.1", headers)).isEqualTo("11.0.0.1");
        assertThat(client(null, headers)).isNull();
        assertThat(client(PEER, Map.of())).isEqualTo(PEER);
        assertThat(TrustedProxies.NONE.client(PEER, name -> List.of("203.0.113.7")))
                .isEqualTo(PEER);
    }

    @Test
    void a_list_of_ranges_that_cannot_be_read_is_refused() {
        assertThat(proxies.ranges()).hasSize(2);
        for (String wrong : List.of("", "10.0.0.0/8,", "proxy.example.com", "10.0.0.0/33")) {
            assertThatThrownBy(() -> TrustedProxies.parse(wrong))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private @Nullable String client(@Nullable String peer, Map<String, List<String>> headers) {
        return proxies.client(peer, name -> headers.getOrDefault(name, List.of()));
    }
}
