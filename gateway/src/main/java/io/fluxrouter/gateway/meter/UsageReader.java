package io.fluxrouter.gateway.meter;

import io.fluxrouter.core.money.TokenUsage;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Finds the usage object of an answer or of one chunk of a stream, in OpenAI's shape, and where it
 * stands in the bytes. An explicit zero is believed; a count that makes no sense is treated as no
 * usage.
 *
 * <p>Threads: no state.
 */
public final class UsageReader {
    private static final JsonFactory JSON = new JsonFactory();

    private UsageReader() {}

    /**
     * What one piece of JSON says.
     *
     * @param usage null if the piece has none
     * @param usageStart offset of the value of "usage", or -1 where there is no such member
     * @param usageEnd offset behind it
     * @param objectEnd offset of the closing brace of the whole
     * @param choices how many choices it has; -1 where there is no such member
     * @param finished whether a choice says why it ended
     */
    public record Reading(
            @Nullable TokenUsage usage,
            int usageStart,
            int usageEnd,
            int objectEnd,
            int choices,
            boolean finished) {}

    /** Null if the bytes are not one JSON object. */
    public static @Nullable Reading read(byte[] json, int from, int to) {
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), json, from, to - from)) {
            if (in.nextToken() != JsonToken.START_OBJECT) return null;
            return readMembers(in, from);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    private static Reading readMembers(JsonParser in, int base) {
        TokenUsage usage = null;
        int start = -1;
        int end = -1;
        ChoicesReading choices = ChoicesReading.NONE;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            JsonToken value = in.nextToken();
            if (name.equals("usage")) {
                start = base + (int) in.currentTokenLocation().getByteOffset();
                usage = value == JsonToken.START_OBJECT ? readUsage(in) : skip(in);
                end = base + (int) in.currentLocation().getByteOffset();
            } else if (name.equals("choices") && value == JsonToken.START_ARRAY) {
                choices = ChoicesReading.read(in);
            } else {
                in.skipChildren();
            }
        }
        int objectEnd = base + (int) in.currentTokenLocation().getByteOffset();
        return new Reading(usage, start, end, objectEnd, choices.count(), choices.finished());
    }

    private static @Nullable TokenUsage skip(JsonParser in) {
        in.skipChildren();
        return null;
    }

    private record ChoicesReading(int count, boolean finished) {
        static final ChoicesReading NONE = new ChoicesReading(-1, false);

        static ChoicesReading read(JsonParser in) {
            int count = 0;
            boolean finished = false;
            while (in.nextToken() == JsonToken.START_OBJECT) {
                count++;
                while (in.nextToken() == JsonToken.PROPERTY_NAME) {
                    boolean reason = in.currentName().equals("finish_reason");
                    JsonToken value = in.nextToken();
                    finished |= reason && value == JsonToken.VALUE_STRING;
                    in.skipChildren();
                }
            }
            return new ChoicesReading(count, finished);
        }
    }

    private static @Nullable TokenUsage readUsage(JsonParser in) {
        long prompt = -1;
        long completion = -1;
        long cached = 0;
        long reasoning = 0;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = in.currentName();
            in.nextToken();
            switch (name) {
                case "prompt_tokens" -> prompt = count(in);
                case "completion_tokens" -> completion = count(in);
                case "prompt_tokens_details" -> cached = detail(in, "cached_tokens");
                case "completion_tokens_details" -> reasoning = detail(in, "reasoning_tokens");
                default -> in.skipChildren();
            }
        }
        return usage(prompt, completion, cached, reasoning);
    }

    /**
     * A part that exceeds its whole is a provider's slip: it is cut to the whole, never billed
     * twice.
     */
    private static @Nullable TokenUsage usage(
            long prompt, long completion, long cached, long reasoning) {
        boolean missing = prompt < 0 || completion < 0;
        boolean absurd = prompt > TokenUsage.MAX_TOKENS || completion > TokenUsage.MAX_TOKENS;
        if (missing || absurd) return null;
        return new TokenUsage(
                prompt,
                completion,
                Math.clamp(cached, 0, prompt),
                Math.clamp(reasoning, 0, completion));
    }

    private static long detail(JsonParser in, String wanted) {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            in.skipChildren();
            return 0;
        }
        long found = 0;
        while (in.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean hit = in.currentName().equals(wanted);
            in.nextToken();
            if (hit) found = count(in);
            in.skipChildren();
        }
        return Math.max(0, found);
    }

    /** A whole number, or -1 for anything else. */
    private static long count(JsonParser in) {
        if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            in.skipChildren();
            return -1;
        }
        try {
            return in.getLongValue();
        } catch (JacksonException doesNotFit) {
            return -1;
        }
    }
}
