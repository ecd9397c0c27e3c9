package io.fluxrouter.billing.settle;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchSizeTest {
    private final BatchSize size = new BatchSize();
    private final int usual = size.current();

    @Test
    void a_backlog_makes_batches_grow_to_a_limit_and_its_end_makes_them_usual_again() {
        int last = 0;
        while (size.current() > last) {
            last = size.current();
            size.settled(last);
        }
        assertThat(last).isGreaterThan(usual).isLessThan(usual * 10);
        size.settled(last - 1);
        assertThat(size.current()).isEqualTo(usual);
    }

    @Test
    void failures_halve_a_batch_down_to_one_event() {
        int tries = 0;
        while (size.current() > 1) {
            int before = size.current();
            size.failed(before);
            assertThat(size.current()).isEqualTo(before / 2);
            tries++;
        }
        assertThat(tries).isLessThan(15);
        size.failed(1);
        assertThat(size.current()).isOne();
    }
}
