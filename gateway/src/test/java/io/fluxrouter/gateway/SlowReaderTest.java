package io.fluxrouter.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.core.usage.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A caller that does not read its stream, behind a provider that writes as fast as it can. */
class SlowReaderTest {
    private static final long MEGABYTE = 1024 * 1024;
    private static final long STREAM = 128 * MEGABYTE;

    /** Far above what the sockets of both hops may buffer, and far below the stream. */
    private static final long BUFFERED = 48 * MEGABYTE;

    @Test
    void the_provider_is_held_back_and_everything_arrives_in_the_end() throws IOException {
        try (FloodingProvider provider = new FloodingProvider(STREAM);
                TestGateway gateway =
                        TestGateway.start(TestCatalogs.at(provider.baseUri()), System::nanoTime);
                RawClient reader = new RawClient(gateway.port())) {
            String body =
                    "{\"model\":\"flux-fast\",\"stream\":true,"
                            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            reader.send(RawClient.HEAD.replace("1000", String.valueOf(body.length())) + body);

            long stopped = sentWhenItStops(provider);
            assertThat(stopped).isBetween(1L, BUFFERED);
            assertThat(gateway.cells().openHolds()).isEqualTo(1);

            assertThat(readToTheEnd(reader)).isGreaterThan(STREAM);
            assertThat(gateway.sink().events())
                    .singleElement()
                    .satisfies(
                            event -> {
                                assertThat(event.outcome()).isEqualTo(Outcome.COMPLETED);
                                assertThat(event.tokens().completionTokens()).isEqualTo(2);
                            });
        }
    }

    /** The count when it has begun and has not moved for a second. */
    private static long sentWhenItStops(FloodingProvider provider) {
        long[] last = {0, System.nanoTime()};
        TestGateway.eventually(
                "the flood stops",
                () -> {
                    LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
                    long sent = provider.sent();
                    if (sent != last[0]) {
                        last[0] = sent;
                        last[1] = System.nanoTime();
                    }
                    return sent > 0 && System.nanoTime() - last[1] > 1_000_000_000L;
                });
        return last[0];
    }

    private static long readToTheEnd(RawClient reader) throws IOException {
        byte[] piece = new byte[256 * 1024];
        long total = 0;
        String tail = "";
        for (int read = reader.read(piece); read >= 0; read = reader.read(piece)) {
            total += read;
            tail += new String(piece, 0, read, StandardCharsets.ISO_8859_1);
            tail = tail.substring(Math.max(0, tail.length() - 200));
            if (tail.contains("data: [DONE]")) return total;
        }
        throw new AssertionError("ended with: " + tail);
    }
}
