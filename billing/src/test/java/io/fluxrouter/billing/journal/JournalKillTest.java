package io.fluxrouter.billing.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.usage.UsageEvent;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class JournalKillTest {
    private static final int ROUNDS = 5;
    private static final int UUID_LENGTH = 36;

    @TempDir Path directory;

    @Test
    void what_a_killed_process_had_acknowledged_is_there() throws Exception {
        JournalFolder folder = new JournalFolder(directory);
        Random random = new Random(99);
        Set<UUID> acknowledged = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            acknowledged.addAll(runAndKill(round, 200 + random.nextInt(3_000)));
            try (Journal journal = folder.open()) {
                List<UUID> kept =
                        JournalFolder.readAll(journal).stream().map(UsageEvent::id).toList();
                assertThat(kept).doesNotHaveDuplicates();
                assertThat(new HashSet<>(kept)).containsAll(acknowledged);
                assertThat(kept).hasSizeLessThanOrEqualTo(acknowledged.size() + 2 * (round + 1));
                assertThat(journal.health().corruptRecords()).isZero();
                assertThat(journal.health().damagedBytes()).isZero();
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(ROUNDS * 200);
    }

    /** Kills with SIGKILL after so many lines; returns all that had been said until then. */
    private Set<UUID> runAndKill(int round, int lines) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                AppendingProcess.class.getName(),
                                directory.toString(),
                                Integer.toString(1_000 * (round + 1)))
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Set<UUID> said = new HashSet<>();
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            String line = out.readLine();
            assertThatThrownBy(() -> new JournalFolder(directory).open())
                    .hasStackTraceContaining("another process");
            while (line != null) {
                if (line.length() == UUID_LENGTH && line.charAt(8) == '-') {
                    said.add(UUID.fromString(line));
                }
                // By its handle: Process.destroyForcibly would close what is still to be read.
                if (said.size() == lines) process.toHandle().destroyForcibly();
                line = out.readLine();
            }
        }
        assertThat(process.waitFor()).isEqualTo(128 + 9);
        return said;
    }
}
