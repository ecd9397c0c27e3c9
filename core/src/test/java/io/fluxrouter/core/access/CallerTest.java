package io.fluxrouter.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void a_key_is_expired_from_the_very_instant_it_expires() {
        assertThat(expiring(NOON).expiredAt(NOON.minusNanos(1))).isFalse();
        assertThat(expiring(NOON).expiredAt(NOON)).isTrue();
        assertThat(expiring(null).expiredAt(Instant.MAX)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"sk-proxy-1, PROXY", "sk-flux-1, FLUX", "sk-other, FLUX", "'', FLUX"})
    void the_prefix_of_a_key_decides_its_dialect(String key, Dialect dialect) {
        assertThat(Dialect.ofKey(key)).isEqualTo(dialect);
    }

    @Test
    void open_rules_allow_everything() {
        assertThat(KeyRules.OPEN.allowsModel("openai/gpt-4o", "gpt-4o")).isTrue();
        assertThat(KeyRules.OPEN.allowsProvider("openai")).isTrue();
    }

    @Test
    void a_model_is_allowed_by_its_id_or_its_plain_name() {
        KeyRules rules =
                new KeyRules(
                        List.of(new Glob("gpt-4o*"), new Glob("anthropic/*")), Set.of(), List.of());
        assertThat(rules.allowsModel("openai/gpt-4o-mini", "gpt-4o-mini")).isTrue();
        assertThat(rules.allowsModel("anthropic/claude", "claude")).isTrue();
        assertThat(rules.allowsModel("openai/o3", "o3")).isFalse();
    }

    @Test
    void only_a_listed_provider_is_allowed() {
        KeyRules rules = new KeyRules(List.of(), Set.of("openai"), List.of());
        assertThat(rules.allowsProvider("openai")).isTrue();
        assertThat(rules.allowsProvider("openai2")).isFalse();
    }

    @Test
    void rules_do_not_change_with_the_lists_they_were_made_from() {
        List<Glob> globs = new ArrayList<>(List.of(new Glob("a")));
        KeyRules rules = new KeyRules(globs, Set.of(), List.of());
        globs.clear();
        assertThat(rules.allowsModel("b", "b")).isFalse();
    }

    @Test
    void a_negative_limit_is_refused() {
        assertThatThrownBy(() -> new RateLimit(-1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RateLimit(0, -1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RateLimit(0, 0, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Caller expiring(@Nullable Instant expiresAt) {
        return new Caller(
                new UUID(0, 1),
                "build server",
                "sk-flux-abcd",
                new UUID(0, 2),
                Dialect.FLUX,
                false,
                expiresAt,
                KeyRules.OPEN,
                RateLimit.NONE,
                null,
                null,
                List.of());
    }
}
