package io.fluxrouter.console.page.key;

import io.fluxrouter.billing.key.ApiKey;
import io.fluxrouter.console.page.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The form of a key.
 *
 * @param key that is changed; null for a new one
 * @param models that can be allowed, for suggestions
 * @param problem why it did not work; null before it was sent
 */
public record KeyForm(
        Frame frame,
        @Nullable ApiKey key,
        KeyFields fields,
        List<String> models,
        @Nullable String problem) {
    public KeyForm {
        models = List.copyOf(models);
    }
}
