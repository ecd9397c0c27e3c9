package io.fluxrouter.app.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.app.node.ServerProcess;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.SimulatedProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The commands of README's quick start, run by a shell against a server of their own. */
class QuickStartTest {

    @Test
    void the_quick_start_ends_with_an_answer_and_its_cost() throws Exception {
        try (SimulatedProvider provider = SimulatedProvider.start(Settings.defaults());
                ServerProcess server = ServerProcess.start(provider.baseUri())) {

            String output = run(quickStart(), server);

            assertThat(output)
                    .containsPattern("(?m)^sk-flux-[0-9a-f]{64}$")
                    .containsIgnoringCase("x-flux-cost-usd: 0.")
                    .contains("\"chat.completion\"");
        }
    }

    /** Every block but those that start the program itself. */
    private static String quickStart() throws IOException {
        Path readme = Path.of(System.getProperty("fluxrouter.root", "..")).resolve("README.md");
        List<ShellBlock> blocks = ShellBlock.in("README.md", Files.readString(readme));
        return blocks.stream()
                .map(ShellBlock::commands)
                .filter(commands -> !commands.contains("./fluxrouter"))
                .collect(Collectors.joining("\n"));
    }

    private static String run(String commands, ServerProcess server)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", "-e").redirectErrorStream(true);
        builder.environment().put("FLUX_URL", server.api().origin());
        builder.environment().put("FLUX_ADMIN_TOKEN", ServerProcess.ADMIN_TOKEN);
        Process bash = builder.start();
        try (var input = bash.getOutputStream()) {
            input.write(commands.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor()).as(output).isZero();
        return output;
    }
}
