package io.fluxrouter.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransferTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "1, CASH, CREDIT, 0, a transfer of $0",
        "1, CASH, CREDIT, -1, a transfer of -$1",
        "1, CREDIT, CREDIT, 1, from and to CREDIT",
        "0, CASH, CREDIT, 1, sequence 0",
        "-1, CASH, CREDIT, 1, sequence -1"
    })
    void nonsense_is_refused(
            long sequence, LedgerAccount from, LedgerAccount to, String amount, String message) {
        assertThatThrownBy(() -> transfer(sequence, from, to, Money.usd(amount), NOON))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void a_transfer_keeps_the_microseconds_that_its_row_keeps() {
        Instant finer = NOON.plusNanos(123_456_999);
        Transfer transfer =
                transfer(1, LedgerAccount.CASH, LedgerAccount.CREDIT, Money.usd("1"), finer);
        assertThat(transfer.postedAt()).isEqualTo(NOON.plusNanos(123_456_000));
    }

    @ParameterizedTest
    @EnumSource
    void the_key_of_a_kind_leads_back_to_it(TransferKind kind) {
        assertThat(TransferKind.byKey(kind.key())).isEqualTo(kind);
    }

    @ParameterizedTest
    @EnumSource
    void the_key_of_a_ledger_account_leads_back_to_it(LedgerAccount account) {
        assertThat(LedgerAccount.byKey(account.key())).isEqualTo(account);
    }

    @Test
    void stored_keys_never_change() {
        assertThat(TransferKind.values())
                .extracting(TransferKind::key)
                .containsExactly(
                        "purchase",
                        "usage_debit",
                        "adjustment",
                        "refund",
                        "grant",
                        "expiry",
                        "invoice",
                        "payment");
        assertThat(LedgerAccount.values())
                .extracting(LedgerAccount::key)
                .containsExactly(
                        "credit",
                        "allowance",
                        "receivable",
                        "revenue",
                        "cash",
                        "promotion",
                        "expired",
                        "billed",
                        "tax");
    }

    @Test
    void an_unknown_key_is_refused() {
        assertThatThrownBy(() -> TransferKind.byKey("gift"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> LedgerAccount.byKey("pocket"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Transfer transfer(
            long sequence, LedgerAccount from, LedgerAccount to, Money amount, Instant postedAt) {
        return new Transfer(
                new UUID(0, 1),
                sequence,
                new UUID(0, 2),
                TransferKind.PURCHASE,
                from,
                to,
                amount,
                Money.ZERO,
                postedAt,
                "pi_1",
                null,
                null);
    }
}
