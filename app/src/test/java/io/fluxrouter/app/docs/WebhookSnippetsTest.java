package io.fluxrouter.app.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.webhook.TimedSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/webhooks.md tells receivers to run tells a genuine delivery from a forged one. */
class WebhookSnippetsTest {
    private static final String SECRET = "whsec_a secret, of a test";
    private static final byte[] BODY =
            "{\"event\":\"invoice.paid\",\"total\":82.450}\n".getBytes(UTF_8);
    private final Instant now = Clock.systemUTC().instant();

    @TempDir Path directory;

    @Test
    void openssl() throws Exception {
        String script = snippet("sh", "openssl dgst");
        assertThat(shell(script, header(SECRET, now))).isEqualTo("genuine");
        assertThat(shell(script, header("another", now))).isEqualTo("forged");
    }

    @Test
    void python() throws Exception {
        Path file = directory.resolve("verify.py");
        Files.writeString(
                file,
                snippet("python", "def is_genuine")
                        + "\n\nimport sys\n"
                        + "print(is_genuine(open('body.json', 'rb').read(), sys.argv[1], sys.argv[2]))\n");
        assertTellsApart("True", "False", List.of("python3", "verify.py"));
    }

    @Test
    void node() throws Exception {
        Path file = directory.resolve("verify.js");
        Files.writeString(
                file,
                snippet("js", "function isGenuine")
                        + "\nconst [header, secret] = process.argv.slice(2);\n"
                        + "console.log(isGenuine(require('fs').readFileSync('body.json'), header, secret));\n");
        assertTellsApart("true", "false", List.of("node", "verify.js"));
    }

    @Test
    void java() throws Exception {
        Path file = directory.resolve("Verify.java");
        Files.writeString(
                file,
                "class Verify {\n"
                        + snippet("java", "static boolean isGenuine")
                        + "public static void main(String[] a) throws Exception {\n"
                        + "byte[] body = java.nio.file.Files.readAllBytes(java.nio.file.Path.of(\"body.json\"));\n"
                        + "System.out.println(isGenuine(body, a[0], a[1]));\n}\n}\n");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        assertTellsApart("true", "false", List.of(java.toString(), "Verify.java"));
    }

    private void assertTellsApart(String genuine, String forged, List<String> command)
            throws IOException, InterruptedException {
        assertThat(run(command, header(SECRET, now))).isEqualTo(genuine);
        assertThat(run(command, header("another", now))).isEqualTo(forged);
        assertThat(run(command, header(SECRET, now.minusSeconds(3_600)))).isEqualTo(forged);
    }

    /** As while a secret is being changed: the second signature is the one that counts. */
    private static String header(String secret, Instant at) {
        return TimedSignature.sign(List.of("whsec_newer", secret), at, BODY);
    }

    private String run(List<String> command, String header)
            throws IOException, InterruptedException {
        List<String> whole = new ArrayList<>(command);
        whole.add(header);
        whole.add(SECRET);
        return output(new ProcessBuilder(whole));
    }

    private String shell(String script, String header) throws IOException, InterruptedException {
        ProcessBuilder bash = new ProcessBuilder("bash", "-c", script);
        bash.environment().put("X_FLUX_SIGNATURE", header);
        bash.environment().put("WEBHOOK_SECRET", SECRET);
        return output(bash);
    }

    private String output(ProcessBuilder builder) throws IOException, InterruptedException {
        Files.write(directory.resolve("body.json"), BODY);
        Process process = builder.directory(directory.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    /** The fenced block in a language that holds a text. */
    private static String snippet(String language, String holding) throws IOException {
        Path root = Path.of(System.getProperty("fluxrouter.root", ".."));
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(root.resolve("docs/webhooks.md")));
        while (block.find()) if (block.group(1).contains(holding)) return block.group(1);
        throw new AssertionError("docs/webhooks.md has no such " + language);
    }
}
