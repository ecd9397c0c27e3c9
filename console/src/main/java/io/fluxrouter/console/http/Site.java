package io.fluxrouter.console.http;

/** Where this installation is, as the visitor's browser says. */
public final class Site {
    private Site() {}

    /** "https://flux.example.com", without a path. */
    public static String origin(Request request) {
        boolean secure = request.header("X-Forwarded-Proto").filter("https"::equals).isPresent();
        return (secure ? "https://" : "http://") + request.host();
    }
}
