package io.fluxrouter.bench.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.bench.process.GatewayProcess;
import io.fluxrouter.core.money.Money;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@code ./fluxrouter bench crash}. */
class CrashTest {
    private static final int KILLS = Integer.getInteger("kills", 20);
    private static final long SEED = Long.getLong("seed", System.nanoTime());

    @Test
    void every_event_a_caller_saw_is_billed_exactly_once(@TempDir Path directory) {
        CrashResult result = CrashTrial.run(directory, KILLS, SEED, System.out);

        assertThat(result.audit().problems()).isEmpty();
        assertThat(result.refused()).as("answers by status").isEmpty();
        assertThat(result.seen()).isGreaterThan(KILLS);
        assertThat(result.sound()).isTrue();
        assertAnInventedRequestIsMissed(directory);
    }

    /** The audit can fail: a request that was never made is not in the books. */
    private static void assertAnInventedRequestIsMissed(Path directory) {
        Map<String, Money> invented = Map.of("req_" + "0".repeat(32), Money.usd("1"));

        Audit audit = Audit.of(GatewayProcess.databaseOf(directory), invented, 0);

        assertThat(audit.missing()).isEqualTo(1);
        assertThat(audit.sound()).isFalse();
    }
}
