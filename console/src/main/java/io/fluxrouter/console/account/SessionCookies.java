package io.fluxrouter.console.account;

import io.fluxrouter.billing.account.SessionTokens;
import io.fluxrouter.billing.account.Sessions;
import io.fluxrouter.console.http.PrincipalGate;
import io.fluxrouter.console.http.Reply;
import java.time.Duration;

/**
 * A session's tokens as cookies that no script can read and no other site can send. The names are
 * the reference's.
 *
 * @param secure whether browsers send them over HTTPS only
 */
public record SessionCookies(boolean secure) {
    static final String REFRESH = "refresh_token";
    private static final String REFRESH_PATH = "/api/v1/auth";

    Reply set(Reply reply, SessionTokens tokens) {
        return both(
                reply,
                access(tokens.access(), Sessions.ACCESS_LIFE),
                refresh(tokens.refresh(), Sessions.REFRESH_LIFE));
    }

    Reply clear(Reply reply) {
        return both(reply, access("", Duration.ZERO), refresh("", Duration.ZERO));
    }

    private static Reply both(Reply reply, String access, String refresh) {
        return reply.with("Set-Cookie", access).with("Set-Cookie", refresh);
    }

    private String access(String value, Duration life) {
        return cookie(PrincipalGate.ACCESS_COOKIE, value, "/", life);
    }

    private String refresh(String value, Duration life) {
        return cookie(REFRESH, value, REFRESH_PATH, life);
    }

    private String cookie(String name, String value, String path, Duration life) {
        return name
                + "="
                + value
                + "; Path="
                + path
                + "; Max-Age="
                + life.toSeconds()
                + "; HttpOnly; SameSite=Lax"
                + (secure ? "; Secure" : "");
    }
}
