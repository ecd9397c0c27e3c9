package io.fluxrouter.core.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A purchase moves forward, whatever is told when. */
class PurchaseStatusTest {

    @ParameterizedTest
    @CsvSource({
        "PENDING, EXPIRED FAILED PAID",
        "EXPIRED, PAID",
        "FAILED, PAID",
        "PAID, PARTLY_REFUNDED REFUNDED",
        "PARTLY_REFUNDED, REFUNDED",
        "REFUNDED, ''"
    })
    void these_may_follow_and_no_others(PurchaseStatus status, String followers) {
        Set<PurchaseStatus> expected = EnumSet.noneOf(PurchaseStatus.class);
        for (String name : followers.split(" ", -1)) {
            if (!name.isEmpty()) expected.add(PurchaseStatus.valueOf(name));
        }
        for (PurchaseStatus next : PurchaseStatus.values()) {
            assertThat(status.canBecome(next))
                    .as("%s to %s", status, next)
                    .isEqualTo(expected.contains(next));
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_is_paid_never_becomes_unpaid(PurchaseStatus status) {
        if (!status.isPaid()) return;
        for (PurchaseStatus next : PurchaseStatus.values()) {
            if (status.canBecome(next)) assertThat(next.isPaid()).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void the_key_reads_back(PurchaseStatus status) {
        assertThat(PurchaseStatus.byKey(status.key())).isEqualTo(status);
    }
}
