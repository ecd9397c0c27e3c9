package io.fluxrouter.app.purchase;

import static io.fluxrouter.app.purchase.Shop.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import io.fluxrouter.app.node.ApiVisitor;
import io.fluxrouter.app.node.TestApi.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Plan fees and usage, from our invoice to Stripe's money and back. */
class CollectionTest extends ShopTest {
    private ApiVisitor owner;

    @BeforeAll
    void signIn() {
        owner = ApiVisitor.operator(shop.api());
    }

    private String made(String path, String body) {
        Answer answer = owner.post(path, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        return answer.json().path("id").asString();
    }

    /** A customer on a plan, whose month is over: its invoice is open. */
    private record Member(String customer, String subscription) {}

    private Member memberAfterAMonth(String card) {
        String clock =
                made("/test_clocks", "{\"name\":\"c\",\"frozen_time\":\"2026-01-01T00:00:00Z\"}");
        String customer =
                made(
                        "/customers",
                        "{\"name\":\"Ann\",\"email\":\"a@b.c\",\"test_clock_id\":\"%s\"}"
                                .formatted(clock));
        String subscription =
                made(
                        "/subscriptions",
                        "{\"customer_id\":\"%s\",\"plan_id\":\"%s\"}"
                                .formatted(customer, plan("builder")));
        shop.leaveCard(customer, card);
        for (String time : List.of("2026-02-01T00:00:01Z", "2026-02-01T02:00:00Z")) {
            Answer moved =
                    owner.post(
                            "/test_clocks/" + clock + "/advance",
                            "{\"frozen_time\":\"" + time + "\"}");
            assertThat(moved.status()).as(moved.text()).isEqualTo(200);
        }
        return new Member(customer, subscription);
    }

    private String plan(String key) {
        return owner.get("/plans?page_size=100")
                .json()
                .path("data")
                .valueStream()
                .filter(plan -> plan.path("lookup_id").asString("").equals(key))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
    }

    private JsonNode invoice(Member member) {
        return owner.get("/invoices?customer_id=" + member.customer()).json().path("data").get(0);
    }

    private String status(Member member) {
        return owner.get("/subscriptions/" + member.subscription())
                .json()
                .path("status")
                .asString();
    }

    private String collection(Member member, String column) {
        return shop.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT "
                                                        + column
                                                        + "::text FROM invoice_collection"
                                                        + " WHERE invoice_id = CAST(:id AS uuid)")
                                        .bind("id", invoice(member).path("id").asString())
                                        .mapTo(String.class)
                                        .findOne()
                                        .orElse("none"));
    }

    private void tryNow(Member member) {
        shop.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        UPDATE invoice_collection SET next_attempt_at = now()
                                        WHERE invoice_id = CAST(? AS uuid)
                                        """,
                                        invoice(member).path("id").asString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/v1/invoices fail-after=500",
                "/v1/invoiceitems fail-after=500",
                "/v1/invoices/ fail-after=500"
            })
    void a_plan_fee_is_pushed_as_it_is_and_paid_once(String fault) {
        if (!fault.isEmpty()) {
            int space = fault.indexOf(' ');
            shop.stripe()
                    .faults()
                    .next(1, "POST", fault.substring(0, space), fault.substring(space + 1));
        }
        long before = shop.stripe().cash().collected();
        Member member = memberAfterAMonth("pm_card_visa");
        await("paid", () -> invoice(member).path("status").asString().equals("PAID"));
        assertThat(shop.stripe().cash().collected() - before).isEqualTo(2_900);
        assertThat(status(member)).isEqualTo("ACTIVE");
        String stripeId = collection(member, "stripe_id");
        assertThat(shop.stripe().object(stripeId).path("total").asLong()).isEqualTo(2_900);
        assertThat(
                        shop.stripe().objects("invoice").stream()
                                .filter(
                                        one ->
                                                one.path("metadata")
                                                        .path("invoice_id")
                                                        .asString("")
                                                        .equals(
                                                                invoice(member)
                                                                        .path("id")
                                                                        .asString())))
                .filteredOn(one -> !one.path("status").asString().equals("draft"))
                .hasSize(1);
    }

    @Test
    void a_refused_card_falls_behind_is_held_after_two_weeks_and_comes_back() {
        Member member = memberAfterAMonth("pm_card_chargeCustomerFail");
        String key = shop.api().key(member.customer());
        await("refused", () -> collection(member, "failures").equals("1"));
        await("past due", () -> status(member).equals("PAST_DUE"));
        assertThat(cap(member)).isEqualTo(150_000_000_000L);
        await("still served", () -> shop.api().chat(key, Shop.CHAT).status() == 200);
        shop.jdbi()
                .useHandle(
                        handle ->
                                handle.execute(
                                        """
                                        UPDATE invoice_collection
                                        SET failed_since = failed_since - interval '14 days'
                                        WHERE invoice_id = CAST(? AS uuid)
                                        """,
                                        invoice(member).path("id").asString()));
        tryNow(member);
        await("on hold", () -> shop.api().chat(key, Shop.CHAT).status() == 402);
        assertThat(shop.api().chat(key, Shop.CHAT).errorCode()).isEqualTo("account_on_hold");
        shop.leaveCardAgain(member.customer(), "pm_card_visa");
        await("paid", () -> invoice(member).path("status").asString().equals("PAID"));
        await("active", () -> status(member).equals("ACTIVE"));
        await("served", () -> shop.api().chat(key, Shop.CHAT).status() == 200);
        assertThat(cap(member)).isEqualTo(300_000_000_000L);
    }

    private long cap(Member member) {
        return shop.jdbi()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT cap_nanos FROM spend_account
                                                WHERE id = CAST(:id AS uuid)
                                                """)
                                        .bind("id", member.customer())
                                        .mapTo(Long.class)
                                        .one());
    }

    @Test
    void fault_19_an_invoice_that_is_withdrawn_here_is_not_charged_there() {
        Member member = memberAfterAMonth("pm_card_chargeCustomerFail");
        await("refused", () -> collection(member, "failures").equals("1"));
        String id = invoice(member).path("id").asString();
        long before = shop.stripe().cash().collected();
        assertThat(
                        owner.send("PATCH", "/invoices/" + id + "/status", "{\"status\":\"VOID\"}")
                                .status())
                .isEqualTo(200);
        await("withdrawn", () -> collection(member, "status").equals("void"));
        String there = collection(member, "stripe_id");
        assertThat(shop.stripe().object(there).path("status").asString()).isEqualTo("void");
        assertThat(shop.stripe().cash().collected()).isEqualTo(before);
    }

    @Test
    void fault_23_invoices_below_the_least_charge_are_carried_over_and_paid_together() {
        String customer = made("/customers", "{\"name\":\"Ann\",\"email\":\"a@b.c\"}");
        shop.leaveCard(customer, "pm_card_visa");
        List<String> invoices = List.of(small(customer), small(customer));
        for (String invoice : invoices) {
            await(
                    "paid",
                    () ->
                            owner.get("/invoices/" + invoice)
                                    .json()
                                    .path("status")
                                    .asString()
                                    .equals("PAID"));
        }
        assertThat(shop.stripe().objects("invoice"))
                .filteredOn(
                        one ->
                                invoices.contains(
                                        one.path("metadata").path("invoice_id").asString("")))
                .singleElement()
                .satisfies(one -> assertThat(one.path("total").asLong()).isEqualTo(60));
    }

    /** An invoice of 30 cents, made final. */
    private String small(String customer) {
        String id =
                made(
                        "/invoices",
                        """
                        {"customer_id": "%s", "currency": "USD",
                         "line_items": [{"description": "A", "quantity": 1, "unit_amount": "0.30"}]}"""
                                .formatted(customer));
        assertThat(owner.post("/invoices/" + id + "/finalize", "").status()).isEqualTo(200);
        return id;
    }

    @Test
    void a_comparison_notices_an_invoice_that_was_withdrawn_at_stripe() throws StripeException {
        Member member = memberAfterAMonth("pm_card_chargeCustomerFail");
        await("refused", () -> collection(member, "failures").equals("1"));
        shop.quiet();
        shop.stripe().webhookFaults().always("drop");
        String there = collection(member, "stripe_id");
        shop.byHand().v1().invoices().voidInvoice(there);
        JsonNode found = differences();
        assertThat(found.size()).as("%s", found).isEqualTo(1);
        assertThat(found.get(0).path("at_stripe").asString()).isEqualTo("void");
        assertThat(found.get(0).path("here").asString()).isEqualTo("open");
        assertThat(found.get(0).path("repaired").asBoolean()).isTrue();
        assertThat(collection(member, "status")).isEqualTo("void");
        assertThat(differences().size()).isZero();
    }

    private JsonNode differences() {
        return shop.api().admin("POST", "/v1/reconcile", "").json().path("differences");
    }

    @Test
    void a_comparison_makes_up_for_every_lost_event_and_then_finds_nothing() {
        String pack = shop.pack("\"price_usd\": 30");
        String customer = shop.api().customer("none");
        shop.quiet();
        shop.stripe().webhookFaults().always("drop");
        JsonNode begun = shop.begun(customer, pack);
        shop.stripe().pay(Shop.session(begun));
        JsonNode first = shop.api().admin("POST", "/v1/reconcile", "").json();
        assertThat(first.path("differences").size()).as("%s", first).isEqualTo(1);
        JsonNode found = first.path("differences").get(0);
        assertThat(found.path("here").asString()).isEqualTo("pending");
        assertThat(found.path("repaired").asBoolean()).isTrue();
        assertThat(shop.ledger(customer)).containsExactly("purchase 30 = 30");
        JsonNode second = shop.api().admin("POST", "/v1/reconcile", "").json();
        assertThat(second.path("differences").size()).as("%s", second).isZero();
        assertThat(second.path("checked").asInt()).isGreaterThan(0);
    }
}
