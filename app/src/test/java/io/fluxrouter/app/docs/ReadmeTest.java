package io.fluxrouter.app.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The shell blocks of README.md and CONTRIBUTING.md are commands that a shell understands. */
class ReadmeTest {

    private static final Path ROOT =
            Path.of(
                    Objects.requireNonNull(
                            System.getProperty("fluxrouter.root"), "set by the build"));

    static Stream<ShellBlock> blocks() throws IOException {
        return Stream.concat(read("README.md").stream(), read("CONTRIBUTING.md").stream());
    }

    private static List<ShellBlock> read(String document) throws IOException {
        return ShellBlock.in(document, Files.readString(ROOT.resolve(document)));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void a_shell_block_is_valid(ShellBlock block) throws Exception {
        assertThat(complaints(block.commands())).isEmpty();
    }

    @Test
    void the_readme_begins_with_the_demo_and_the_tests() throws IOException {
        assertThat(read("README.md"))
                .extracting(ShellBlock::commands)
                .startsWith("./fluxrouter demo\n", "./fluxrouter test\n");
    }

    @Test
    void a_broken_block_is_found() throws Exception {
        assertThat(complaints("if true; then echo 'no end\n")).isNotEmpty();
    }

    @Test
    void only_shell_blocks_are_taken() {
        String text = "```python\nimport os\n```\n\n```sh\nls\npwd\n```\n```\nplain\n```\n";
        assertThat(ShellBlock.in("a.md", text))
                .containsExactly(new ShellBlock("a.md", 6, "ls\npwd\n"));
    }

    /** What bash says about the commands when it only reads them. */
    private static String complaints(String commands) throws IOException, InterruptedException {
        Process bash = new ProcessBuilder("bash", "-n").redirectErrorStream(true).start();
        try (OutputStream input = bash.getOutputStream()) {
            input.write(commands.getBytes(UTF_8));
        }
        String said = new String(bash.getInputStream().readAllBytes(), UTF_8);
        return bash.waitFor() == 0 ? "" : "exit " + bash.exitValue() + ": " + said;
    }
}
