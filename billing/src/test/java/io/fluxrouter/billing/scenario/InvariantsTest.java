package io.fluxrouter.billing.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.meter.Aggregation;
import io.fluxrouter.core.meter.Meter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every invariant finds the damage that it is for; a rule that nobody saw fail is no rule. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvariantsTest {
    /** Takes away what keeps such damage out, until the transaction is rolled back. */
    private static final String UNGUARDED =
            """
            DO $$
            DECLARE guard record;
            BEGIN
                FOR guard IN SELECT conrelid::regclass AS name, conname FROM pg_constraint
                    WHERE conrelid IN ('invoice'::regclass, 'invoice_line'::regclass,
                                       'credit_purchase'::regclass)
                      AND contype IN ('c', 'u')
                LOOP
                    EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', guard.name, guard.conname);
                END LOOP;
                DROP INDEX invoice_once;
                FOR guard IN SELECT unnest(ARRAY['invoice', 'invoice_line', 'meter_event',
                                                 'meter_event_key', 'transfer',
                                                 'usage_event', 'usage_charge']) AS name
                LOOP
                    EXECUTE format('ALTER TABLE %I DISABLE TRIGGER USER', guard.name);
                    EXECUTE format('GRANT ALL ON %I TO CURRENT_USER', guard.name);
                END LOOP;
            END $$
            """;

    /** The guard against them falls with the keys of the table. */
    private static final String TWO_PURCHASES =
            """
            UPDATE credit_purchase SET idempotency_key = 'same', payment_intent = 'pi_same'
            """;

    private final Given given = new Given("2026-01-01T00:00:00Z");

    @BeforeAll
    void twoMonths() {
        given.customer()
                .on(given.plan("10", "0.01"))
                .from("2024-01-31")
                .uses(1200)
                .on("2024-02-10")
                .uses(300)
                .on("2024-03-05")
                .sleepsUntil("2024-04-15");
        Requests requests = new Requests(given);
        UUID customer = requests.customerOn("payg");
        requests.buys(customer, "key 1");
        requests.buys(customer, "key 2");
        requests.serve(customer, "30");
        given.passSystemTime(Instant.parse("2026-02-01T00:00:00Z"));
        given.passSystemTime(Instant.parse("2026-02-01T01:00:00Z"));
    }

    @Test
    void parts_that_do_not_merge_are_found() {
        given.jdbi.useHandle(
                handle -> {
                    UUID customer =
                            handle.createQuery("SELECT DISTINCT customer_id FROM meter_event")
                                    .mapTo(UUID.class)
                                    .one();
                    List<RatingChecks.Used> used = RatingChecks.used(handle, customer);
                    Meter sum = RatingChecks.meter(Aggregation.SUM);
                    assertThat(RatingChecks.merges(sum, used, new BigDecimal("1500"))).isTrue();
                    assertThat(RatingChecks.merges(sum, used, new BigDecimal("1501"))).isFalse();
                });
    }

    @Test
    void a_sound_world_has_no_violations() {
        given.check();
    }

    static Stream<Arguments> damages() {
        return Stream.of(
                damage(
                        "6 ",
                        "DELETE FROM meter_event_key WHERE key = (SELECT min(key::text)::uuid FROM"
                                + " meter_event_key)"),
                damage(
                        "7 ",
                        """
                        INSERT INTO meter_event SELECT gen_random_uuid(), occurred_at, organization_id,
                            customer_id, name, properties, source, key, customer, time_stated, meter_id,
                            stored_at FROM meter_event LIMIT 1
                        """),
                damage(
                        "9 periods of",
                        "UPDATE subscription_period SET ends_at = ends_at + interval '1 day'"),
                damage(
                        "9 periods leave",
                        "UPDATE subscription_period SET ends_at = ends_at - interval '1 us'"),
                damage(
                        "9 phases",
                        "UPDATE subscription_phase SET starts_at = starts_at + interval '1 us'"),
                damage(
                        "9 what was known",
                        "UPDATE invoice_line SET quantity = quantity + 1 WHERE kind = 'usage'"),
                damage("11 ", "UPDATE invoice_line SET amount = -1 WHERE kind = 'usage'"),
                damage("12 the lines are", "UPDATE invoice_line SET amount = amount + 0.01"),
                damage("12 the lines' shares", "UPDATE invoice_line SET tax = tax + 0.01"),
                damage("12 subtotal", "UPDATE invoice SET total = total + 0.01"),
                damage("12 the books", "UPDATE transfer SET amount_nanos = amount_nanos + 1"),
                damage("13 one", "UPDATE invoice SET period_number = 1"),
                damage("13 every", "UPDATE subscription_period SET invoiced_at = NULL"),
                damage("13 every", "UPDATE pending_invoice_line SET invoice_id = NULL"),
                damage("13 a final", "UPDATE invoice SET memo = 'paid'"),
                damage("14 numbers have", "UPDATE document_counter SET last = last + 1"),
                damage(
                        "14 numbers have",
                        "UPDATE invoice SET number_sequence = number_sequence + 1"),
                damage("14 numbers go", "UPDATE invoice SET number_sequence = -number_sequence"),
                damage("14 numbers go", "UPDATE invoice SET number_year = number_year + 1"),
                damage("15 ", "UPDATE invoice SET amount_refunded = 1"),
                damage("11 a price", "UPDATE invoice_line SET amount = amount + 0.01"),
                damage("11 a price", "UPDATE invoice_line SET quantity = quantity + 7"),
                damage(
                        "6 what",
                        "UPDATE transfer SET reference = 'grant:1' WHERE kind = 'purchase'"),
                damage("6 an idempotency key has one p", TWO_PURCHASES),
                damage("10 requests", "UPDATE usage_event SET cost_nanos = cost_nanos + 1"),
                damage("10 requests", "UPDATE usage_hourly SET cost_nanos = cost_nanos - 1"),
                damage("10 requests", "DELETE FROM transfer WHERE kind = 'usage_debit'"),
                damage("10 what", "UPDATE usage_charge SET amount_nanos = amount_nanos + 1"),
                damage(
                        "17 ",
                        "UPDATE spend_account SET leased_nanos = cap_nanos + credit_nanos + 1"),
                damage("18 ", "UPDATE spend_account SET leased_nanos = leased_nanos + 1"),
                damage("18 ", "UPDATE lease SET amount_nanos = amount_nanos + 1"),
                damage(
                        "19 a purchase",
                        "UPDATE credit_purchase SET credit_nanos = credit_nanos + 1"),
                damage("19 a session", TWO_PURCHASES),
                damage("20 ", "UPDATE credit_purchase SET next_attempt_at = now()"));
    }

    private static Arguments damage(String rule, String sql) {
        return Arguments.of(rule, sql);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("damages")
    void damage_is_found(String rule, String sql) {
        List<String> found = new ArrayList<>();
        given.jdbi.useHandle(
                handle -> {
                    handle.begin();
                    try {
                        handle.execute(UNGUARDED);
                        handle.execute(sql);
                        found.addAll(Invariants.violations(given.jdbi));
                    } finally {
                        handle.rollback();
                    }
                });
        assertThat(found).anyMatch(one -> one.startsWith(rule));
    }
}
