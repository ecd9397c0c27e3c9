package io.fluxrouter.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.credit.CreditAdjustments.Adjustment;
import io.fluxrouter.billing.credit.CreditGrant;
import io.fluxrouter.billing.credit.CreditKind;
import io.fluxrouter.billing.credit.NewGrant;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.purchase.CreditPurchase;
import io.fluxrouter.billing.purchase.CreditRefund;
import io.fluxrouter.billing.purchase.NewPurchase;
import io.fluxrouter.billing.purchase.Refunds;
import io.fluxrouter.billing.settle.Event;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.usage.UsageEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;

/** What happens to one customer, decided by a seed of its own. */
final class History {
    private static final List<String> PLANS = List.of("free", "payg", "builder", "scale");
    private static final Money MOST_USED = Money.usd("3");

    private final HistoryWorld world;
    private final Random random;
    private final List<UUID> packs;
    private final boolean prepaid;
    private final Map<String, Integer> done;
    private final List<UUID> purchases = new ArrayList<>();
    private final NaiveCredit credit = new NaiveCredit();
    private Money used = Money.ZERO;
    final UUID customer;

    /**
     * @param done counts what histories did, by kind
     */
    History(HistoryWorld world, long seed, List<UUID> packs, Map<String, Integer> done) {
        this.world = world;
        this.random = new Random(seed);
        this.packs = packs;
        this.done = done;
        this.prepaid = random.nextBoolean();
        this.customer =
                prepaid
                        ? world.settled.prepaidCustomer()
                        : world.settled.customerOn(PLANS.get(random.nextInt(PLANS.size())));
        if (!prepaid && random.nextInt(4) > 0) leaveCard();
    }

    private void leaveCard() {
        String card = random.nextInt(5) == 0 ? "pm_card_chargeCustomerFail" : "pm_card_visa";
        world.stripe.pay(world.cards.leaveCard(customer, HistoryWorld.URLS).id(), card);
        world.cards.refresh(customer);
    }

    static Map<String, Integer> nothingDone() {
        return new TreeMap<>();
    }

    void step() {
        world.tick();
        try {
            switch (random.nextInt(prepaid ? 8 : 9)) {
                case 0, 1, 2 -> buy();
                case 3 -> refund();
                case 4 -> adjust();
                case 5, 6 -> give();
                case 7 -> refresh();
                default -> changePlan();
            }
        } catch (ApiError refused) {
            count("refusal " + refused.refusal());
        }
        compare("step", world.credits.grants(customer));
    }

    private void count(String what) {
        done.merge(what, 1, Integer::sum);
    }

    private void buy() {
        CreditPurchase begun =
                world.purchases.buy(
                        new NewPurchase(
                                customer,
                                packs.get(random.nextInt(packs.size())),
                                null,
                                HistoryWorld.URLS,
                                "history"));
        purchases.add(begun.id());
        String session = String.valueOf(begun.atStripe().session());
        int fate = random.nextInt(10);
        if (fate == 0) world.stripe.expire(session);
        else if (fate == 1) world.stripe.pay(session, "pm_card_chargeDeclined");
        else world.stripe.pay(session);
        count("purchase");
    }

    private Optional<UUID> any() {
        return purchases.isEmpty()
                ? Optional.empty()
                : Optional.of(purchases.get(random.nextInt(purchases.size())));
    }

    private void refund() {
        Optional<UUID> purchase = any();
        if (purchase.isEmpty()) return;
        Money amount = random.nextInt(4) == 0 ? null : Money.ofCents(1 + random.nextInt(400));
        CreditRefund refund =
                world.refunds.refund(
                        new Refunds.Wanted(purchase.get(), amount, "random", "history"));
        CreditPurchase of = world.purchases.get(Optional.of(customer), purchase.get());
        credit.take(Objects.requireNonNull(of.given().paidGrant()), refund.taken().nanos());
        UUID gift = of.given().givenGrant();
        if (gift != null) credit.take(gift, refund.given().nanos());
        count("refund");
    }

    private void adjust() {
        Money amount = Money.ofNanos(random.nextLong(-2_000_000_000L, 2_000_000_000L));
        if (amount.isZero()) return;
        world.adjustments.adjust(new Adjustment(customer, amount, "random", "history"));
        if (!amount.isPositive()) credit.spend(-amount.nanos(), world.settled.now);
        count("adjustment");
    }

    private void give() {
        Instant expiry =
                random.nextBoolean()
                        ? null
                        : world.settled.now.plus(Duration.ofHours(1 + random.nextInt(600)));
        world.credits.grant(
                new NewGrant(
                        customer,
                        Money.ofNanos(1 + random.nextLong(4_000_000_000L)),
                        CreditKind.PROMOTIONAL,
                        List.of(10, 50, 90).get(random.nextInt(3)),
                        expiry,
                        "history",
                        null));
        count("grant");
    }

    private void refresh() {
        any().ifPresent(
                        id ->
                                world.purchases.refresh(
                                        world.purchases.get(Optional.of(customer), id)));
    }

    private void changePlan() {
        UUID subscription =
                world.subscriptions
                        .list(Organization.OPERATOR, customer, NumberedPage.FIRST)
                        .items()
                        .getFirst()
                        .id();
        UUID plan = world.plans.get(PLANS.get(random.nextInt(PLANS.size())));
        if (plan == null) throw new AssertionError("no such plan in " + world.plans);
        if (random.nextBoolean()) world.subscriptions.changePlan(subscription, plan, "history");
        else world.subscriptions.changePlanAtPeriodEnd(subscription, plan, "history");
        count("plan change");
    }

    /** A request, perhaps, as the gateway admits and keeps it. */
    Optional<UsageEvent> use() {
        used = Money.ZERO;
        if (random.nextInt(3) == 0) return Optional.empty();
        used = Money.ofNanos(1 + random.nextLong(MOST_USED.nanos()));
        world.settled.lease(customer, used);
        count("debit");
        return Optional.of(
                Event.of(customer, world.settled.now, "0")
                        .costing(used)
                        .key(new UUID(random.nextLong(), random.nextLong()))
                        .event());
    }

    /** The grants paid something; for who has no plan it is known how much. */
    void spent(String what, List<CreditGrant> stored, boolean byRequest) {
        long paid = credit.total() - total(stored);
        if (byRequest && prepaid) {
            assertThat(paid).as(what).isEqualTo(Math.min(used.nanos(), credit.total()));
        }
        assertThat(paid).as(what).isNotNegative();
        credit.spend(paid, world.settled.now);
        compare(what, stored);
    }

    private static long total(List<CreditGrant> stored) {
        return stored.stream().mapToLong(grant -> grant.remaining().nanos()).sum();
    }

    void expire(List<CreditGrant> stored) {
        long before = credit.total();
        credit.expire(world.settled.now);
        if (credit.total() < before) count("expiry");
        compare("expiry", stored);
    }

    void compare(String what, List<CreditGrant> stored) {
        credit.meet(what + " of " + customer, stored);
    }
}
