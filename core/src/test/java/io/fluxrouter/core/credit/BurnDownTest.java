package io.fluxrouter.core.credit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.period.BillingCycle;
import io.fluxrouter.core.period.BillingInterval;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BurnDownTest {
    private static final Instant T0 = Instant.parse("2024-01-01T00:00:00Z");
    private static final List<GrantSource> SOURCES = List.of(GrantSource.values());

    @Test
    void grants_are_spent_in_a_total_order() {
        List<Grant> inOrder =
                List.of(
                        grant("plan", GrantSource.INCLUDED, 9, T0, null),
                        grant("first", GrantSource.PAID, 1, T0, null),
                        grant("soon", GrantSource.PAID, 2, T0, day(30)),
                        grant("promotion", GrantSource.PROMOTIONAL, 2, T0, day(40)),
                        grant("bought", GrantSource.PAID, 2, T0.minusSeconds(9), day(40)),
                        grant("older", GrantSource.PROMOTIONAL, 2, T0.minusSeconds(1), null),
                        grant("a", GrantSource.PROMOTIONAL, 2, T0, null),
                        grant("b", GrantSource.PROMOTIONAL, 2, T0, null),
                        grant("last", GrantSource.PROMOTIONAL, 3, T0, day(1)));
        List<Grant> shuffled = new ArrayList<>(inOrder);
        Collections.shuffle(shuffled, new Random(7));
        assertThat(new BurnDown(shuffled, T0).use(T0, new BigDecimal("900")))
                .extracting(Funding::grantId)
                .containsExactlyElementsOf(inOrder.stream().map(Grant::id).toList());
    }

    @Test
    void use_without_grants_is_overage() {
        BurnDown none = new BurnDown(List.of(), T0);
        assertThat(none.use(T0, new BigDecimal("50"))).isEmpty();
        assertThat(none.overage()).isEqualTo("50");
        assertThat(none.balances()).isEmpty();
    }

    @Test
    void a_grant_that_begins_later_pays_the_overage_first() {
        BurnDown burnDown = new BurnDown(List.of(promotion("g", day(10), null)), T0);
        burnDown.use(T0, new BigDecimal("25"));
        assertThat(burnDown.balances()).containsEntry("g", BigDecimal.ZERO);
        assertThat(burnDown.overage()).isEqualTo("25");
        burnDown.use(day(11), new BigDecimal("25"));
        assertThat(burnDown.balances()).containsEntry("g", new BigDecimal("50"));
        assertThat(burnDown.overage()).isZero();
    }

    @Test
    void a_grant_counts_from_its_first_instant_to_just_before_its_expiry() {
        List<Grant> grants = List.of(promotion("g", day(1), day(2)));
        assertThat(fundedAt(grants, day(1).minusNanos(1))).isEmpty();
        assertThat(fundedAt(grants, day(1))).hasSize(1);
        assertThat(fundedAt(grants, day(2).minusNanos(1))).hasSize(1);
        assertThat(fundedAt(grants, day(2))).isEmpty();
        BurnDown after = new BurnDown(grants, T0);
        after.advanceTo(day(2));
        assertThat(after.balances()).containsEntry("g", BigDecimal.ZERO);
    }

    @Test
    void a_grant_that_was_over_before_it_began_pays_nothing() {
        assertThat(fundedAt(List.of(promotion("g", T0, T0)), T0)).isEmpty();
        assertThat(fundedAt(List.of(promotion("g", day(2), day(1))), day(3))).isEmpty();
    }

    @Test
    void a_grant_of_nothing_is_passed_over() {
        Grant nothing =
                new Grant(
                        "nothing", GrantSource.PAID, 0, BigDecimal.ZERO, GrantLife.from(T0, null));
        assertThat(fundedAt(List.of(nothing, promotion("g", T0, null)), T0))
                .extracting(Funding::grantId)
                .containsExactly("g");
    }

    @Test
    void a_refill_makes_the_grant_full_and_pays_what_was_owed() {
        GrantLife life =
                new GrantLife(
                        T0,
                        T0,
                        null,
                        BillingCycle.anchoredAt(BillingInterval.DAY, T0, ZoneOffset.UTC));
        Grant daily = new Grant("g", GrantSource.INCLUDED, 0, new BigDecimal("100"), life);
        BurnDown burnDown = new BurnDown(List.of(daily), T0);
        burnDown.use(T0.plusSeconds(3_600), new BigDecimal("120"));
        assertThat(burnDown.overage()).isEqualTo("20");
        burnDown.advanceTo(day(1).plusSeconds(3_600));
        assertThat(burnDown.balances()).containsEntry("g", new BigDecimal("80"));
        burnDown.advanceTo(day(2));
        assertThat(burnDown.balances()).containsEntry("g", new BigDecimal("100"));
    }

    @Test
    void what_makes_no_sense_is_refused() {
        Grant grant = promotion("g", T0, null);
        assertThatThrownBy(() -> new BurnDown(List.of(grant, grant), T0))
                .isInstanceOf(IllegalArgumentException.class);
        BurnDown burnDown = new BurnDown(List.of(grant), T0);
        assertThatThrownBy(() -> burnDown.use(T0, new BigDecimal("-1")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> burnDown.advanceTo(T0.minusNanos(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void no_grant_goes_below_zero_and_every_use_is_paid_or_overage(long seed) {
        Random random = new Random(seed);
        List<Grant> grants = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) grants.add(anyGrant("g" + i, random));
        BurnDown burnDown = new BurnDown(grants, T0);
        BigDecimal used = BigDecimal.ZERO;
        BigDecimal given = BigDecimal.ZERO;
        for (Grant grant : grants) given = given.add(grant.amount());
        Instant now = T0;
        for (int i = 0; i < 20; i++) {
            now = now.plusSeconds(random.nextInt(200_000));
            BigDecimal amount = BigDecimal.valueOf(random.nextInt(5_000), 2);
            used = used.add(amount);
            List<Funding> fundings = burnDown.use(now, amount);
            assertThat(fundings).allMatch(funding -> funding.amount().signum() > 0);
            for (Map.Entry<String, BigDecimal> balance : burnDown.balances().entrySet()) {
                assertThat(balance.getValue().signum()).as(balance.getKey()).isNotNegative();
            }
            assertThat(burnDown.overage()).isBetween(BigDecimal.ZERO, used);
            assertThat(used.subtract(burnDown.overage())).isLessThanOrEqualTo(given);
        }
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#hundred")
    void the_order_in_which_grants_are_listed_changes_nothing(long seed) {
        Random random = new Random(seed);
        List<Grant> grants = new ArrayList<>();
        for (int i = random.nextInt(8); i > 0; i--) grants.add(anyGrant("g" + i, random));
        List<Grant> shuffled = new ArrayList<>(grants);
        Collections.shuffle(shuffled, random);
        BurnDown one = new BurnDown(grants, T0);
        BurnDown other = new BurnDown(shuffled, T0);
        BigDecimal amount = BigDecimal.valueOf(random.nextInt(40_000), 2);
        assertThat(one.use(day(3), amount)).isEqualTo(other.use(day(3), amount));
        assertThat(one.balances()).isEqualTo(other.balances());
    }

    private static List<Funding> fundedAt(List<Grant> grants, Instant instant) {
        return new BurnDown(grants, T0).use(instant, BigDecimal.ONE);
    }

    private static Grant anyGrant(String id, Random random) {
        Instant from = T0.plusSeconds(random.nextInt(-500_000, 1_500_000));
        Instant until = random.nextBoolean() ? null : from.plusSeconds(random.nextInt(1_000_000));
        return new Grant(
                id,
                SOURCES.get(random.nextInt(SOURCES.size())),
                random.nextInt(3),
                BigDecimal.valueOf(random.nextInt(10_000), 2),
                GrantLife.from(from, until));
    }

    private static Grant promotion(String id, Instant from, @Nullable Instant until) {
        return grant(id, GrantSource.PROMOTIONAL, 0, from, until);
    }

    private static Grant grant(
            String id, GrantSource source, int priority, Instant from, @Nullable Instant until) {
        return new Grant(id, source, priority, new BigDecimal("100"), GrantLife.from(from, until));
    }

    private static Instant day(int number) {
        return T0.plus(Duration.ofDays(number));
    }
}
