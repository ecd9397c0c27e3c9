package io.fluxrouter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MediansTest {
    @Test
    void the_middle_of_an_odd_number_of_values_whatever_their_order() {
        assertThat(Medians.of(9, 1, 5)).isEqualTo(5);
        assertThat(Medians.of(7)).isEqualTo(7);
    }

    @Test
    void the_upper_middle_of_an_even_number() {
        assertThat(Medians.of(4, 1, 3, 2)).isEqualTo(3);
    }

    @Test
    void one_wild_value_moves_it_little_and_the_values_stay_in_order() {
        double[] values = {1_000_000, 2, 3};

        assertThat(Medians.of(values)).isEqualTo(3);
        assertThat(values).containsExactly(1_000_000, 2, 3);
    }
}
