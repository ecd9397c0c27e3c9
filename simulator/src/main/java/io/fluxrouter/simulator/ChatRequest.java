package io.fluxrouter.simulator;

import io.vertx.core.buffer.Buffer;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A chat-completions request: the members that decide the reply. Immutable. */
final class ChatRequest {
    private static final int CHOICES_MOST = 128;

    private final JsonNode json;

    private ChatRequest(JsonNode json) {
        this.json = json;
    }

    /**
     * Reads and checks a body.
     *
     * @throws ApiError with status 400 when OpenAI would refuse it
     */
    static ChatRequest read(Buffer body) {
        ChatRequest request = new ChatRequest(parse(body));
        if (request.model().isEmpty()) {
            throw ApiError.badRequest("model", "you must provide a model parameter");
        }
        JsonNode messages = request.messages();
        if (!messages.isArray() || messages.isEmpty()) {
            throw ApiError.badRequest("messages", "Missing required parameter: 'messages'.");
        }
        if (request.choices() < 1 || request.choices() > CHOICES_MOST) {
            throw ApiError.badRequest("n", "Invalid 'n': integer out of range.");
        }
        request.checkLimit("max_tokens");
        request.checkLimit("max_completion_tokens");
        return request;
    }

    private static JsonNode parse(Buffer body) {
        try {
            JsonNode json = Json.MAPPER.readTree(body.getBytes());
            if (json.isObject()) return json;
        } catch (JacksonException e) {
            // Refused below, like every other body that is not an object.
        }
        throw ApiError.badRequest("", "We could not parse the JSON body of your request.");
    }

    private void checkLimit(String name) {
        JsonNode limit = json.path(name);
        if (limit.isMissingNode() || limit.isNull()) return;
        if (!limit.isInt() || limit.intValue() < 1) {
            throw ApiError.badRequest(name, "Invalid '" + name + "': expected an integer >= 1.");
        }
    }

    String model() {
        return json.path("model").stringValue("");
    }

    String user() {
        return json.path("user").stringValue("");
    }

    String reasoningEffort() {
        return json.path("reasoning_effort").stringValue("medium");
    }

    boolean stream() {
        return json.path("stream").booleanValue(false);
    }

    boolean includeUsage() {
        return json.path("stream_options").path("include_usage").booleanValue(false);
    }

    int choices() {
        return json.path("n").intValue(1);
    }

    long seed() {
        return json.path("seed").longValue(0);
    }

    JsonNode messages() {
        return json.path("messages");
    }

    JsonNode tools() {
        return json.path("tools");
    }

    /** The most completion tokens that each choice may have. */
    int tokenLimit() {
        OptionalInt completion = json.path("max_completion_tokens").intValueOpt();
        return completion.orElse(json.path("max_tokens").intValue(Integer.MAX_VALUE));
    }

    /** The text that the length of the answer follows: the last message. */
    String question() {
        return text(lastMessage().path("content"));
    }

    /**
     * The function to call, or null to answer in words: the one that {@code tool_choice} names,
     * else the first. After a tool's result the answer is words, or a client would loop for ever.
     */
    @Nullable JsonNode functionToCall() {
        JsonNode choice = json.path("tool_choice");
        if (tools().isEmpty() || choice.stringValue("").equals("none")) return null;
        if (!lastMessage().path("role").stringValue("").equals("user")) return null;
        String name = choice.path("function").path("name").stringValue("");
        for (JsonNode tool : tools().values()) {
            JsonNode function = tool.path("function");
            if (name.isEmpty() || function.path("name").stringValue("").equals(name)) {
                return function;
            }
        }
        throw ApiError.badRequest(
                "tool_choice", "Tool choice '" + name + "' not found in 'tools'.");
    }

    boolean wantsJsonObject() {
        return responseFormat().equals("json_object");
    }

    /** The schema that the answer must fit, or null when there is none. */
    @Nullable JsonNode answerSchema() {
        if (!responseFormat().equals("json_schema")) return null;
        return json.path("response_format").path("json_schema").path("schema");
    }

    /** The text of a message's content, be it a string or parts. */
    static String text(JsonNode content) {
        if (content.isString()) return content.stringValue();
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content.values()) text.append(part.path("text").stringValue(""));
        return text.toString();
    }

    private String responseFormat() {
        return json.path("response_format").path("type").stringValue("text");
    }

    private JsonNode lastMessage() {
        return messages().path(messages().size() - 1);
    }
}
