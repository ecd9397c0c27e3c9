package io.fluxrouter.core.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HashChainTest {
    private static final UUID CUSTOMER = new UUID(0, 1);
    private static final UUID ID = new UUID(0, 2);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00.000001Z");
    private static final Money DOLLAR = Money.usd("1");
    private static final Transfer PURCHASE =
            transfer(CUSTOMER, 1, ID, TransferKind.PURCHASE, LedgerAccount.CASH);

    @Test
    void the_canonical_form_is_pinned() {
        assertThat(HashChain.canonical(PURCHASE))
                .isEqualTo(
                        """
                        customer=36:00000000-0000-0000-0000-000000000001
                        sequence=1:1
                        id=36:00000000-0000-0000-0000-000000000002
                        kind=8:purchase
                        from=4:cash
                        to=6:credit
                        amount_nanos=10:1000000000
                        balance_after_nanos=10:5000000000
                        posted_at=27:2026-03-01T12:00:00.000001Z
                        reference=4:pi_1
                        note=5:first
                        events=
                        """);
    }

    @Test
    void the_hash_is_pinned() {
        // Computed apart from this code: SHA-256 over 32 zero bytes and the text above, then over
        // that hash and the text again.
        String first = HashChain.next(HashChain.GENESIS, PURCHASE);
        assertThat(first)
                .isEqualTo("1df329a702b1e2066f24ca6cff4c9ad8ef468302c01b420a2309352dcd4eb0bd");
        assertThat(HashChain.next(first, PURCHASE))
                .isEqualTo("dce8d6cb2e9ed8ed1d778872bdf6d27fa4c0c425a69b6421df57be823ae8c2f2");
    }

    @Test
    void a_change_of_any_field_changes_the_hash() {
        List<Transfer> changed =
                List.of(
                        transfer(new UUID(9, 9), 1, ID, TransferKind.PURCHASE, LedgerAccount.CASH),
                        transfer(CUSTOMER, 2, ID, TransferKind.PURCHASE, LedgerAccount.CASH),
                        transfer(
                                CUSTOMER,
                                1,
                                new UUID(9, 9),
                                TransferKind.PURCHASE,
                                LedgerAccount.CASH),
                        transfer(CUSTOMER, 1, ID, TransferKind.GRANT, LedgerAccount.CASH),
                        transfer(CUSTOMER, 1, ID, TransferKind.PURCHASE, LedgerAccount.PROMOTION),
                        money(LedgerAccount.RECEIVABLE, DOLLAR, Money.usd("5"), NOON),
                        money(LedgerAccount.CREDIT, Money.usd("1.000000001"), Money.usd("5"), NOON),
                        money(LedgerAccount.CREDIT, DOLLAR, Money.usd("-5"), NOON),
                        money(LedgerAccount.CREDIT, DOLLAR, Money.usd("5"), NOON.plusNanos(1_000)),
                        texts("pi_2", "first", null),
                        texts("pi_1", "First", null),
                        texts("pi_1", "", null),
                        texts("pi_1", null, null),
                        texts("pi_1", "first", ""),
                        texts("pi_1", "first", "00ff"));
        Set<String> hashes = new HashSet<>();
        hashes.add(HashChain.next(HashChain.GENESIS, PURCHASE));
        for (Transfer transfer : changed) {
            assertThat(hashes.add(HashChain.next(HashChain.GENESIS, transfer)))
                    .as("%s has a hash of its own", transfer)
                    .isTrue();
        }
    }

    @Test
    void a_change_of_the_hash_before_changes_the_hash() {
        String other = "1" + HashChain.GENESIS.substring(1);
        assertThat(HashChain.next(other, PURCHASE))
                .isNotEqualTo(HashChain.next(HashChain.GENESIS, PURCHASE));
    }

    @Test
    void a_value_with_line_breaks_cannot_pose_as_other_fields() {
        Transfer plain = texts("a", "b\nevents=1:c", null);
        Transfer posing = texts("a", "b", "c");
        Transfer shifted = texts("a\nnote=1:b", null, "c");
        assertThat(
                        List.of(
                                HashChain.canonical(plain),
                                HashChain.canonical(posing),
                                HashChain.canonical(shifted)))
                .doesNotHaveDuplicates();
        assertThat(HashChain.canonical(plain)).contains("note=12:b\nevents=1:c\nevents=\n");
    }

    @Test
    void what_is_no_hex_is_no_hash() {
        assertThatThrownBy(() -> HashChain.next("not a hash", PURCHASE))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Transfer transfer(
            UUID customer, long sequence, UUID id, TransferKind kind, LedgerAccount from) {
        return new Transfer(
                customer,
                sequence,
                id,
                kind,
                from,
                LedgerAccount.CREDIT,
                DOLLAR,
                Money.usd("5"),
                NOON,
                "pi_1",
                "first",
                null);
    }

    private static Transfer money(LedgerAccount to, Money amount, Money after, Instant postedAt) {
        return new Transfer(
                CUSTOMER,
                1,
                ID,
                TransferKind.PURCHASE,
                LedgerAccount.CASH,
                to,
                amount,
                after,
                postedAt,
                "pi_1",
                "first",
                null);
    }

    private static Transfer texts(
            String reference, @Nullable String note, @Nullable String eventDigest) {
        return new Transfer(
                CUSTOMER,
                1,
                ID,
                TransferKind.PURCHASE,
                LedgerAccount.CASH,
                LedgerAccount.CREDIT,
                DOLLAR,
                Money.usd("5"),
                NOON,
                reference,
                note,
                eventDigest);
    }
}
