package io.fluxrouter.console.account;

import io.fluxrouter.billing.account.SessionTokens;
import io.fluxrouter.billing.account.Sessions;
import io.fluxrouter.console.http.PrincipalGate;
import io.fluxrouter.console.http.Reply;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
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
        return with(reply, tokens.access(), tokens.refresh(), Sessions.ACCESS_LIFE);
    }

    Reply clear(Reply reply) {
        return reply.with("Set-Cookie", cookie(PrincipalGate.ACCESS_COOKIE, "", "/", Duration.ZERO))
                .with("Set-Cookie", cookie(REFRESH, "", REFRESH_PATH, Duration.ZERO));
    }

    private Reply with(Reply reply, String access, String refresh, Duration accessLife) {
        return reply.with(
                        "Set-Cookie", cookie(PrincipalGate.ACCESS_COOKIE, access, "/", accessLife))
                .with("Set-Cookie", cookie(REFRESH, refresh, REFRESH_PATH, Sessions.REFRESH_LIFE));
    }

    private String cookie(String name, String value, String path, Duration life) {
        return Cookie.cookie(name, value)
                .setPath(path)
                .setHttpOnly(true)
                .setSameSite(CookieSameSite.LAX)
                .setSecure(secure)
                .setMaxAge(life.toSeconds())
                .encode();
    }
}
