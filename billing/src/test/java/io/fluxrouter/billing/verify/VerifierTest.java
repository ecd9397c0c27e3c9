package io.fluxrouter.billing.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.settle.Event;
import io.fluxrouter.billing.settle.SettledWorld;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifierTest {
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private final SettledWorld world = new SettledWorld("2026-03-10T12:00:00Z");
    private final UUID customer = world.customerOn("builder");
    private final UUID key = world.limitedKey(customer, "90", "monthly", LocalDate.of(2026, 3, 1));

    @BeforeEach
    void some_money_has_moved() {
        world.buy(customer, "10");
        for (int batch = 0; batch < 3; batch++) {
            world.settle(
                    "a",
                    Event.of(customer, NOW, "9").key(key).event(),
                    Event.of(customer, NOW, "7").event());
        }
        assertThat(world.findings()).isEmpty();
    }

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    transfer       | UPDATE transfer SET amount_nanos = 1 WHERE sequence = 2         | the hash does not follow
                    transfer       | UPDATE transfer SET note = 'x' WHERE sequence = 3               | the hash does not follow
                    transfer       | UPDATE transfer SET kind = 'gift' WHERE sequence = 2            | the row cannot be read
                    transfer       | DELETE FROM transfer WHERE sequence = 2                         | the sequence has a gap before it
                    ledger_head    | DELETE FROM transfer WHERE sequence = (SELECT max(sequence) FROM transfer) | is not the customer's last transfer
                    ledger_head    | UPDATE ledger_head SET hash = repeat('1', 64)                   | is not the customer's last transfer
                    ledger_balance | UPDATE ledger_balance SET balance_nanos = 5 WHERE account = 'cash' | is not the sum of the transfers
                    ledger_balance | UPDATE ledger_balance SET balance_nanos = 5 WHERE account = 'cash' | a customer's accounts do not sum to zero
                    transfer       | UPDATE usage_event SET cost_nanos = cost_nanos + 1              | usage debits do not pay for the events
                    usage_event    | UPDATE usage_event SET model = 'cheaper'                        | these are not the events that were paid
                    usage_event    | UPDATE usage_event SET cached_tokens = prompt_tokens + 1        | the row cannot be read
                    usage_event    | DELETE FROM usage_event                                         | the events that were paid are missing
                    settlement     | UPDATE settlement SET events = events + 1                       | does not match its events
                    usage_hourly   | UPDATE usage_hourly SET prompt_tokens = 0                       | is not the sum of the hour's events
                    usage_hourly   | DELETE FROM usage_hourly                                        | is not the sum of the hour's events
                    usage_daily    | UPDATE usage_daily SET cost_nanos = cost_nanos + 1              | is not the sum of the day's hours
                    usage_daily    | DELETE FROM usage_daily                                         | is not the sum of the day's hours
                    credit_grant   | UPDATE credit_grant SET amount_nanos = amount_nanos * 2         | is not what the ledger says was given
                    credit_grant   | DELETE FROM credit_grant                                        | is not what the ledger says was given
                    spend_account  | UPDATE credit_grant SET remaining_nanos = amount_nanos          | its credit is not what is left of the grants
                    spend_account  | UPDATE spend_account SET credit_nanos = 7                       | its credit is not the ledger's
                    allowance      | UPDATE allowance SET used_nanos = used_nanos - 1                | its months do not sum to what the ledger took from it
                    allowance      | UPDATE allowance SET included_nanos = 1                         | more is used than was included
                    allowance      | UPDATE spend_account SET owed_nanos = 1 WHERE kind = 'customer' | what is invoiced, owed and paid back is not what the ledger put on account
                    spend_account  | UPDATE lease SET amount_nanos = 77                              | what is leased is not the sum of its leases
                    spend_account  | UPDATE spend_account SET settled_nanos = 0 WHERE kind = 'customer' | what is settled is not what the month counted
                    spend_account  | UPDATE spend_account SET settled_nanos = 0 WHERE kind = 'key'   | what is settled is not what the key used in the period
                    spend_account  | UPDATE spend_account SET cap_nanos = 1 WHERE kind = 'key'       | more is settled than the cap, beyond what providers overran
                    rejected_event | INSERT INTO rejected_event SELECT gen_random_uuid(), id, now(), 'not_storable', 'x', id, 5, '{}' FROM node LIMIT 1 | was set aside, and nobody has said what became of it
                    spend_account  | UPDATE spend_account SET period_start = '2026-04-01'            | its period has not begun
                    """)
    void each_kind_of_tampering_is_named(String table, String tampering, String problem) {
        world.jdbi.useHandle(
                handle -> {
                    // What an owner of the tables must do before: nobody else can at all.
                    for (String guarded : Set.of("transfer", "usage_event")) {
                        handle.execute("ALTER TABLE " + guarded + " DISABLE TRIGGER USER");
                        handle.execute("GRANT UPDATE, DELETE ON " + guarded + " TO CURRENT_USER");
                    }
                    assertThat(handle.execute(tampering)).isPositive();
                });
        assertThat(world.findings())
                .anySatisfy(
                        finding -> {
                            assertThat(finding.table()).isEqualTo(table);
                            assertThat(finding.problem()).isEqualTo(problem);
                            assertThat(finding.row()).isNotBlank().isNotEqualTo("null");
                            assertThat(finding.expected()).isNotEqualTo(finding.found());
                        });
    }

    @Test
    void an_altered_row_is_named_once_and_the_rows_behind_it_are_not() {
        world.jdbi.useHandle(
                handle -> {
                    handle.execute("ALTER TABLE transfer DISABLE TRIGGER USER");
                    handle.execute("GRANT UPDATE ON transfer TO CURRENT_USER");
                    handle.execute("UPDATE transfer SET reference = 'x' WHERE sequence = 2");
                });
        assertThat(world.findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.row()).isEqualTo(customer + " 2"));
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE transfer SET amount_nanos = 1", "DELETE FROM transfer", "TRUNCATE transfer",
        "UPDATE usage_event SET cost_nanos = 1", "DELETE FROM usage_event", "TRUNCATE usage_event",
        "TRUNCATE transfer_202603", "DELETE FROM usage_event_202603"
    })
    void ledger_and_events_refuse_to_be_changed(String change) {
        assertThat(refused(change)).isTrue();
        world.jdbi.useHandle(
                handle -> {
                    String table =
                            change.replaceAll("(UPDATE|DELETE FROM|TRUNCATE) (\\w+).*", "$2");
                    handle.execute("GRANT ALL ON " + table + " TO CURRENT_USER");
                });
        assertThat(refused(change)).isTrue();
    }

    private boolean refused(String change) {
        try {
            world.jdbi.useHandle(handle -> handle.execute(change));
            return false;
        } catch (RuntimeException refusal) {
            return refusal.toString().matches("(?s).*(append-only|permission denied).*");
        }
    }

    @Test
    void an_overrun_may_pass_a_keys_cap() {
        UUID small = world.limitedKey(customer, "1", "monthly", LocalDate.of(2026, 3, 1));
        world.settle("a", Event.of(customer, NOW, "3").key(small).overrunning().event());
        assertThat(world.findings()).isEmpty();
    }

    @Test
    void a_transfer_that_nobody_posted_breaks_the_chain() {
        world.jdbi.useHandle(
                handle ->
                        handle.execute(
                                """
                                INSERT INTO transfer
                                SELECT customer_id, sequence + 1, gen_random_uuid(), 'grant', 'promotion',
                                    'credit', 5, 5, posted_at, 'me', NULL, NULL, NULL, hash
                                FROM transfer ORDER BY sequence DESC LIMIT 1
                                """));
        assertThat(world.findings().stream().map(Finding::table).collect(Collectors.toSet()))
                .contains("transfer", "ledger_head", "ledger_balance", "credit_grant");
    }
}
