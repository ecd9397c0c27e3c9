package io.fluxrouter.billing.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.customer.CustomerChange;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.invoice.InvoiceSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Months of requests to models: what is included, what credit pays, and what is invoiced. */
class LlmMonthsTest {
    private final Given given =
            new Given("2026-01-01T00:00:00Z", new InvoiceSettings(Duration.ofHours(1), 3650));
    private final Requests requests = new Requests(given);

    @AfterEach
    void the_world_is_sound() {
        given.check();
    }

    @Test
    void included_then_credit_then_the_invoice_and_what_settles_late_on_the_next() {
        UUID customer = requests.customerOn("builder");
        given.passSystemTime(Instant.parse("2026-01-20T00:00:00Z"));
        assertThat(given.gateway().serve(customer, "50", "30")).isTrue();
        requests.serve(customer, "10");
        requests.sleepUntil("2026-02-01T01:00:00Z");
        given.passSystemTime(Instant.parse("2026-02-03T00:00:00Z"));
        given.gateway().settleLate(customer, Instant.parse("2026-01-31T23:59:59.999999Z"), "1.50");
        requests.buys(customer, "once");
        assertThat(requests.buys(customer, "once")).isEqualTo(requests.buys(customer, "once"));
        requests.serve(customer, "48");
        requests.sleepUntil("2026-03-01T01:00:00Z");
        requests.invoices(customer)
                .are(
                        "2026-01-01 to 2026-02-01: fee 29.00, usage 5.00 = 34.00",
                        "2026-02-01 to 2026-03-01: fee 29.00, usage 1.00, adjustment 1.50 = 31.50");
    }

    @Test
    void a_request_on_the_border_is_of_the_later_month() {
        UUID customer = requests.customerOn("payg");
        given.passSystemTime(Instant.parse("2026-01-31T23:59:59.999999Z"));
        requests.serve(customer, "1.25");
        given.passSystemTime(Instant.parse("2026-02-01T00:00:00Z"));
        requests.serve(customer, "2.5");
        requests.sleepUntil("2026-02-01T02:00:00Z");
        requests.sleepUntil("2026-03-01T01:00:00Z");
        requests.invoices(customer)
                .are(
                        "2026-01-01 to 2026-02-01: usage 1.25 = 1.25",
                        "2026-02-01 to 2026-03-01: usage 2.50 = 2.50");
    }

    @Test
    void free_refuses_what_does_not_fit_and_invoices_nothing() {
        UUID customer = requests.customerOn("free");
        assertThat(given.gateway().serve(customer, "1.000000001", "0.1")).isFalse();
        assertThat(given.gateway().serve(customer, "0.5", "0.4")).isTrue();
        assertThat(given.gateway().serve(customer, "0.5", "0.4")).isTrue();
        assertThat(given.gateway().serve(customer, "0.5", "0.4")).isFalse();
        requests.sleepUntil("2026-02-01T01:00:00Z");
        assertThat(given.gateway().serve(customer, "0.5", "0.4")).isTrue();
        requests.invoices(customer).are();
    }

    @Test
    void an_upgrade_in_the_month_includes_more_and_gives_the_fee_back_by_days() {
        UUID customer = requests.customerOn("builder");
        requests.serve(customer, "40");
        given.passSystemTime(Instant.parse("2026-01-11T00:00:00Z"));
        given.customers.update(customer, CustomerChange.NONE.withPlan(Change.to("scale")));
        requests.serve(customer, "230");
        requests.sleepUntil("2026-02-01T01:00:00Z");
        requests.invoices(customer)
                .are(
                        "2026-01-01 to 2026-02-01: fee 29.00, unused -19.65, remaining 134.81,"
                                + " usage 5.00, usage 5.00 = 154.16");
    }
}
