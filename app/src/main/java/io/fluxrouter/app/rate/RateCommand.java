package io.fluxrouter.app.rate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The verb {@code rate}: prices charges on paper. Reads {@code {"id", "kind", "input"}} a line and
 * writes {@code {"id", "result"}} or {@code {"id", "error"}} a line, in order. A line that cannot
 * be priced is an error line and not an exit code, because the others are still worth having.
 */
public final class RateCommand {

    private RateCommand() {}

    /** Answers every line of {@code in} and returns the exit code, which is 0. */
    public static int run(InputStream in, OutputStream out) {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank()) {
                    continue;
                }
                out.write((answer(line) + "\n").getBytes(StandardCharsets.UTF_8));
                // Someone may type a line and wait for its answer; a pipe full of lines does not.
                if (!lines.ready()) {
                    out.flush();
                }
            }
            out.flush();
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode answer(String line) {
        try {
            return answer(Json.MAPPER.readTree(line));
        } catch (JacksonException notJson) {
            return error(
                    JsonNodeFactory.instance.nullNode(),
                    "not a JSON object: " + notJson.getOriginalMessage());
        }
    }

    private static ObjectNode answer(JsonNode asked) {
        if (!asked.isObject()) {
            return error(JsonNodeFactory.instance.nullNode(), "not a JSON object");
        }
        JsonNode id = asked.path("id");
        try {
            return reply(id).set("result", price(PaperInput.of(asked, "")).toJson());
        } catch (BadInput unreadable) {
            return error(id, String.valueOf(unreadable.getMessage()));
        } catch (RuntimeException refused) {
            // Core refuses what has no price by an exception that says why; and whatever else goes
            // wrong with one line, the lines after it are answered.
            return error(id, "cannot be priced: " + refused.getMessage());
        }
    }

    private static PaperResult price(PaperInput asked) {
        String kind = asked.text("kind");
        PaperCharge charge = PaperKinds.ALL.get(kind);
        if (charge == null) {
            throw new BadInput("unknown kind '" + kind + "'");
        }
        return charge.rate(PaperInput.of(asked.node("input"), ""));
    }

    private static ObjectNode error(JsonNode id, String message) {
        return reply(id).put("error", message);
    }

    private static ObjectNode reply(JsonNode id) {
        JsonNode given = id.isMissingNode() ? JsonNodeFactory.instance.nullNode() : id;
        ObjectNode reply = JsonNodeFactory.instance.objectNode();
        reply.set("id", given);
        return reply;
    }
}
