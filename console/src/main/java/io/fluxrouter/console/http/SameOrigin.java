package io.fluxrouter.console.http;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps other sites from writing with a visitor's cookies. Browsers say where a call comes from;
 * what says nothing is no browser, and nobody's cookies are sent by it unasked.
 */
public final class SameOrigin {
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private SameOrigin() {}

    /** Throws {@link ApiError} 403 for a write that another origin started. */
    public static void require(Request request) {
        if (READING.contains(request.method()) || isOwn(request)) return;
        throw ApiError.of(Refusal.FOREIGN_ORIGIN, "This call was started by another site.");
    }

    private static boolean isOwn(Request request) {
        // Scripts cannot set this header, so where it is there it decides.
        Optional<String> site = request.header("Sec-Fetch-Site");
        if (site.isPresent()) return OWN_SITES.contains(site.get());
        return request.header("Origin")
                .map(origin -> authority(origin).equals(request.host().toLowerCase(Locale.ROOT)))
                .orElse(true);
    }

    /** Without the scheme, which a proxy that ends TLS changes. */
    private static String authority(String origin) {
        int start = origin.indexOf("://");
        return start < 0 ? "" : origin.substring(start + 3).toLowerCase(Locale.ROOT);
    }
}
