package io.fluxrouter.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.verify.Verifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * The real server, killed by SIGKILL between every two steps of a purchase, of taking its event, of
 * a refund and of an invoice's way to Stripe: what was begun comes to its end, once. Every kill
 * meets one of each; which ones says the printed seed, unless there are enough for all: {@code
 * -Dkills=9}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledBetweenStepsTest {
    private static final int ROUNDS = PushCases.Step.values().length;
    private static final int NO_MORE = -1;

    private final List<Integer> rounds = rounds();
    private CrashShop shop;
    private PurchaseCases purchases;
    private InboxCases inbox;
    private RefundCases refunds;
    private PushCases pushes;

    private static List<Integer> rounds() {
        long seed = Long.getLong("seed", System.nanoTime());
        int kills = Integer.getInteger("kills", 3);
        System.out.println("seed " + seed + ", kills " + kills);
        List<Integer> rounds = new ArrayList<>(IntStream.range(0, ROUNDS).boxed().toList());
        Collections.shuffle(rounds, new Random(seed));
        return rounds.subList(0, Math.clamp(kills, 1, ROUNDS));
    }

    @BeforeAll
    void kill_at_every_step() {
        shop = new CrashShop();
        purchases = new PurchaseCases(shop);
        inbox = new InboxCases(shop);
        refunds = new RefundCases(shop);
        pushes = new PushCases(shop);
        List<Cases> all = List.of(pushes, purchases, inbox, refunds);
        Iterator<Integer> next = rounds.iterator();
        int round = next.next();
        pushes.prepare(round);
        while (round != NO_MORE) {
            int now = round;
            round = next.hasNext() ? next.next() : NO_MORE;
            int after = round;
            all.forEach(one -> one.begin(now));
            shop.kill();
            all.forEach(Cases::dead);
            all.forEach(one -> prepare(one, after));
            shop.restart();
            all.forEach(one -> one.goOn(now));
        }
        shop.tellAll();
    }

    private static void prepare(Cases one, int round) {
        if (round == NO_MORE) one.finish();
        else one.prepare(round);
    }

    /** Those of a kind's steps that a round was made for. */
    private <S> Stream<S> met(S[] steps) {
        return rounds.stream().filter(round -> round < steps.length).map(round -> steps[round]);
    }

    Stream<PurchaseCases.Step> purchaseSteps() {
        return met(PurchaseCases.Step.values());
    }

    Stream<InboxCases.Step> inboxSteps() {
        return met(InboxCases.Step.values());
    }

    Stream<RefundCases.Step> refundSteps() {
        return met(RefundCases.Step.values());
    }

    Stream<PushCases.Step> pushSteps() {
        return met(PushCases.Step.values());
    }

    @AfterAll
    void close() {
        shop.close();
    }

    @ParameterizedTest(name = "killed when {0}", allowZeroInvocations = true)
    @MethodSource("purchaseSteps")
    void a_purchase_is_made_and_paid_once(PurchaseCases.Step step) {
        purchases.check(step);
    }

    @ParameterizedTest(name = "killed when {0}", allowZeroInvocations = true)
    @MethodSource("inboxSteps")
    void fault_3_a_payment_gives_credit_once(InboxCases.Step step) {
        inbox.check(step);
    }

    @ParameterizedTest(name = "killed when {0}", allowZeroInvocations = true)
    @MethodSource("refundSteps")
    void a_refund_goes_back_once(RefundCases.Step step) {
        refunds.check(step);
    }

    @ParameterizedTest(name = "killed when {0}", allowZeroInvocations = true)
    @MethodSource("pushSteps")
    void an_invoice_is_pushed_and_paid_once(PushCases.Step step) {
        pushes.check(step);
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void at_the_end_stripes_money_is_ours_and_the_books_are_sound() {
        assertThat(
                        shop.number(
                                """
                                SELECT -sum(balance_nanos) / 10000000 FROM ledger_balance
                                WHERE account = 'cash'
                                """))
                .isEqualTo(shop.stripe().cash().net())
                .isPositive();
        assertThat(shop.number("SELECT sum(balance_nanos) FROM ledger_balance")).isZero();
        JsonNode compared = shop.api().admin("POST", "/v1/reconcile", "").json();
        assertThat(compared.path("differences").size()).as("%s", compared).isZero();
        assertThat(new Verifier(shop.jdbi()).verify(Instant.now())).isEmpty();
    }
}
