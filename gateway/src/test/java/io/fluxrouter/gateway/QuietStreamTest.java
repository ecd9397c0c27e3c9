package io.fluxrouter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.usage.Outcome;
import io.fluxrouter.simulator.Settings;
import io.fluxrouter.simulator.SimulatedProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A model that thinks for long in the middle of an answer. */
class QuietStreamTest {
    private static final String BODY =
            "{\"model\":\"flux-fast\",\"stream\":true,\"user\":\"simulate:stall-after=2\","
                    + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    private final TestTime time = new TestTime();

    @Test
    void a_silent_provider_does_not_make_the_stream_look_dead() throws IOException {
        SimulatedProvider provider = SimulatedProvider.start(Settings.defaults());
        try (TestGateway gateway = TestGateway.start(TestCatalogs.at(provider.baseUri()), time);
                RawClient client = new RawClient(gateway.port())) {
            client.send(RawClient.HEAD.replace("1000", String.valueOf(BODY.length())) + BODY);
            String begun = readUntil(client, "data: ", Duration.ZERO);
            assertThat(begun).doesNotContain(": flux");

            assertThat(readUntil(client, ": flux\n\n", Duration.ofSeconds(10)))
                    .doesNotContain("[DONE]");

            provider.close();
            assertThat(readUntil(client, "0\r\n", Duration.ZERO)).contains("\"error\"");
            assertThat(gateway.sink().events())
                    .singleElement()
                    .satisfies(
                            event -> assertThat(event.outcome()).isEqualTo(Outcome.PROVIDER_CUT));
        }
    }

    /** Lets so much time pass at each look: the gateway looks once a second. */
    private String readUntil(RawClient client, String wanted, Duration each) throws IOException {
        StringBuilder seen = new StringBuilder();
        byte[] piece = new byte[8_192];
        while (seen.indexOf(wanted) < 0) {
            int read = client.readWithin(piece, Duration.ofMillis(500));
            assertThat(read).as("after: %s", seen).isGreaterThanOrEqualTo(0);
            seen.append(new String(piece, 0, read, StandardCharsets.UTF_8));
            time.pass(each);
        }
        return seen.toString();
    }
}
