package io.fluxrouter.billing.key;

import static io.fluxrouter.billing.Eventually.eventually;
import static io.fluxrouter.billing.key.KeyFixture.NOW;
import static io.fluxrouter.billing.key.KeyFixture.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.customer.Customer;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.Page;
import io.fluxrouter.core.access.Dialect;
import io.fluxrouter.core.access.KeyHash;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.spend.SpendState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {
    private static KeyFixture fixture;
    private static Keys keys;
    private static Customer acme;

    @BeforeAll
    static void openDatabase() {
        fixture = new KeyFixture(TestPostgres.freshDatabase().jdbi());
        keys = fixture.keys;
        acme = fixture.customer("builder");
    }

    @ParameterizedTest
    @CsvSource({"FLUX, sk-flux-", "PROXY, sk-proxy-"})
    void the_secret_is_shown_once_and_nowhere_kept(Dialect dialect, String start) {
        IssuedKey issued = keys.create(key("k", dialect));
        assertThat(issued.secret()).startsWith(start).matches(start + "[0-9a-f]{64}");
        assertThat(issued.key().prefix())
                .isEqualTo(issued.secret().substring(0, start.length() + 8));
        assertThat(issued.toString()).doesNotContain(issued.secret());
        assertThat(keys.find(issued.key().id())).contains(issued.key());
        String everything =
                fixture.jdbi.withHandle(
                        handle ->
                                handle.createQuery("SELECT string_agg(k::text, ' ') FROM api_key k")
                                        .mapTo(String.class)
                                        .one());
        assertThat(everything)
                .contains(issued.key().prefix())
                .doesNotContain(issued.secret().substring(start.length()));
        assertThat(fixture.caller(issued).dialect()).isEqualTo(dialect);
    }

    @Test
    void what_is_asked_for_is_kept() {
        NewKey wanted =
                new NewKey(
                        acme.id(),
                        "CI",
                        Dialect.PROXY,
                        List.of("gpt-4o*", "anthropic/*"),
                        List.of("openai", "anthropic"),
                        List.of("10.0.0.0/8", "2001:db8::1"),
                        60,
                        9_000,
                        new BigDecimal("12.50"),
                        "weekly",
                        NOW.plusSeconds(60));
        ApiKey key = keys.create(wanted).key();
        assertThat(keys.find(key.id())).contains(key);
        assertThat(key.allowedModels()).isEqualTo(wanted.allowedModels());
        assertThat(key.allowedIps()).isEqualTo(wanted.allowedIps());
        assertThat(key.spendLimit()).isEqualTo(Money.usd("12.5"));
        assertThat(key.status(NOW)).isEqualTo(KeyStatus.ACTIVE);
        assertThat(key.status(NOW.plusSeconds(60))).isEqualTo(KeyStatus.EXPIRED);
        SpendState state = fixture.state(key).orElseThrow();
        assertThat(state.cap()).isEqualTo(Money.usd("12.5"));
        assertThat(state.periodStart()).isEqualTo("2026-07-12T00:00:00Z"); // a Sunday
    }

    @Test
    void a_change_touches_only_what_it_names() {
        NewKey wanted =
                new NewKey(
                        acme.id(),
                        "CI",
                        Dialect.FLUX,
                        List.of("gpt-*"),
                        List.of(),
                        List.of(),
                        60,
                        9_000,
                        null,
                        "never",
                        NOW.plusSeconds(60));
        ApiKey before = keys.create(wanted).key();
        ApiKey after =
                keys.update(
                        before.id(),
                        KeyChange.NONE
                                .withName(Change.to("CD"))
                                .withRateLimits(Change.to(null), Change.kept())
                                .withExpiresAt(Change.to(null)));
        assertThat(after.name()).isEqualTo("CD");
        assertThat(after.rateLimitRpm()).isNull();
        assertThat(after.rateLimitTpm()).isEqualTo(9_000);
        assertThat(after.expiresAt()).isNull();
        assertThat(after.allowedModels()).containsExactly("gpt-*");
        assertThat(keys.find(before.id())).contains(after);
        ApiKey open =
                keys.update(
                        before.id(),
                        KeyChange.NONE.withRules(Change.to(null), Change.kept(), Change.kept()));
        assertThat(open.allowedModels()).isEmpty();
    }

    @Test
    void an_expiry_that_has_passed_since_does_not_block_other_changes() {
        IssuedKey issued = keys.create(key("k", Dialect.FLUX));
        fixture.jdbi.useHandle(
                handle ->
                        handle.execute(
                                "UPDATE api_key SET expires_at = ? WHERE id = ?",
                                NOW.minusSeconds(1),
                                issued.key().id()));
        ApiKey renamed = keys.update(issued.key().id(), KeyChange.NONE.withName(Change.to("old")));
        assertThat(renamed.status(NOW)).isEqualTo(KeyStatus.EXPIRED);
    }

    @Test
    void revoking_is_for_ever_and_can_be_repeated() {
        IssuedKey issued = keys.create(key("k", Dialect.FLUX));
        ApiKey revoked = keys.revoke(issued.key().id());
        assertThat(revoked.status(NOW)).isEqualTo(KeyStatus.REVOKED);
        assertThat(fixture.caller(issued).revoked()).isTrue();
        assertThat(keys.revoke(issued.key().id())).isEqualTo(revoked);
        assertThat(refusal(() -> keys.update(issued.key().id(), KeyChange.NONE)).refusal())
                .isEqualTo(Refusal.CONFLICT);
    }

    @Test
    void a_first_limit_counts_what_was_spent_in_its_period_before() {
        ApiKey key = keys.create(key("k", Dialect.FLUX)).key();
        assertThat(fixture.state(key)).isEmpty();
        fixture.event(key, Instant.parse("2026-06-30T23:59:59Z"), 1_000);
        fixture.event(key, Instant.parse("2026-07-01T00:00:00Z"), 200);
        fixture.event(key, NOW, 30);
        ApiKey monthly = keys.update(key.id(), limit("5", "monthly"));
        assertThat(fixture.state(monthly).orElseThrow().settled()).isEqualTo(Money.ofNanos(230));
        ApiKey never = keys.update(key.id(), limit("6", "never"));
        assertThat(fixture.state(never).orElseThrow().settled()).isEqualTo(Money.ofNanos(1_230));
        assertThat(fixture.state(never).orElseThrow().cap()).isEqualTo(Money.usd("6"));
        ApiKey daily = keys.update(key.id(), limit("7", "daily"));
        assertThat(fixture.state(daily).orElseThrow().settled()).isEqualTo(Money.ofNanos(30));
        assertThat(fixture.state(daily).orElseThrow().periodStart())
                .isEqualTo("2026-07-15T00:00:00Z");
    }

    @Test
    void a_first_limit_waits_for_settlers_that_do_not_see_its_account_yet() throws Exception {
        ApiKey key = keys.create(key("k", Dialect.FLUX)).key();
        fixture.event(key, NOW, 1); // and its month, which cannot be made inside a settlement
        try (ExecutorService thread = Executors.newSingleThreadExecutor();
                Handle settler = fixture.jdbi.open()) {
            settler.begin();
            int accounts =
                    settler.execute(
                            "UPDATE spend_account SET settled_nanos = settled_nanos + 20"
                                    + " WHERE id = ?",
                            key.id());
            assertThat(accounts).isZero();
            fixture.insertEvent(settler, key, NOW, 20);
            Future<ApiKey> limited =
                    thread.submit(() -> keys.update(key.id(), limit("5", "monthly")));
            eventually("waiting", () -> limited.isDone() || fixture.somebodyWaitsForSettlers());
            assertThat(limited.isDone()).isFalse();
            settler.commit();
            assertThat(fixture.state(limited.get()).orElseThrow().settled())
                    .isEqualTo(Money.ofNanos(21));
        }
    }

    @Test
    void another_amount_moves_the_cap_and_nothing_else() {
        ApiKey key =
                keys.create(key("k", Dialect.FLUX).withSpendLimit(BigDecimal.ONE, "monthly")).key();
        fixture.jdbi.useHandle(
                handle ->
                        handle.execute(
                                "UPDATE spend_account SET settled_nanos = 7 WHERE id = ?",
                                key.id()));
        ApiKey more =
                keys.update(
                        key.id(),
                        KeyChange.NONE.withSpendLimit(
                                Change.to(new BigDecimal("2")), Change.kept()));
        assertThat(fixture.state(more).orElseThrow().cap()).isEqualTo(Money.usd("2"));
        assertThat(fixture.state(more).orElseThrow().settled()).isEqualTo(Money.ofNanos(7));
    }

    @Test
    void a_limit_that_was_away_counts_what_was_spent_meanwhile() {
        ApiKey key =
                keys.create(key("k", Dialect.FLUX).withSpendLimit(BigDecimal.ONE, "monthly")).key();
        keys.update(key.id(), KeyChange.NONE.withSpendLimit(Change.to(null), Change.kept()));
        fixture.event(key, NOW, 55);
        ApiKey again = keys.update(key.id(), limit("3", "monthly"));
        assertThat(fixture.state(again).orElseThrow().settled()).isEqualTo(Money.ofNanos(55));
    }

    @Test
    void lists_come_newest_first_of_one_customer_or_all() {
        Customer other = fixture.customer("free");
        ApiKey one = keys.create(NewKey.open(other.id(), "1")).key();
        ApiKey two = keys.create(NewKey.open(other.id(), "2")).key();
        assertThat(keys.list(other.id(), Page.FIRST)).containsExactlyInAnyOrder(one, two);
        List<ApiKey> first = keys.list(other.id(), new Page(1, null));
        List<ApiKey> second = keys.list(other.id(), new Page(1, first.getFirst().id()));
        assertThat(List.of(first.getFirst(), second.getFirst()))
                .containsExactlyInAnyOrder(one, two);
        ApiKey three = keys.create(NewKey.open(acme.id(), "3")).key();
        assertThat(keys.list(null, Page.FIRST)).contains(one, two, three);
    }

    @Test
    void every_field_that_is_wrong_is_named() {
        assertNamed("name", KeyChange.NONE.withName(Change.to("")));
        assertNamed("name", KeyChange.NONE.withName(Change.to(null)));
        assertNamed("name", KeyChange.NONE.withName(Change.to("x".repeat(201))));
        assertNamed("allowed_models", rules(List.of(""), List.of(), List.of()));
        assertNamed("allowed_models", rules(Collections.nCopies(101, "a"), List.of(), List.of()));
        assertNamed("allowed_providers", rules(List.of(), List.of(" "), List.of()));
        assertNamed("allowed_ips", rules(List.of(), List.of(), List.of("10.0.0.0/33")));
        assertNamed("allowed_ips", rules(List.of(), List.of(), List.of("example.com")));
        assertNamed("allowed_ips", rules(List.of(), List.of(), List.of("10.0.0.0/x")));
        assertNamed("rate_limit_rpm", rates(0, 1));
        assertNamed("rate_limit_rpm", rates(1_000_001, 1));
        assertNamed("rate_limit_tpm", rates(1, 0));
        assertNamed("rate_limit_tpm", rates(1, 1_000_000_001));
        assertNamed("usage_limit_dollars", limit("-1", "never"));
        assertNamed("usage_limit_dollars", limit("1000000.000000001", "never"));
        assertNamed("usage_limit_dollars", limit("0.0000000001", "never"));
        assertNamed("usage_limit_reset", limit("1", "hourly"));
        assertNamed(
                "usage_limit_reset", KeyChange.NONE.withSpendLimit(Change.kept(), Change.to(null)));
        assertNamed("expires_at", KeyChange.NONE.withExpiresAt(Change.to(NOW)));
        assertThat(refusal(() -> keys.create(key(" ", Dialect.FLUX))).param()).isEqualTo("name");
    }

    @Test
    void the_bounds_themselves_are_right() {
        ApiKey key = keys.create(key("x".repeat(200), Dialect.FLUX)).key();
        ApiKey changed =
                keys.update(
                        key.id(),
                        limit("1000000.000000000", "never")
                                .withRateLimits(Change.to(1_000_000), Change.to(1_000_000_000)));
        assertThat(changed.spendLimit()).isEqualTo(Money.usd("1000000"));
        assertThat(keys.update(key.id(), limit("0", "never")).spendLimit()).isEqualTo(Money.ZERO);
    }

    @Test
    void unknown_ids_are_told() {
        UUID unknown = UUID.randomUUID();
        assertThat(keys.find(unknown)).isEmpty();
        assertThat(refusal(() -> keys.revoke(unknown)).refusal()).isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusal(() -> keys.update(unknown, limit("1", "never"))).refusal())
                .isEqualTo(Refusal.NOT_FOUND);
        assertThat(refusal(() -> keys.create(NewKey.open(unknown, "k"))).param())
                .isEqualTo("customer_id");
        assertThat(fixture.callers.find(KeyHash.of("sk-flux-" + "0".repeat(64)))).isNull();
    }

    private static void assertNamed(String param, KeyChange change) {
        ApiKey key = keys.create(key("k", Dialect.FLUX)).key();
        var error = refusal(() -> keys.update(key.id(), change));
        assertThat(error.refusal()).isEqualTo(Refusal.INVALID_VALUE);
        assertThat(error.param()).isEqualTo(param);
        assertThat(keys.find(key.id())).contains(key);
    }

    private static NewKey key(String name, Dialect dialect) {
        return new NewKey(
                acme.id(), name, dialect, List.of(), List.of(), List.of(), null, null, null,
                "never", null);
    }

    private static KeyChange limit(String dollars, String reset) {
        return KeyChange.NONE.withSpendLimit(Change.to(new BigDecimal(dollars)), Change.to(reset));
    }

    private static KeyChange rates(int rpm, int tpm) {
        return KeyChange.NONE.withRateLimits(Change.to(rpm), Change.to(tpm));
    }

    private static KeyChange rules(List<String> models, List<String> providers, List<String> ips) {
        return KeyChange.NONE.withRules(Change.to(models), Change.to(providers), Change.to(ips));
    }
}
