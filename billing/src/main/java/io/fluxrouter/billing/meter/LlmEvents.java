package io.fluxrouter.billing.meter;

/**
 * The name under which meters hear of LLM traffic. Its events are the settled requests of the
 * gateway; nobody else can send one.
 */
public final class LlmEvents {
    public static final String NAME = "llm.request";

    /** Names that begin so are kept for the gateway. */
    public static final String PREFIX = "llm.";

    private LlmEvents() {}
}
