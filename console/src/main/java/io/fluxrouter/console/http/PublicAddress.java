package io.fluxrouter.console.http;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * Where people reach this installation.
 *
 * @param configured what the operator says, "https://flux.example.com"; empty where nothing is said
 * @param own where the node listens, known once it does
 */
public record PublicAddress(Optional<String> configured, Supplier<String> own) {

    /**
     * For links that go by mail. Never what the request says: whoever asks for somebody else's link
     * would choose where it leads, and get what it carries.
     */
    public String forMail() {
        return configured.orElseGet(own);
    }

    /** For addresses that come back with the browser that asks. */
    public String forBrowser(Request request) {
        return configured.orElseGet(() -> Site.origin(request));
    }
}
