package io.fluxrouter.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fluxrouter.app.node.TestNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The official OpenAI SDK for Node, unmodified. Skipped only where there is no Node to run it. */
class NodeSdkTest {
    private static final String VERSION = "openai@7.55.0";

    @Test
    void chats_streams_and_reads_errors() throws Exception {
        assumeTrue(succeeds(Path.of("."), "node", "--version"), "Node is not installed");
        Path directory = Path.of("target", "node-sdk").toAbsolutePath();
        Files.createDirectories(directory);
        if (!Files.exists(directory.resolve("node_modules/openai"))) {
            String npm = run(directory, "npm", "install", "--no-audit", "--no-fund", VERSION);
            assumeTrue(
                    Files.exists(directory.resolve("node_modules/openai")),
                    "the SDK could not be installed: " + npm);
        }
        copyScript(directory);
        try (TestNode node = TestNode.start()) {
            String key = node.api().key(node.api().customer("scale"));
            String broke = node.api().key(node.api().customer("none"));

            String output = run(directory, "node", "client.mjs", node.api().baseUrl(), key, broke);

            assertThat(output.strip()).endsWith("ALL GOOD");
        }
    }

    private static void copyScript(Path directory) throws IOException {
        try (var script = NodeSdkTest.class.getResourceAsStream("client.mjs")) {
            assertThat(script).isNotNull();
            Files.write(directory.resolve("client.mjs"), script.readAllBytes());
        }
    }

    private static boolean succeeds(Path directory, String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).directory(directory.toFile()).start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    private static String run(Path directory, String... command)
            throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return output;
    }
}
