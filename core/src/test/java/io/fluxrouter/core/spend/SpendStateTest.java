package io.fluxrouter.core.spend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpendStateTest {
    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest(name = "cap {0} settled {1} credit {2} owed {3} leased {4}")
    @CsvSource({
        "50, 0, 0, 0, 0, 50, 50",
        "50, 20, 0, 0, 0, 30, 30",
        "50, 20, 5, 0, 0, 35, 35",
        "50, 20, 5, 1, 0, 34, 34",
        "50, 20, 5, 1, 4, 30, 34",
        "0, 0, 5, 0, 5, 0, 5",
        "10, 9, 0, 0, 1, 0, 1",
        "10, 9, 0, 3, 0, 0, 0",
        "10, 12, 0, 0, 0, 0, 0",
        "10, 10, 0, 0, 2, 0, 0"
    })
    void what_is_left_is_never_less_than_nothing(
            String cap,
            String settled,
            String credit,
            String owed,
            String leased,
            String left,
            String funds) {
        SpendState state =
                new SpendState(
                        MARCH,
                        Money.usd(cap),
                        Money.usd(settled),
                        Money.usd(credit),
                        Money.usd(owed),
                        Money.usd(leased));
        assertThat(state.left()).isEqualTo(Money.usd(left));
        assertThat(state.funds()).isEqualTo(Money.usd(funds));
    }

    @Test
    void a_lease_asks_for_something_and_wants_no_less_than_it_needs() {
        Money dollar = Money.usd("1");
        assertThatThrownBy(() -> lease(Money.ZERO, dollar))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> lease(dollar, Money.usd("0.99")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(lease(dollar, dollar).wanted()).isEqualTo(dollar);
    }

    private static LeaseRequest lease(Money least, Money wanted) {
        SpendAccount account =
                new SpendAccount(new UUID(0, 1), SpendAccount.Kind.CUSTOMER, SpendPeriod.MONTHLY);
        return new LeaseRequest(account, MARCH, least, wanted);
    }
}
