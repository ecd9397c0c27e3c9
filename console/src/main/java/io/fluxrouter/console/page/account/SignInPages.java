package io.fluxrouter.console.page.account;

import io.fluxrouter.billing.account.Accounts;
import io.fluxrouter.billing.account.PageSessions;
import io.fluxrouter.billing.account.Person;
import io.fluxrouter.billing.account.SignUp;
import io.fluxrouter.billing.member.Members;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Form;
import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.PageCookie;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.core.refusal.ApiError;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Signing up, in and out. */
public final class SignInPages {
    private final PageDoor door;
    private final PageWriter writer;
    private final Accounts accounts;
    private final Members members;
    private final PageSessions sessions;
    private final PageCookie cookie;

    /** Who people are, and how their browsers are known. */
    public record People(
            Accounts accounts, Members members, PageSessions sessions, PageCookie cookie) {}

    public SignInPages(PageDoor door, PageWriter writer, People people) {
        this.door = door;
        this.writer = writer;
        this.accounts = people.accounts();
        this.members = people.members();
        this.sessions = people.sessions();
        this.cookie = people.cookie();
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/", Access.PUBLIC, door.open(this::front)),
                Endpoint.get("/login", Access.PUBLIC, door.open(this::loginForm)),
                Endpoint.post("/login", Access.PUBLIC, door.open(this::logIn)),
                Endpoint.get("/signup", Access.PUBLIC, door.open(this::signUpForm)),
                Endpoint.post("/signup", Access.PUBLIC, door.open(this::signUp)),
                Endpoint.post("/logout", Access.PUBLIC, door.open(this::logOut)));
    }

    private Reply front(ApiCall call) {
        return Reply.seeOther(door.visitor(call).isPresent() ? "/home" : "/login");
    }

    private Reply loginForm(ApiCall call) {
        if (door.visitor(call).isPresent()) return Reply.seeOther(next(call));
        return page(200, "account/login.jte", "Sign in", new Sent("", "", next(call)), null);
    }

    private static String next(ApiCall call) {
        return Next.safe(call.queryParam("next").orElse("/home"));
    }

    private Reply logIn(ApiCall call) {
        Form form = Form.of(call.request());
        String next = Next.safe(form.text("next"));
        String email = form.text("email").strip();
        try {
            Person person = accounts.logIn(email, form.text("password"), call.request().clientIp());
            return in(call, person.id(), next);
        } catch (ApiError refusal) {
            return page(
                    refusal.refusal().status(),
                    "account/login.jte",
                    "Sign in",
                    new Sent("", email, next),
                    refusal.message());
        }
    }

    private Reply signUpForm(ApiCall call) {
        if (door.visitor(call).isPresent()) return Reply.seeOther("/home");
        return page(200, "account/signup.jte", "Make an account", new Sent("", "", ""), null);
    }

    private Reply signUp(ApiCall call) {
        Form form = Form.of(call.request());
        String email = form.text("email").strip();
        String name = form.text("name").strip();
        try {
            Person person =
                    members.signUp(
                            new SignUp(
                                    email, form.text("password"), name, call.request().clientIp()));
            return in(call, person.id(), "/home");
        } catch (ApiError refusal) {
            return page(
                    refusal.refusal().status(),
                    "account/signup.jte",
                    "Make an account",
                    new Sent(name, email, ""),
                    refusal.message());
        }
    }

    /** A session that was there before ends, so that nobody's token outlives a sign-in. */
    private Reply in(ApiCall call, UUID personId, String next) {
        cookie.token(call.request()).ifPresent(sessions::end);
        return cookie.set(Reply.seeOther(next), sessions.open(personId));
    }

    private Reply logOut(ApiCall call) {
        cookie.token(call.request()).ifPresent(sessions::end);
        return cookie.clear(Reply.seeOther("/login"));
    }

    /** What was typed, to be shown again. */
    private record Sent(String name, String email, String next) {}

    private Reply page(
            int status, String template, String title, Sent sent, @Nullable String problem) {
        Frame frame = Frame.bare(title, writer.assets());
        return writer.write(
                status,
                template,
                new SignInForm(frame, sent.name(), sent.email(), sent.next(), problem));
    }
}
