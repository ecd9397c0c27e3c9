package io.fluxrouter.billing.webhook;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as somebody asks for it, not yet checked.
 *
 * @param events empty for every one
 */
public record NewEndpoint(String url, @Nullable String description, List<String> events) {

    /** One that is told everything. */
    public static NewEndpoint of(String url) {
        return new NewEndpoint(url, null, List.of());
    }

    /** The same one, told only of these. */
    public NewEndpoint only(String... types) {
        return new NewEndpoint(url, description, List.of(types));
    }
}
