package io.fluxrouter.billing.input;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list, newest first.
 *
 * @param limit the most items, 1 to {@link #MAX}
 * @param after the id of the last item already seen, or null for the first page
 */
public record Page(int limit, @Nullable UUID after) {
    public static final int MAX = 1_000;

    /** As much as fits on one page. */
    public static final Page FIRST = new Page(MAX, null);

    public Page {
        if (limit < 1 || limit > MAX) {
            throw ApiError.of(
                    Refusal.INVALID_VALUE, "limit must be from 1 to " + MAX + ".", "limit");
        }
    }
}
