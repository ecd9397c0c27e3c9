package io.fluxrouter.billing.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.invoice.Invoice;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Credit of customers on a test clock ends by that clock, between the invoices it may pay. */
class ExpiringCreditTest extends Story {

    @Test
    void credit_is_there_until_the_moment_it_expires() {
        CustomerStory story =
                given.customer()
                        .on(given.plan("31", "1"))
                        .from("2024-01-01")
                        .isGivenUntil("50", "2024-01-15")
                        .sleepsUntil("2024-01-14T23:59:59.999999Z");
        assertThat(story.creditLeft()).containsExactly("50");
        story.sleepsUntil("2024-01-15");
        assertThat(story.creditLeft()).containsExactly("0");
        assertThat(expiries()).contains(Instant.parse("2024-01-15T00:00:00Z"));
    }

    /** The invoice of January is made at midnight, and final an hour later: then credit pays. */
    @Test
    void in_one_advance_of_months_an_invoice_is_paid_by_what_has_not_expired_by_then() {
        CustomerStory story =
                given.customer()
                        .on(given.plan("31", "1"))
                        .from("2024-01-01")
                        .isGivenUntil("1", "2024-02-01T00:30")
                        .isGivenUntil("2", "2024-02-01T01:00")
                        .isGivenUntil("4", "2024-02-01T01:00:00.000001Z")
                        .isGivenUntil("8", "2024-02-20")
                        .isGivenUntil("64", "2024-03-20")
                        .sleepsUntil("2024-04-02");
        assertThat(paidByCredit(story)).containsExactly("31.00", "31.00", "0.00");
        assertThat(story.creditLeft()).containsOnly("0");
        assertThat(expiries())
                .contains(
                        Instant.parse("2024-02-01T00:30:00Z"),
                        Instant.parse("2024-02-01T01:00:00Z"),
                        Instant.parse("2024-03-20T00:00:00Z"))
                .doesNotContain(Instant.parse("2024-02-20T00:00:00Z"));
    }

    @Test
    void a_clock_ends_the_credit_of_its_own_customers_only() {
        CustomerStory moved = given.customer().on(given.plan("1", "1")).from("2024-01-01");
        CustomerStory still = given.customer().on(given.plan("1", "1")).from("2024-01-01");
        CustomerStory ofSystem =
                given.customerOfSystemTime().on(given.plan("1", "1")).from("2024-01-01");
        for (CustomerStory one : List.of(moved, still, ofSystem)) {
            one.isGivenUntil("5", "2024-01-15");
        }
        moved.sleepsUntil("2024-01-20");
        assertThat(moved.creditLeft()).containsExactly("0");
        assertThat(still.creditLeft()).containsExactly("5");
        assertThat(ofSystem.creditLeft()).containsExactly("5");
        given.credits.expireDue(Instant.parse("2024-01-20T00:00:00Z"));
        assertThat(still.creditLeft()).containsExactly("5");
        assertThat(ofSystem.creditLeft()).containsExactly("0");
    }

    private static List<String> paidByCredit(CustomerStory story) {
        return story.invoices().all().stream()
                .map(Invoice::amounts)
                .map(amounts -> amounts.creditApplied().toPlainString())
                .toList();
    }

    /** When credit expired, of everybody. */
    private List<Instant> expiries() {
        return given.jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT posted_at FROM transfer WHERE kind = 'expiry'")
                                .mapTo(Instant.class)
                                .list());
    }
}
