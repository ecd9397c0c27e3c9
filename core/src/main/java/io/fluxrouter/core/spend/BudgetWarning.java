package io.fluxrouter.core.spend;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A budget that is nearly used up, or more than used up.
 *
 * @param budget its name
 * @param usedPercent of its limit, rounded down; above 100 for a soft one that goes on
 */
public record BudgetWarning(String budget, long usedPercent) {

    /** Tells whether a request should be warned. Answers from memory. Safe for all threads. */
    @FunctionalInterface
    public interface Source {
        Source NONE = (customerId, keyId) -> null;

        /** The most used budget that counts the key's requests, or null where none is near. */
        @Nullable BudgetWarning of(UUID customerId, UUID keyId);
    }

    /**
     * As a header says it: a quoted name and a parameter, as structured fields (RFC 9651) write
     * them. Whatever a header cannot carry becomes a question mark.
     */
    public String headerValue() {
        StringBuilder text = new StringBuilder("\"");
        for (int i = 0; i < budget.length(); i++) {
            char c = budget.charAt(i);
            if (c == '"' || c == '\\') text.append('\\');
            text.append(c >= ' ' && c < 0x7F ? c : '?');
        }
        return text.append("\";used_percent=").append(usedPercent).toString();
    }
}
