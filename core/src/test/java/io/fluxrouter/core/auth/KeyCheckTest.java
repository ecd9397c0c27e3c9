package io.fluxrouter.core.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.access.IpRange;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.access.KeyRules;
import io.fluxrouter.core.access.RateLimit;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyCheckTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final Map<KeyHash, Caller> known = new HashMap<>();
    private final KeyCheck check = new KeyCheck(known::get, TrustedProxies.NONE);

    @ParameterizedTest
    @CsvSource({
        "Bearer sk-flux-1, , sk-flux-1",
        "bearer   sk-flux-1 , , sk-flux-1",
        "sk-flux-1, , sk-flux-1",
        "Bearer sk-flux-1, sk-flux-2, sk-flux-1",
        ", sk-flux-2, sk-flux-2",
        ", ,"
    })
    void a_key_comes_as_bearer_or_as_x_api_key(
            @Nullable String authorization, @Nullable String xApiKey, @Nullable String sent) {
        assertThat(KeyCheck.sent(authorization, xApiKey)).isEqualTo(sent);
    }

    @Test
    void a_known_key_gives_its_caller() {
        Caller caller = know("sk-flux-1", false, null, List.of());

        assertThat(check.caller("sk-flux-1", null, NOON)).isSameAs(caller);
    }

    @Test
    void each_fault_of_a_key_has_its_own_refusal() {
        know("revoked", true, NOON, List.of("10.0.0.0/8"));
        know("expired", false, NOON, List.of("10.0.0.0/8"));

        assertThat(refusal(null, "10.0.0.1")).isEqualTo(Refusal.MISSING_KEY);
        assertThat(refusal("", "10.0.0.1")).isEqualTo(Refusal.MISSING_KEY);
        assertThat(refusal("unknown", "10.0.0.1")).isEqualTo(Refusal.INVALID_KEY);
        assertThat(refusal("revoked", "11.0.0.1")).isEqualTo(Refusal.KEY_REVOKED);
        assertThat(refusal("expired", "11.0.0.1")).isEqualTo(Refusal.KEY_EXPIRED);
    }

    @Test
    void a_key_longer_than_any_is_unknown_without_being_hashed() {
        String longest = "k".repeat(256);
        String longer = "k".repeat(257);
        Caller caller = know(longest, false, null, List.of());
        know(longer, false, null, List.of());

        assertThat(check.caller(longest, null, NOON)).isSameAs(caller);
        assertThat(refusal(longer, null)).isEqualTo(Refusal.INVALID_KEY);
    }

    @Test
    void a_key_with_addresses_of_its_own_works_nowhere_else() {
        Caller caller = know("k", false, null, List.of("10.0.0.0/8", "2001:db8::/32"));

        assertThat(check.caller("k", "10.1.2.3", NOON)).isSameAs(caller);
        assertThat(check.caller("k", "2001:db8:0:0:0:0:0:1", NOON)).isSameAs(caller);
        assertThat(refusal("k", "11.0.0.1")).isEqualTo(Refusal.IP_BLOCKED);
        assertThat(refusal("k", null)).isEqualTo(Refusal.IP_BLOCKED);
    }

    private Refusal refusal(@Nullable String key, @Nullable String clientIp) {
        return catchThrowableOfType(ApiError.class, () -> check.caller(key, clientIp, NOON))
                .refusal();
    }

    private Caller know(
            String key, boolean revoked, @Nullable Instant expiresAt, List<String> addresses) {
        KeyRules rules =
                new KeyRules(List.of(), Set.of(), addresses.stream().map(IpRange::parse).toList());
        Caller caller =
                new Caller(
                        new UUID(0, 1),
                        "a key",
                        "sk-flux-abcd",
                        new UUID(0, 2),
                        Dialect.FLUX,
                        revoked,
                        expiresAt,
                        rules,
                        RateLimit.NONE,
                        null,
                        null,
                        List.of());
        known.put(KeyHash.of(key), caller);
        return caller;
    }
}
