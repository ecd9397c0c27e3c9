package io.fluxrouter.bench.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class ProcessCpuTest {
    private static final long TENTH_OF_A_SECOND = 100_000;

    @Test
    void a_process_that_works_uses_cpu_time() {
        ProcessCpu self = ProcessCpu.alone(ProcessHandle.current().pid());
        long before = self.micros();
        double sink = 0;
        for (long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
                self.micros() - before < TENTH_OF_A_SECOND && System.nanoTime() < end; ) {
            for (int i = 0; i < 1_000_000; i++) sink += Math.sqrt(i);
        }

        assertThat(sink).isPositive();
        assertThat(before).isPositive();
        assertThat(self.micros() - before).isGreaterThanOrEqualTo(TENTH_OF_A_SECOND);
    }

    @Test
    void the_children_of_a_process_count_where_the_whole_tree_is_asked_for() throws IOException {
        Process parent = new ProcessBuilder("sh", "-c", "while :; do :; done & wait").start();
        try {
            ProcessCpu tree = ProcessCpu.tree(parent.pid());
            await(() -> tree.micros() >= TENTH_OF_A_SECOND);

            assertThat(ProcessCpu.alone(parent.pid()).micros()).isLessThan(TENTH_OF_A_SECOND);
            assertThat(ProcessFiles.tree(parent.pid())).hasSize(2);
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }

    @Test
    void a_process_that_is_gone_says_nothing() throws IOException, InterruptedException {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();

        assertThat(ProcessCpu.alone(gone.pid()).micros()).isZero();
        assertThat(ProcessFiles.residentKilobytes(gone.pid())).isZero();
    }

    @Test
    void resident_memory_is_read_in_kilobytes() {
        assertThat(ProcessFiles.residentKilobytes(ProcessHandle.current().pid()))
                .isBetween(20_000L, 20_000_000L);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("still waiting").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }
}
