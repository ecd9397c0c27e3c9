package io.fluxrouter.console.page.account;

import io.fluxrouter.billing.account.PageSessions;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.PageCookie;
import io.fluxrouter.console.page.PageWriter;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The one way in: who has shown who they are gets a session here, whatever they showed.
 *
 * @param issuer the host of the issuer whose word counts too; empty where none is configured
 */
public record Entrance(
        PageWriter writer, PageSessions sessions, PageCookie cookie, Optional<String> issuer) {

    /** A session that was there before ends, so that nobody's token outlives a sign-in. */
    Reply in(ApiCall call, UUID personId, String next) {
        end(call);
        return cookie.set(Reply.seeOther(next), sessions.open(personId));
    }

    Reply out(ApiCall call) {
        end(call);
        return cookie.clear(Reply.seeOther("/login"));
    }

    private void end(ApiCall call) {
        cookie.token(call.request()).ifPresent(sessions::end);
    }

    /** The page to sign in, with what was typed, but for the password, and why it did not work. */
    Reply login(int status, String email, String next, @Nullable String problem) {
        return writer.write(
                status,
                "account/login.jte",
                new SignInForm(
                        Frame.bare("Sign in", writer.assets()),
                        "",
                        email,
                        next,
                        issuer.orElse(null),
                        problem));
    }
}
