package io.fluxrouter.core.meter;

/**
 * What makes a repeated event the same event: its idempotency key. CloudEvents 1.0 asks that source
 * and id together are unique for each event; the shapes without a source use an empty one.
 */
public record EventKey(String source, String id) {}
