package io.fluxrouter.billing.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.usage.UsageEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageEventCodecTest {

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void an_event_comes_back_as_it_went_in(long seed) {
        RandomEvents events = new RandomEvents(seed);
        for (int i = 0; i < 2_000; i++) {
            UsageEvent event = events.next();
            assertThat(throughBytes(event)).isEqualTo(event);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15})
    void weird_texts_come_back_bounded_and_storable(long seed) {
        RandomEvents events = new RandomEvents(seed);
        for (int i = 0; i < 2_000; i++) {
            UsageEvent event = events.weird();
            UsageEvent back = throughBytes(event);
            assertThat(back.requestedModel()).isEqualTo(bounded(event.requestedModel(), 256));
            assertThat(back.model()).isEqualTo(bounded(event.model(), 256));
            assertThat(back.provider()).isEqualTo(bounded(event.provider(), 128));
            assertThat(back.routeReason()).isEqualTo(bounded(event.routeReason(), 128));
            assertThat(back.clientIp()).isEqualTo(bounded(event.clientIp(), 64));
            assertThat(back.userAgent()).isEqualTo(bounded(event.userAgent(), 300));
            assertThat(back.figures()).isEqualTo(event.figures());
        }
    }

    @Test
    void the_longest_event_fits_in_what_is_reserved() {
        ByteBuffer bytes = ByteBuffer.allocate(UsageEventCodec.MAX_BYTES);
        UsageEventCodec.put(bytes, new RandomEvents(1).longest());
        assertThat(bytes.remaining()).isZero();
        assertThat(JournalRecord.MAX_BYTES).isLessThanOrEqualTo(2048);
    }

    @Test
    void an_event_of_a_newer_version_is_an_error_and_not_a_gap() {
        ByteBuffer bytes = ByteBuffer.allocate(UsageEventCodec.MAX_BYTES);
        UsageEventCodec.put(bytes, new RandomEvents(1).next());
        bytes.put(0, (byte) 2);
        assertThatThrownBy(() -> UsageEventCodec.get(bytes.flip()))
                .hasMessageContaining("newer version");
    }

    private static UsageEvent throughBytes(UsageEvent event) {
        ByteBuffer bytes = ByteBuffer.allocate(UsageEventCodec.MAX_BYTES);
        UsageEventCodec.put(bytes, event);
        return UsageEventCodec.get(bytes.flip());
    }

    /** The rule once more, in the slow and obvious way. */
    private static @Nullable String bounded(@Nullable String text, int maxBytes) {
        if (text == null) return null;
        StringBuilder kept = new StringBuilder();
        for (int codePoint : text.codePoints().toArray()) {
            boolean unstorable =
                    codePoint == 0 || Character.getType(codePoint) == Character.SURROGATE;
            String next = unstorable ? "\uFFFD" : Character.toString(codePoint);
            if ((kept + next).getBytes(StandardCharsets.UTF_8).length > maxBytes) break;
            kept.append(next);
        }
        return kept.toString();
    }
}
