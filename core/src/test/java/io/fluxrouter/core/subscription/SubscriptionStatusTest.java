package io.fluxrouter.core.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionStatusTest {

    @ParameterizedTest
    @CsvSource({
        "TRIAL, ACTIVE CANCELED, true, false",
        "ACTIVE, PAST_DUE PAUSED CANCELED, true, true",
        "PAST_DUE, ACTIVE CANCELED, true, true",
        "PAUSED, ACTIVE CANCELED, false, false",
        "CANCELED, '', false, false"
    })
    void only_these_moves_are_legal(
            SubscriptionStatus from, String moves, boolean served, boolean billed) {
        for (SubscriptionStatus to : SubscriptionStatus.values()) {
            boolean legal = Arrays.asList(moves.split(" ", -1)).contains(to.name());
            assertThat(from.canBecome(to)).as("%s to %s", from, to).isEqualTo(legal);
        }
        assertThat(from.isServed()).isEqualTo(served);
        assertThat(from.isBilled()).isEqualTo(billed);
        assertThat(SubscriptionStatus.byKey(from.key())).isEqualTo(from);
    }
}
