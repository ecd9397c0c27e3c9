package io.fluxrouter.app.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ServerProcess;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.SimulatedProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Prompts are never stored: a marked one is in no file of the node, not even of its database. */
class CanaryTest {
    private static final String CANARY = "canary-7f3b19c2-never-stored";

    @Test
    void a_marked_prompt_is_nowhere_in_the_data_directory_or_the_log() throws IOException {
        try (SimulatedProvider provider = SimulatedProvider.start(Settings.defaults());
                ServerProcess server =
                        ServerProcess.start(
                                provider.baseUri(), Map.of("FLUX_LOG_LEVEL", "debug"))) {
            String key = server.api().key(server.api().customer("scale"));
            for (String more :
                    List.of(
                            "",
                            ",\"stream\":true",
                            ",\"user\":\"simulate:fail=400\"",
                            ",\"n\":0")) {
                server.api()
                        .chat(
                                key,
                                "{\"model\":\"flux-auto\",\"messages\":[{\"role\":\"user\",\"content\":\""
                                        + CANARY
                                        + "\"}]"
                                        + more
                                        + "}");
            }
            server.api().admin("GET", "/v1/usage", "");
            server.terminate();

            assertThat(filesWith(server.dataDirectory(), CANARY)).isEmpty();
            assertThat(filesWith(server.dataDirectory(), "flux-auto")).isNotEmpty();
            assertThat(server.log()).doesNotContain(CANARY);
        }
    }

    private static List<Path> filesWith(Path directory, String text) throws IOException {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                byte[] bytes = Files.readAllBytes(file);
                if (new String(bytes, StandardCharsets.ISO_8859_1).contains(text)) found.add(file);
            }
        }
        return found;
    }
}
