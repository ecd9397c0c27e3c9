package io.fluxrouter.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fluxrouter.app.node.TestNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The official OpenAI SDK for Node, unmodified. Skipped only where there is no Node to run it. */
class NodeSdkTest {
    private static final String VERSION = "openai@7.55.0";

    @Test
    void chats_streams_and_reads_errors() throws Exception {
        assumeTrue(Script.runs("node", "--version"), "Node is not installed");
        Path directory = Path.of("target", "node-sdk").toAbsolutePath();
        Path installed = directory.resolve("node_modules/openai");
        Files.createDirectories(directory);
        if (!Files.exists(installed)) {
            assumeTrue(Script.runs("npm", "--version"), "npm is not installed");
            String npm =
                    Script.run(directory, "npm", "install", "--no-audit", "--no-fund", VERSION);
            assumeTrue(Files.exists(installed), "the SDK could not be installed: " + npm);
        }
        try (TestNode node = TestNode.start()) {
            String output = Script.asCaller(directory, "node", "client.mjs", node.api());

            assertThat(output.strip()).endsWith("ALL GOOD");
        }
    }
}
