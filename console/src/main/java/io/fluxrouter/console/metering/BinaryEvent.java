package io.fluxrouter.console.metering;

import io.fluxrouter.console.http.Request;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A CloudEvent in the binary mode of the HTTP binding: attributes in headers {@code ce-…}, the data
 * as the body. Read into the form of the structured mode, so that one set of rules holds for both.
 */
final class BinaryEvent {
    private static final String PREFIX = "ce-";
    private static final List<String> ATTRIBUTES =
            List.of("specversion", "id", "source", "type", "subject", "time");

    private BinaryEvent() {}

    /** Whether a request that is not in a structured mode is meant to be an event. */
    static boolean isIn(Request request) {
        return request.header(PREFIX + "specversion").isPresent();
    }

    static EventBody read(Request request) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        for (String name : ATTRIBUTES) {
            request.header(PREFIX + name)
                    .ifPresent(value -> event.put(name, decoded(PREFIX + name, value)));
        }
        if (request.body().length() > 0) {
            requireJson(request);
            event.set("data", EventBody.parse(request.body().getBytes()));
        }
        return new EventBody(event);
    }

    private static void requireJson(Request request) {
        String type = request.header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String media = type.split(";", 2)[0].strip();
        if (!media.equals("application/json") && !media.endsWith("+json")) {
            throw ApiError.of(
                    Refusal.INVALID_BODY, "The data must be application/json.", "Content-Type");
        }
    }

    /** Section 3.1.3.2 of the binding: what is not printable ASCII comes as %xx of its UTF-8. */
    private static String decoded(String name, String value) {
        if (value.indexOf('%') < 0) return value;
        ByteBuffer bytes = ByteBuffer.allocate(value.length() * 3);
        for (int i = 0; i < value.length(); i++) {
            char one = value.charAt(i);
            if (one != '%') {
                bytes.put(String.valueOf(one).getBytes(StandardCharsets.UTF_8));
            } else {
                bytes.put(octet(name, value, i));
                i += 2;
            }
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException notUtf8) {
            throw wrong(name);
        }
    }

    private static byte octet(String name, String value, int percent) {
        int high =
                percent + 1 < value.length() ? Character.digit(value.charAt(percent + 1), 16) : -1;
        int low =
                percent + 2 < value.length() ? Character.digit(value.charAt(percent + 2), 16) : -1;
        if (high < 0 || low < 0) throw wrong(name);
        return (byte) (high * 16 + low);
    }

    private static ApiError wrong(String name) {
        return EventBody.wrong(name, "must have UTF-8 after its percent signs");
    }
}
