package io.fluxrouter.app.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.TestApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A caller written in another language, from this package's resources, run as a program. */
final class Script {
    private Script() {}

    /** Whether a command is there and succeeds. */
    static boolean runs(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    /**
     * Runs a script with the base URL and three keys: of a customer with money, of one without any,
     * and of one on the plan Free. Gives what it printed.
     */
    static String asCaller(Path directory, String program, String script, TestApi api)
            throws IOException, InterruptedException {
        copy(script, directory);
        return run(
                directory,
                program,
                script,
                api.baseUrl(),
                api.key(api.customer("scale")),
                api.key(api.customer("none")),
                api.key(api.customer("free")));
    }

    static String run(Path directory, String... command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        return output;
    }

    private static void copy(String script, Path directory) throws IOException {
        try (var text = Script.class.getResourceAsStream(script)) {
            assertThat(text).isNotNull();
            Files.write(directory.resolve(script), text.readAllBytes());
        }
    }
}
