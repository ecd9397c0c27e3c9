package io.fluxrouter.billing.settle;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    @ParameterizedTest
    @CsvSource({
        "22003, true", // numeric_value_out_of_range
        "23514, true", // check_violation
        "08006, false", // connection_failure
        "40P01, false", // deadlock_detected
        "42P01, false", // undefined_table
        "53100, false", // disk_full
        "55P03, false", // lock_not_available
        "57014, false", // query_canceled
        "57P01, false", // admin_shutdown
        ", false"
    })
    void only_what_the_event_brings_with_it_is_blamed_on_the_event(String state, boolean blamed) {
        Exception failure = new IllegalStateException(new SQLException("refused", state));
        assertThat(Failures.blameTheEvent(failure)).isEqualTo(blamed);
        assertThat(Failures.text(failure)).isEqualTo("refused");
    }

    @Test
    void money_that_overflows_is_blamed_on_the_event() {
        assertThat(Failures.blameTheEvent(new ArithmeticException("long overflow"))).isTrue();
        assertThat(Failures.blameTheEvent(new IllegalStateException("else"))).isFalse();
    }
}
