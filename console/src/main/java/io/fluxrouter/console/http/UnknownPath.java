package io.fluxrouter.console.http;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What is said of a call that no endpoint answers. */
final class UnknownPath {
    private static final int SHOWN = 100;

    private final List<Known> known;

    private record Known(Pattern path, String method) {}

    UnknownPath(List<Endpoint> endpoints) {
        this.known =
                endpoints.stream()
                        .map(call -> new Known(pattern(call.path()), call.method().name()))
                        .toList();
    }

    private static Pattern pattern(String path) {
        return Pattern.compile(path.replace(".", "\\.").replaceAll("\\{\\w+}", "[^/]+") + "/?");
    }

    /** 405 under /api/v1 where another method is served, else 404. */
    ApiError refusal(HttpServerRequest http) {
        String path = String.valueOf(http.path());
        TreeSet<String> methods = new TreeSet<>();
        for (Known call : known) {
            if (call.path().matcher(path).matches()) methods.add(call.method());
        }
        String asked = http.method() + " " + shown(path);
        if (methods.isEmpty() || !BillingError.appliesTo(path)) {
            return ApiError.of(Refusal.UNKNOWN_PATH, "There is no " + asked + ".");
        }
        return ApiError.of(Refusal.METHOD_NOT_ALLOWED, asked + " is not served.")
                .withHeader("Allow", String.join(", ", methods));
    }

    private static String shown(String path) {
        return path.length() <= SHOWN ? path : path.substring(0, SHOWN) + "…";
    }
}
