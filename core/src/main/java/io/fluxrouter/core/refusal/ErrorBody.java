package io.fluxrouter.core.refusal;

import io.fluxrouter.core.access.Dialect;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** An {@link ApiError} as the caller's dialect expects it: status, headers and body. */
public final class ErrorBody {
    private static final JsonFactory JSON = new JsonFactory();

    private final ApiError error;
    private final Dialect dialect;

    private ErrorBody(ApiError error, Dialect dialect) {
        this.error = error;
        this.dialect = dialect;
    }

    public static ErrorBody of(ApiError error, Dialect dialect) {
        return new ErrorBody(error, dialect);
    }

    public int status() {
        return dialect == Dialect.PROXY ? error.refusal().flatStatus() : error.refusal().status();
    }

    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>(error.headers());
        headers.put("Content-Type", "application/json");
        return headers;
    }

    /** UTF-8 JSON: OpenAI's error object, or Enterprise Router's {"error": "code"}. */
    public byte[] json() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            out.writeStartObject();
            if (dialect == Dialect.PROXY) {
                out.writeStringProperty("error", error.refusal().flatCode());
            } else {
                writeObject(out, error);
            }
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void writeObject(JsonGenerator out, ApiError error) {
        out.writeName("error");
        out.writeStartObject();
        out.writeStringProperty("message", encodable(error.message()));
        out.writeStringProperty("type", error.refusal().type());
        writeNullable(out, "param", error.param());
        out.writeStringProperty("code", error.refusal().code());
        if (!error.metadata().isEmpty()) {
            out.writeName("metadata");
            out.writeStartObject();
            error.metadata().forEach((name, value) -> writeValue(out, name, value));
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void writeNullable(JsonGenerator out, String name, @Nullable String value) {
        if (value == null) {
            out.writeNullProperty(name);
        } else {
            out.writeStringProperty(name, encodable(value));
        }
    }

    private static void writeValue(JsonGenerator out, String name, Object value) {
        switch (value) {
            case Boolean truth -> out.writeBooleanProperty(name, truth);
            case Number number -> out.writeNumberProperty(name, number.longValue());
            default -> out.writeStringProperty(name, encodable(value.toString()));
        }
    }

    /**
     * Half a surrogate pair becomes "?". A caller can send one, and it comes back in the message;
     * UTF-8 has no form for it, and the generator throws.
     */
    private static String encodable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
