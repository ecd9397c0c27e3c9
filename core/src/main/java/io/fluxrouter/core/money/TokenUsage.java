package io.fluxrouter.core.money;

/**
 * The tokens of one request, in OpenAI's sense: the prompt includes its cached part, the completion
 * includes its reasoning part. None is negative and no part exceeds its whole.
 */
public record TokenUsage(
        long promptTokens, long completionTokens, long cachedTokens, long reasoningTokens) {
    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0);

    /**
     * No real request comes near; a larger count is a provider's mistake and must not overflow
     * money.
     */
    public static final long MAX_TOKENS = 1_000_000_000_000L;

    public TokenUsage {
        if (promptTokens < 0 || completionTokens < 0 || cachedTokens < 0 || reasoningTokens < 0) {
            throw new IllegalArgumentException("negative token count");
        }
        if (promptTokens > MAX_TOKENS || completionTokens > MAX_TOKENS) {
            throw new IllegalArgumentException("token count out of range");
        }
        if (cachedTokens > promptTokens || reasoningTokens > completionTokens) {
            throw new IllegalArgumentException("a part exceeds its whole");
        }
    }

    public long totalTokens() {
        return promptTokens + completionTokens;
    }
}
