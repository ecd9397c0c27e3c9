package io.fluxrouter.console.page;

import org.jspecify.annotations.Nullable;

/**
 * A page that only says something.
 *
 * @param back where to go from here; null for nowhere
 */
public record Message(Frame frame, String title, String text, @Nullable String back) {}
