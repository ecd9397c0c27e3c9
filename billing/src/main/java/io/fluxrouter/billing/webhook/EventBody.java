package io.fluxrouter.billing.webhook;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The bytes of an event as receivers get them: Fluxrate's {@code event}, {@code timestamp} and
 * {@code data} (REFERENCE 2.7), and the event's id, so that one that comes twice is known again.
 */
final class EventBody {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private EventBody() {}

    static byte[] of(UUID id, OutgoingEvent event) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        members.put("id", id.toString());
        members.put("event", event.type());
        members.put("timestamp", event.at().toString());
        members.put("data", event.data());
        return JSON.writeValueAsBytes(members);
    }
}
