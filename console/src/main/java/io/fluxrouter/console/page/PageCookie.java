package io.fluxrouter.console.page;

import io.fluxrouter.billing.account.PageSessions;
import io.fluxrouter.billing.identity.IdentityAttempts;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.http.Request;
import java.time.Duration;
import java.util.Optional;

/**
 * A cookie by which a browser is known: no script can read it, and other sites' forms do not send
 * it.
 *
 * @param life how long browsers keep it
 * @param secure whether browsers send it over HTTPS only; its name then says that no other host and
 *     no page without HTTPS can have set it
 */
public record PageCookie(String plainName, Duration life, boolean secure) {

    /** Of somebody who is signed in. */
    public static PageCookie ofSession(boolean secure) {
        return new PageCookie("flux_session", PageSessions.LIFE, secure);
    }

    /** Of somebody who is away to sign in at an issuer. */
    public static PageCookie ofDeparture(boolean secure) {
        return new PageCookie("flux_departure", IdentityAttempts.LIFE, secure);
    }

    private String name() {
        return secure ? "__Host-" + plainName : plainName;
    }

    public Optional<String> token(Request request) {
        return request.cookie(name());
    }

    public Reply set(Reply reply, String token) {
        return reply.with("Set-Cookie", line(token, life));
    }

    public Reply clear(Reply reply) {
        return reply.with("Set-Cookie", line("", Duration.ZERO));
    }

    private String line(String value, Duration kept) {
        return name()
                + "="
                + value
                + "; Path=/; Max-Age="
                + kept.toSeconds()
                + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }
}
