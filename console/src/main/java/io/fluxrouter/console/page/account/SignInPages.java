package io.fluxrouter.console.page.account;

import io.fluxrouter.billing.account.Accounts;
import io.fluxrouter.billing.account.Person;
import io.fluxrouter.billing.account.SignUp;
import io.fluxrouter.billing.member.Members;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Form;
import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.core.refusal.ApiError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signing up, in and out. */
public final class SignInPages {
    private final PageDoor door;
    private final PageWriter writer;
    private final Entrance entrance;
    private final Accounts accounts;
    private final Members members;

    public SignInPages(PageDoor door, Entrance entrance, Accounts accounts, Members members) {
        this.door = door;
        this.writer = entrance.writer();
        this.entrance = entrance;
        this.accounts = accounts;
        this.members = members;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/", Access.PUBLIC, door.open(this::front)),
                Endpoint.get("/login", Access.PUBLIC, door.open(this::loginForm)),
                Endpoint.post("/login", Access.PUBLIC, door.open(this::logIn)),
                Endpoint.get("/signup", Access.PUBLIC, door.open(this::signUpForm)),
                Endpoint.post("/signup", Access.PUBLIC, door.open(this::signUp)),
                // Where the hosted product's guides and its customers' bookmarks lead.
                Endpoint.get("/auth/sign-up", Access.PUBLIC, call -> Reply.seeOther("/signup")),
                Endpoint.post("/logout", Access.PUBLIC, door.open(entrance::out)));
    }

    private Reply front(ApiCall call) {
        return Reply.seeOther(door.visitor(call).isPresent() ? "/home" : "/login");
    }

    private Reply loginForm(ApiCall call) {
        if (door.visitor(call).isPresent()) return Reply.seeOther(next(call));
        return entrance.login(200, "", next(call), null);
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
            return entrance.in(call, person.id(), next);
        } catch (ApiError refusal) {
            return entrance.login(refusal.refusal().status(), email, next, refusal.message());
        }
    }

    private Reply signUpForm(ApiCall call) {
        if (door.visitor(call).isPresent()) return Reply.seeOther("/home");
        return signUpForm(200, "", "", null);
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
            return entrance.in(call, person.id(), "/home");
        } catch (ApiError refusal) {
            return signUpForm(refusal.refusal().status(), name, email, refusal.message());
        }
    }

    private Reply signUpForm(int status, String name, String email, @Nullable String problem) {
        Frame frame = Frame.bare("Make an account", writer.assets());
        return writer.write(
                status,
                "account/signup.jte",
                new SignInForm(frame, name, email, "", null, problem));
    }
}
