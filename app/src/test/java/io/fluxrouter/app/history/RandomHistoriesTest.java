package io.fluxrouter.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.credit.CreditGrant;
import io.fluxrouter.billing.purchase.PackageTerms;
import io.fluxrouter.core.usage.UsageEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Many customers live through three months at once, each by its own seed: they buy, use, get money
 * back, are corrected, change plans and let credit expire, while Stripe's events are lost, doubled
 * and late. After each step a naive model says which grant has how much left. In the end Stripe's
 * money is our cash account, the ledger's sum is zero and the books are sound. More: {@code
 * -Dhistories=1000}; again: {@code -Dseed=…}.
 */
class RandomHistoriesTest {
    private static final int HISTORIES = Integer.getInteger("histories", 20);
    private static final int STEPS = 20;
    private static final Duration BETWEEN = Duration.ofDays(4);
    private static final Duration GRACE = Duration.ofHours(2);

    private final HistoryWorld world = new HistoryWorld();
    private final List<History> histories = new ArrayList<>();
    private final List<byte[]> onTheWay = new ArrayList<>();

    @Test
    void credit_is_used_in_the_declared_order_and_stripes_money_is_ours() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed + ", histories " + HISTORIES);
        Map<String, Integer> done = History.nothingDone();
        try (world) {
            List<UUID> packs = List.of(pack("9.99", "11", "1", 25), pack("3", "2.5", null, null));
            // Generators of neighbouring seeds begin alike.
            SplittableRandom seeds = new SplittableRandom(seed);
            for (int i = 0; i < HISTORIES; i++) {
                histories.add(new History(world, seeds.nextLong(), packs, done));
            }
            Random mail = new Random(seed);
            for (int step = 0; step < STEPS; step++) round(mail);
            finish(done);
        } finally {
            System.out.println(done);
        }
        assertThat(done)
                .containsKeys(
                        "purchase",
                        "refund",
                        "debit",
                        "grant",
                        "expiry",
                        "adjustment",
                        "plan change");
    }

    private UUID pack(String price, String credit, @Nullable String bonus, @Nullable Integer days) {
        return world.packages
                .create(
                        new PackageTerms(
                                "A package",
                                new BigDecimal(price),
                                new BigDecimal(credit),
                                bonus == null ? null : new BigDecimal(bonus),
                                days,
                                true))
                .id();
    }

    private void round(Random mail) {
        histories.forEach(History::step);
        bringMail(mail);
        world.doDuties();
        meet("duties");
        settle();
        // Twice: what is drafted becomes final after the grace.
        for (Duration time : List.of(BETWEEN, GRACE)) {
            world.pass(time);
            expire();
            world.runInvoices();
            Map<UUID, List<CreditGrant>> stored = grants();
            histories.forEach(one -> one.spent("invoices", of(stored, one), false));
        }
        world.doDuties();
        meet("collection");
    }

    /** Late, in any order, some twice and some never. */
    private void bringMail(Random mail) {
        onTheWay.addAll(world.told());
        Collections.shuffle(onTheWay, mail);
        List<byte[]> later = new ArrayList<>();
        for (byte[] letter : onTheWay) {
            int fate = mail.nextInt(20);
            if (fate == 0) continue;
            if (fate < 5) later.add(letter);
            if (fate == 5) later.add(letter);
            if (fate >= 5) world.deliver(letter);
        }
        onTheWay.clear();
        onTheWay.addAll(later);
        meet("events");
    }

    private void settle() {
        world.tick();
        List<UsageEvent> events =
                histories.stream().map(History::use).flatMap(Optional::stream).toList();
        if (!events.isEmpty()) world.settled.settle("node", events);
        Map<UUID, List<CreditGrant>> stored = grants();
        histories.forEach(one -> one.spent("requests", of(stored, one), true));
    }

    private void expire() {
        world.credits.expireDue(world.settled.now);
        Map<UUID, List<CreditGrant>> stored = grants();
        histories.forEach(one -> one.expire(of(stored, one)));
    }

    private void meet(String what) {
        Map<UUID, List<CreditGrant>> stored = grants();
        histories.forEach(one -> one.compare(what, of(stored, one)));
    }

    private static List<CreditGrant> of(Map<UUID, List<CreditGrant>> stored, History one) {
        return stored.getOrDefault(one.customer, List.of());
    }

    private Map<UUID, List<CreditGrant>> grants() {
        Map<UUID, List<CreditGrant>> grants = new HashMap<>();
        world.settled.jdbi.useHandle(
                handle ->
                        handle.createQuery("SELECT * FROM credit_grant")
                                .map((row, context) -> CreditGrant.read(row))
                                .forEach(
                                        grant ->
                                                grants.computeIfAbsent(
                                                                grant.customerId(),
                                                                id -> new ArrayList<>())
                                                        .add(grant)));
        return grants;
    }

    /** What was lost is made up for by comparing; after that nothing is left to say. */
    private void finish(Map<String, Integer> done) {
        done.put("repair", world.repairs());
        assertThat(world.repairs()).as("differences after repair").isZero();
        meet("repair");
        assertThat(
                        world.number(
                                """
                                SELECT -coalesce(sum(balance_nanos), 0) FROM ledger_balance
                                WHERE account = 'cash'
                                """))
                .as("the cash account")
                .isEqualTo(world.stripe.cash().net() * 10_000_000);
        assertThat(world.number("SELECT coalesce(sum(balance_nanos), 0) FROM ledger_balance"))
                .as("the sum of the ledger")
                .isZero();
        assertThat(world.number("SELECT count(*) FROM credit_grant WHERE remaining_nanos < 0"))
                .isZero();
        assertThat(world.settled.findings()).isEmpty();
    }
}
