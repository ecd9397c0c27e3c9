package io.fluxrouter.core.catalog;

/** What a model can take or do beyond plain text. */
public enum Capability {
    TOOLS,
    IMAGES,
    FILES,
    JSON_SCHEMA,
    REASONING
}
