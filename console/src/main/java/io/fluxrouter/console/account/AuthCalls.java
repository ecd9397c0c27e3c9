package io.fluxrouter.console.account;

import io.fluxrouter.billing.access.Actor;
import io.fluxrouter.billing.access.Principal;
import io.fluxrouter.billing.account.Accounts;
import io.fluxrouter.billing.account.Person;
import io.fluxrouter.billing.account.SessionTokens;
import io.fluxrouter.billing.account.Sessions;
import io.fluxrouter.billing.account.SignUp;
import io.fluxrouter.console.api.Json;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.PrincipalGate;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/** Signing up, logging in and out, and who one is. */
public final class AuthCalls {
    private final Accounts accounts;
    private final Sessions sessions;
    private final SessionCookies cookies;

    public AuthCalls(Accounts accounts, Sessions sessions, SessionCookies cookies) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.cookies = cookies;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/api/v1/auth/signup", Access.PUBLIC, this::signUp),
                Endpoint.post("/api/v1/auth/login", Access.PUBLIC, this::logIn),
                Endpoint.post("/api/v1/auth/refresh", Access.PUBLIC, this::refresh),
                Endpoint.post("/api/v1/auth/logout", Access.PUBLIC, this::logOut),
                Endpoint.get("/api/v1/auth/me", Access.MANAGE, this::me));
    }

    /** By the operator, somebody joins the operator's organisation; else makes a new one. */
    private Reply signUp(ApiCall call) {
        Fields fields = call.fields();
        boolean byOperator = call.principal() != null;
        String email = fields.requiredText("email");
        String password = fields.requiredText("password");
        String organization = byOperator ? null : fields.requiredText("organization_name");
        fields.refuseOthers();
        Person person =
                accounts.signUp(
                        new SignUp(email, password, organization, call.request().clientIp()));
        return cookies.set(Reply.created(json(person)), sessions.open(person.id()));
    }

    private Reply logIn(ApiCall call) {
        Fields fields = call.fields();
        String email = fields.requiredText("email");
        String password = fields.requiredText("password");
        fields.refuseOthers();
        Person person = accounts.logIn(email, password, call.request().clientIp());
        return cookies.set(Reply.ok(json(person)), sessions.open(person.id()));
    }

    private Reply refresh(ApiCall call) {
        String token =
                call.request()
                        .cookie(SessionCookies.REFRESH)
                        .orElseThrow(
                                () ->
                                        ApiError.of(
                                                Refusal.NOT_SIGNED_IN,
                                                "This call needs the cookie refresh_token."));
        SessionTokens tokens = sessions.refresh(token);
        return cookies.set(Reply.ok(json(person(tokens.personId()))), tokens);
    }

    /** Works with whichever cookie is still there: a browser drops the access token early. */
    private Reply logOut(ApiCall call) {
        call.request().cookie(PrincipalGate.ACCESS_COOKIE).ifPresent(sessions::end);
        call.request().cookie(SessionCookies.REFRESH).ifPresent(sessions::end);
        return cookies.clear(Reply.noContent());
    }

    private Reply me(ApiCall call) {
        Principal principal = call.requirePrincipal();
        ObjectNode json =
                switch (principal.actor()) {
                    case Actor.Person(UUID id, UUID _) -> json(person(id));
                    case Actor.Machine _, Actor.Operator _ -> Json.object();
                };
        json.put("organization_id", principal.organizationId().toString());
        json.put("mode", principal.mode().key());
        json.put("actor", principal.actor().label());
        return Reply.ok(json);
    }

    private Person person(UUID id) {
        return accounts.find(id)
                .orElseThrow(() -> ApiError.of(Refusal.NOT_SIGNED_IN, "There is no such account."));
    }

    private static ObjectNode json(Person person) {
        ObjectNode json = Json.object();
        json.put("id", person.id().toString());
        json.put("email", person.email());
        json.put("organization_id", person.organizationId().toString());
        json.put("organization_name", person.organizationName());
        json.put("created_at", Json.time(person.createdAt()));
        return json;
    }
}
