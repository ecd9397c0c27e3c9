package io.fluxrouter.gateway.count;

import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Counts the tokens a model wrote into a whole answer, for a provider that sent no usage.
 *
 * <p>Threads: no state.
 */
public final class TextCounter {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> WRITTEN =
            Set.of("content", "arguments", "reasoning_content", "refusal");

    private TextCounter() {}

    /** The tokens of everything the model wrote; 0 for what is not JSON. */
    public static long count(byte[] answer) {
        long tokens = 0;
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), answer)) {
            while (in.nextToken() != null) {
                if (in.currentToken() == JsonToken.VALUE_STRING
                        && WRITTEN.contains(in.currentName())) {
                    tokens += Vocabulary.count(in.getString());
                }
            }
        } catch (JacksonException notJson) {
            return tokens;
        }
        return tokens;
    }
}
