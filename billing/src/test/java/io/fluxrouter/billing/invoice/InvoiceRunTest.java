package io.fluxrouter.billing.invoice;

import static io.fluxrouter.billing.invoice.InvoiceWorld.AUTHOR;
import static io.fluxrouter.billing.invoice.InvoiceWorld.OWNER;
import static io.fluxrouter.billing.invoice.InvoiceWorld.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.credit.CreditKind;
import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.credit.NewGrant;
import io.fluxrouter.billing.invoice.Discounts.NewDiscount;
import io.fluxrouter.billing.plan.BillingPlan;
import io.fluxrouter.billing.subscription.NewSubscription;
import io.fluxrouter.billing.subscription.Subscription;
import io.fluxrouter.core.invoice.Discount;
import io.fluxrouter.core.invoice.InvoiceStatus;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.subscription.SubscriptionStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Months of billing, by one worker. */
class InvoiceRunTest {
    private final InvoiceWorld world = new InvoiceWorld("2026-01-01T00:00:00Z");

    @AfterEach
    void all_adds_up() {
        assertThat(world.findings()).isEmpty();
    }

    @Test
    void a_period_becomes_a_draft_and_an_hour_later_an_open_invoice() {
        Subscription one = world.subscribe(world.hybrid("49", "0.001"));
        world.at("2026-01-31T00:00:00Z");
        world.call(one.customerId(), "2026-01-10T00:00:00Z", "0");
        world.call(one.customerId(), "2026-01-30T00:00:00Z", "82450");
        world.runAll("2026-02-01T00:00:00Z");
        Invoice draft = world.of(one).getFirst();
        assertThat(draft.status()).isEqualTo(InvoiceStatus.DRAFT);
        assertThat(draft.number()).isNull();
        assertThat(lines(draft)).containsExactly("FEE 1 49.00", "USAGE 82450 82.45");
        assertThat(draft.amounts().total()).isEqualByComparingTo("131.45");
        assertThat(draft.dates().scheduledFinalizeAt()).isEqualTo("2026-02-01T01:00:00Z");

        world.runAll("2026-02-01T01:00:00Z");
        Invoice open = world.of(one).getFirst();
        assertThat(open.status()).isEqualTo(InvoiceStatus.OPEN);
        assertThat(open.number()).isEqualTo("INV-2026-0001");
        assertThat(open.contentHash()).isEqualTo(ContentHash.of(open)).hasSize(64);
        assertThat(open.dates().dueAt()).isEqualTo("2026-03-03T01:00:00Z");
        LineUsage usage = open.lines().getLast().usage().orElseThrow();
        assertThat(usage.events()).isEqualTo(2);
        assertThat(usage.rating().orElseThrow().parts()).hasSize(1);
        assertThat(world.count("SELECT count(*) FROM webhook_event WHERE type LIKE 'invoice.%'"))
                .isEqualTo(2);
    }

    @Test
    void to_run_again_changes_nothing() {
        Subscription one = world.subscribe(world.hybrid("49", "0.001"));
        world.runAll("2026-02-01T00:00:00Z");
        world.runAll("2026-02-01T01:00:00Z");
        List<Invoice> before = world.of(one);
        world.runAll("2026-02-01T01:00:00Z");
        world.runAll("2026-02-01T02:00:00Z");
        assertThat(world.of(one)).isEqualTo(before).hasSize(1);
    }

    @Test
    void a_worker_that_slept_for_three_months_makes_three_invoices() {
        Subscription one = world.subscribe(world.hybrid("10", "1"));
        for (int month = 1; month <= 3; month++) {
            world.at("2026-0" + month + "-20T00:00:00Z");
            world.call(one.customerId(), "2026-0" + month + "-15T00:00:00Z", "" + month);
        }
        world.runAll("2026-04-02T00:00:00Z");
        world.runAll("2026-04-02T01:00:00Z");
        assertThat(world.of(one))
                .extracting(InvoiceWorld::lines)
                .containsExactlyInAnyOrder(
                        List.of("FEE 1 10.00", "USAGE 1 1.00"),
                        List.of("FEE 1 10.00", "USAGE 2 2.00"),
                        List.of("FEE 1 10.00", "USAGE 3 3.00"));
        assertThat(world.all()).extracting(Invoice::number).doesNotHaveDuplicates();
    }

    @Test
    void what_came_in_the_grace_counts() {
        Subscription one = world.subscribe(world.hybrid("0", "1"));
        world.runAll("2026-02-01T00:00:00Z");
        assertThat(world.of(one).getFirst().amounts().total()).isEqualByComparingTo("0");
        world.at("2026-02-01T00:30:00Z");
        world.call(one.customerId(), "2026-01-31T23:59:59.999999Z", "7");
        world.call(one.customerId(), "2026-02-01T00:00:00Z", "100");
        world.runAll("2026-02-01T01:00:00Z");
        assertThat(world.of(one).getFirst().amounts().total()).isEqualByComparingTo("7.00");
    }

    @Test
    void an_invoice_of_nothing_is_paid_at_once_and_a_trial_has_none() {
        Subscription one = world.subscribe(world.hybrid("0", "1"));
        Subscription trial =
                world.plans.subscribe(
                        NewSubscription.of(world.plans.customer(), world.hybrid("5", "1").id())
                                .withTrialUntil(Instant.parse("2026-01-15T00:00:00Z")));
        world.runAll("2026-02-01T00:00:00Z");
        world.runAll("2026-02-01T01:00:00Z");
        assertThat(world.of(one).getFirst().status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(world.of(one).getFirst().number()).isNotNull();
        assertThat(world.of(trial)).isEmpty();
        world.runAll("2026-02-15T00:00:00Z");
        assertThat(world.of(trial)).hasSize(1);
    }

    @Test
    void a_subscription_that_is_canceled_is_invoiced_to_the_day() {
        Subscription one = world.subscribe(world.hybrid("31", "1"));
        world.at("2026-01-11T00:00:00Z");
        world.call(one.customerId(), "2026-01-10T00:00:00Z", "3");
        world.plans.subscriptions.cancel(one.id(), null, AUTHOR);
        world.run.runAll(world.now(), Whose.EVERYBODY);
        assertThat(lines(world.of(one).getFirst()))
                .containsExactly("FEE 1 31.00", "UNUSED 1 -21.00", "USAGE 3 3.00");
    }

    @Test
    void discount_then_tax_then_credit() {
        Subscription one = world.subscribe(world.hybrid("100", "1"));
        UUID customer = one.customerId();
        world.taxes.setCountry(OWNER, "de");
        country(customer, "DE");
        world.discounts.add(
                OWNER,
                new NewDiscount(
                        customer,
                        one.id(),
                        new InvoiceDiscount(
                                "Welcome", new Discount.Percent(BigDecimal.valueOf(10))),
                        null,
                        world.now(),
                        null));
        new Credits(world.plans.jdbi, world.plans.clock)
                .grant(
                        new NewGrant(
                                customer,
                                Money.usd("20.001"),
                                CreditKind.PROMOTIONAL,
                                50,
                                null,
                                AUTHOR,
                                null));
        InvoiceRun.Preview preview = world.run.preview(one.id(), 1, world.now());
        world.runAll("2026-02-01T00:00:00Z");
        world.runAll("2026-02-01T01:00:00Z");
        Invoice open = world.of(one).getFirst();
        assertThat(open.amounts().subtotal()).isEqualByComparingTo("100");
        assertThat(open.amounts().discount()).isEqualByComparingTo("10");
        assertThat(open.taxes())
                .extracting(tax -> tax.name() + " " + tax.percent() + " " + tax.amount())
                .containsExactly("VAT 19 17.10");
        assertThat(open.amounts().total()).isEqualByComparingTo("107.10");
        assertThat(open.amounts().creditApplied()).isEqualByComparingTo("20.00");
        assertThat(open.amounts().due()).isEqualByComparingTo("87.10");
        assertThat(preview.invoice().amounts().total()).isEqualByComparingTo("107.10");
        assertThat(preview.due()).isEqualByComparingTo("87.10");
    }

    @Test
    void an_overdue_invoice_makes_the_subscription_past_due_until_it_is_paid() {
        Subscription one = world.subscribe(world.hybrid("10", "1"));
        world.runAll("2026-02-01T00:00:00Z");
        world.runAll("2026-02-01T01:00:00Z");
        world.runAll("2026-03-03T00:59:59Z");
        assertThat(status(one)).isEqualTo(SubscriptionStatus.ACTIVE);
        world.runAll("2026-03-03T01:00:00Z");
        assertThat(status(one)).isEqualTo(SubscriptionStatus.PAST_DUE);
        Invoice invoice = world.of(one).getFirst();
        world.invoices.pay(OWNER, invoice.id(), Optional.empty(), "wired", AUTHOR);
        assertThat(status(one)).isEqualTo(SubscriptionStatus.ACTIVE);
        Invoice paid = world.invoices.get(OWNER, invoice.id());
        assertThat(paid.status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(paid.metaData())
                .containsEntry("status_change_note", "wired")
                .containsEntry("previous_status", "OPEN")
                .containsEntry("status_change_timestamp", "2026-03-03T01:00:00Z");
    }

    @Test
    void the_year_of_a_number_is_that_of_its_finalisation_in_utc() {
        BillingPlan plan = world.hybrid("1", "1");
        world.at("2026-11-30T23:00:00Z");
        world.subscribe(plan);
        world.subscribe(plan);
        world.at("2026-12-31T23:59:59.999999Z");
        world.run.runAll(world.now(), Whose.EVERYBODY);
        Invoice first = world.all().getFirst();
        world.invoices.finalizeNow(OWNER, first.id(), AUTHOR);
        world.runAll("2027-01-01T00:59:59.999999Z");
        assertThat(world.all())
                .extracting(Invoice::number)
                .containsExactlyInAnyOrder("INV-2026-0001", "INV-2027-0001");
    }

    private SubscriptionStatus status(Subscription subscription) {
        return world.plans.subscriptions.get(subscription.id()).status();
    }

    private void country(UUID customer, String country) {
        world.plans.jdbi.useHandle(
                handle ->
                        handle.execute(
                                "UPDATE customer SET billing_address_country = ? WHERE id = ?",
                                country,
                                customer));
    }
}
