package io.fluxrouter.console.page.spend;

import io.fluxrouter.billing.input.Fields;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whose requests something counts, as one field says it: "", "team:" and an id, or "key:" and an
 * id.
 */
record Whose(@Nullable UUID teamId, @Nullable UUID keyId) {
    private static final String TEAM = "team:";
    private static final String KEY = "key:";

    static Whose read(String text) {
        if (text.startsWith(TEAM)) return new Whose(id(text.substring(TEAM.length())), null);
        if (text.startsWith(KEY)) return new Whose(null, id(text.substring(KEY.length())));
        if (text.isEmpty()) return new Whose(null, null);
        throw Fields.invalid("Whose requests count is all keys, a team or a key.", "whose");
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notOne) {
            throw Fields.invalid("Whose requests count must be chosen from the list.", "whose");
        }
    }
}
