package io.fluxrouter.console.page;

import io.fluxrouter.billing.account.PageSessions;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.http.Request;
import java.time.Duration;
import java.util.Optional;

/**
 * The cookie by which a browser is known: no script can read it, and other sites' forms do not send
 * it.
 *
 * @param secure whether browsers send it over HTTPS only; its name then says that no other host and
 *     no page without HTTPS can have set it
 */
public record PageCookie(boolean secure) {

    private String name() {
        return secure ? "__Host-flux_session" : "flux_session";
    }

    public Optional<String> token(Request request) {
        return request.cookie(name());
    }

    public Reply set(Reply reply, String token) {
        return reply.with("Set-Cookie", line(token, PageSessions.LIFE));
    }

    public Reply clear(Reply reply) {
        return reply.with("Set-Cookie", line("", Duration.ZERO));
    }

    private String line(String value, Duration life) {
        return name()
                + "="
                + value
                + "; Path=/; Max-Age="
                + life.toSeconds()
                + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }
}
