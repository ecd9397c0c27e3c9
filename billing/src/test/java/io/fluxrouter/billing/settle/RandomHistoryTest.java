package io.fluxrouter.billing.settle;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.credit.CreditGrant;
import io.fluxrouter.billing.credit.CreditKind;
import io.fluxrouter.billing.credit.NewGrant;
import io.fluxrouter.billing.journal.JournalPosition;
import io.fluxrouter.core.ledger.LedgerAccount;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.usage.Outcome;
import io.fluxrouter.core.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever happens in whatever order, the books agree with a replay by hand. */
class RandomHistoryTest {
    private static final int STEPS = 70;
    private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
    private static final YearMonth START = YearMonth.of(2025, 12);

    private final SettledWorld world = new SettledWorld("2025-12-20T10:00:00Z");
    private final Map<UUID, NaiveCustomer> customers = new LinkedHashMap<>();
    private final Map<UUID, List<UUID>> keys = new LinkedHashMap<>();
    private final List<UsageEvent> settled = new ArrayList<>();

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("io.fluxrouter.billing.Seeds#eight")
    void the_books_agree_with_a_replay_by_hand(long seed) {
        Random random = new Random(seed);
        open(world.customerOn("free"), new NaiveCustomer("1", "1", START));
        open(world.customerOn("payg", "12.5"), new NaiveCustomer("0", "12.5", START));
        open(world.customerOn("builder", "40"), new NaiveCustomer("35", "40", START));
        open(world.customerOn("builder", "20"), new NaiveCustomer("35", "20", START));
        open(world.prepaidCustomer(), new NaiveCustomer("0", "0", START));
        world.now = Instant.parse("2026-01-20T10:00:00Z");
        for (int step = 0; step < STEPS; step++) {
            step(random);
            customers.forEach(this::compareGrants);
        }

        assertThat(world.findings()).isEmpty();
        customers.forEach(this::compare);
        assertThat(world.count("usage_event")).isEqualTo(settled.size());
    }

    private void open(UUID customer, NaiveCustomer naive) {
        customers.put(customer, naive);
        keys.put(
                customer,
                List.of(
                        UUID.randomUUID(),
                        world.limitedKey(customer, "100000", "daily", LocalDate.of(2026, 1, 20)),
                        world.limitedKey(customer, "100000", "weekly", LocalDate.of(2026, 1, 18))));
    }

    private void step(Random random) {
        int dice = random.nextInt(100);
        if (dice < 60) settle(random);
        else if (dice < 80) grant(random);
        else if (dice < 90) expire();
        else world.now = world.now.plus(Duration.ofHours(random.nextInt(400)));
    }

    private void settle(Random random) {
        String node = random.nextBoolean() ? "a" : "b";
        List<UsageEvent> events = new ArrayList<>();
        int size = 1 + random.nextInt(25);
        while (events.size() < size) events.add(event(random));
        List<UsageEvent> batch = new ArrayList<>(events);
        boolean suspicious = !settled.isEmpty() && random.nextInt(4) == 0;
        if (suspicious) batch.add(random.nextInt(batch.size()), known(random));
        if (random.nextInt(5) == 0) batch.add(batch.getFirst());

        JournalPosition before = world.end(node);
        events.forEach(this::lease);
        assertThat(world.deliver(node, batch, before, suspicious)).isTrue();
        if (random.nextInt(3) == 0) {
            // The answer of the commit was lost, and the batch is tried again.
            assertThat(world.deliver(node, batch, before, true)).isFalse();
        }
        settled.addAll(events);
        for (UsageEvent event : events) naive(event.customerId()).use(event);
    }

    private UsageEvent known(Random random) {
        return settled.get(random.nextInt(settled.size()));
    }

    private UsageEvent event(Random random) {
        List<UUID> ids = List.copyOf(customers.keySet());
        UUID customer = ids.get(random.nextInt(ids.size()));
        List<UUID> itsKeys = Objects.requireNonNull(keys.get(customer));
        boolean late = random.nextInt(10) == 0;
        Instant at = world.now.minus(Duration.ofMinutes(random.nextInt(late ? 60 * 24 * 20 : 300)));
        long nanos = random.nextInt(5) == 0 ? 0 : random.nextLong(1_200_000_000L);
        return Event.of(customer, at.plusNanos(random.nextInt(1_000_000)), "0")
                .costing(Money.ofNanos(nanos))
                .key(itsKeys.get(random.nextInt(itsKeys.size())))
                .model("model-" + random.nextInt(3))
                .outcome(OUTCOMES.get(random.nextInt(OUTCOMES.size())))
                .event();
    }

    /** As the gateway would have: so nothing is leased in between, and expiry may take all. */
    private void lease(UsageEvent event) {
        world.lease(event.customerId(), event.figures().cost());
        world.lease(event.keyId(), event.figures().cost());
    }

    private void grant(Random random) {
        List<UUID> ids = List.copyOf(customers.keySet());
        UUID customer = ids.get(random.nextInt(ids.size()));
        Money amount = Money.ofNanos(1 + random.nextLong(20_000_000_000L));
        boolean paid = random.nextBoolean();
        Instant expiry =
                random.nextBoolean() ? null : world.now.plus(Duration.ofHours(random.nextInt(600)));
        int priority = random.nextInt(3);
        world.now = world.now.plusMillis(1);
        CreditGrant grant =
                world.credits()
                        .grant(
                                new NewGrant(
                                        customer,
                                        amount,
                                        paid ? CreditKind.PAID : CreditKind.PROMOTIONAL,
                                        priority,
                                        expiry,
                                        "ada",
                                        null));
        naive(customer).grant(grant.id(), amount.toBigDecimal(), priority, expiry, paid);
    }

    private void expire() {
        world.credits().expireDue(world.now);
        customers.values().forEach(customer -> customer.expire(world.now));
    }

    private NaiveCustomer naive(UUID id) {
        return Objects.requireNonNull(customers.get(id));
    }

    private void compare(UUID id, NaiveCustomer naive) {
        var account = world.account(id);
        assertThat(account.credit().toBigDecimal()).isEqualByComparingTo(naive.credit());
        assertThat(account.owed().toBigDecimal()).isEqualByComparingTo(naive.owed);
        assertThat(account.settled().toBigDecimal()).isEqualByComparingTo(naive.settledThisMonth());
        assertThat(account.leased()).isEqualTo(Money.ZERO);
        var balances = world.transactions().balances(id);
        naive.balances()
                .forEach(
                        (name, expected) ->
                                assertThat(
                                                balances.getOrDefault(
                                                                LedgerAccount.byKey(name),
                                                                Money.ZERO)
                                                        .toBigDecimal())
                                        .as(name)
                                        .isEqualByComparingTo(expected));
    }

    private void compareGrants(UUID id, NaiveCustomer naive) {
        Map<UUID, BigDecimal> left = new LinkedHashMap<>();
        world.credits().grants(id).forEach(g -> left.put(g.id(), g.remaining().toBigDecimal()));
        for (NaiveCustomer.Grant grant : naive.grants) {
            assertThat(left.get(grant.id)).isEqualByComparingTo(grant.left);
        }
    }
}
