package io.fluxrouter.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fluxrouter.app.node.TestNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * A caller that sends and reads what OpenAI's SDK for Python does, in plain Python: the SDK itself
 * is on a package index only. Skipped only where there is no Python to run it.
 */
class PythonClientTest {

    @Test
    void chats_streams_and_reads_errors() throws Exception {
        assumeTrue(
                Script.runs("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))"),
                "Python 3.9 or newer is not installed");
        Path directory = Path.of("target", "python-client").toAbsolutePath();
        Files.createDirectories(directory);
        try (TestNode node = TestNode.start()) {
            String output = Script.asCaller(directory, "python3", "client.py", node.api());

            assertThat(output.strip()).endsWith("ALL GOOD");
        }
    }
}
