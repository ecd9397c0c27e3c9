package io.fluxrouter.core.route;

/**
 * What a request looks like to the router. Counts and flags only, no text.
 *
 * @param promptCharacters of all messages together
 * @param lastMessageCharacters of the last message of the user
 * @param codeMarks how many signs of source code the last message shows
 * @param reasoningMarks how many words that ask for reasoning the last message has
 * @param inputTokens an upper bound of the prompt's tokens
 * @param outputTokens the output limit the caller named, or 0
 */
public record RequestTraits(
        String requestedModel,
        long promptCharacters,
        long lastMessageCharacters,
        int messages,
        int codeMarks,
        int reasoningMarks,
        boolean tools,
        boolean images,
        boolean files,
        boolean jsonSchema,
        long inputTokens,
        long outputTokens) {}
