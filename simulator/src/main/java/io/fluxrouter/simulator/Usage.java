package io.fluxrouter.simulator;

/**
 * The token counts of one reply, or the sum of many. {@code cached} is part of {@code prompt};
 * {@code reasoning} is part of {@code completion}.
 */
public record Usage(long prompt, long completion, long cached, long reasoning) {
    public static final Usage ZERO = new Usage(0, 0, 0, 0);

    public long total() {
        return prompt + completion;
    }

    public Usage plus(Usage other) {
        return new Usage(
                prompt + other.prompt,
                completion + other.completion,
                cached + other.cached,
                reasoning + other.reasoning);
    }

    Usage withCompletion(long tokens) {
        return new Usage(prompt, tokens, cached, Math.min(reasoning, tokens));
    }
}
