package io.fluxrouter.console.page.account;

import io.fluxrouter.billing.identity.Entered;
import io.fluxrouter.billing.identity.Identities;
import io.fluxrouter.billing.identity.IdentityAttempts;
import io.fluxrouter.billing.identity.IssuedIdentity;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.PublicAddress;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.oidc.OidcClient;
import io.fluxrouter.console.oidc.Untrusted;
import io.fluxrouter.console.page.PageCookie;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Signing in with an issuer of OpenID Connect: away, and back. */
public final class IdentityPages {
    /** What is registered at the issuer, behind the address of the console. */
    public static final String BACK = "/login/oidc/callback";

    private static final Logger LOG = LoggerFactory.getLogger(IdentityPages.class);
    private static final int BAD_GATEWAY = 502;
    private static final String HOME = "/home";

    private final PageDoor door;
    private final Entrance entrance;
    private final PageCookie cookie;
    private final PublicAddress address;
    private final Parts parts;

    /** Who is asked, what is under way, and who may come in. */
    public record Parts(OidcClient client, IdentityAttempts attempts, Identities identities) {}

    /**
     * @param cookie what browsers keep while they are away
     */
    public IdentityPages(
            PageDoor door,
            Entrance entrance,
            PageCookie cookie,
            PublicAddress address,
            Parts parts) {
        this.door = door;
        this.entrance = entrance;
        this.cookie = cookie;
        this.address = address;
        this.parts = parts;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/login/oidc", Access.PUBLIC, door.open(this::depart)),
                Endpoint.get(BACK, Access.PUBLIC, door.open(this::back)));
    }

    private Reply depart(ApiCall call) {
        String next = Next.safe(call.queryParam("next").orElse(HOME));
        parts.attempts().count(call.request().clientIp());
        try {
            OidcClient.Departure away = parts.client().depart(returnTo(call));
            parts.attempts().begin(away.state(), next);
            return cookie.set(Reply.seeOther(away.address()), away.browserSecret());
        } catch (Untrusted failure) {
            return untrusted(failure, next);
        }
    }

    private String returnTo(ApiCall call) {
        return address.forBrowser(call.request()) + BACK;
    }

    /** However it ends, this browser's departure is over. */
    private Reply back(ApiCall call) {
        return cookie.clear(arrived(call));
    }

    private Reply arrived(ApiCall call) {
        String state = call.queryParam("state").orElse("");
        Optional<String> secret = cookie.token(call.request());
        Optional<String> next =
                secret.filter(kept -> parts.client().isOf(kept, state))
                        .flatMap(kept -> parts.attempts().end(state));
        if (secret.isEmpty() || next.isEmpty()) {
            return refused(
                    HOME,
                    "This sign-in was begun in another browser, or too long ago. Begin again.");
        }
        // An issuer's own words are not shown: anybody can put words into an address.
        Optional<String> code = call.queryParam("code");
        if (code.isEmpty()) return refused(next.get(), "The provider did not sign you in.");
        try {
            IssuedIdentity said = parts.client().arrive(secret.get(), code.get(), returnTo(call));
            Entered entered = parts.identities().enter(said);
            parts.attempts().arrived(call.request().clientIp());
            // Who was invited is in by now, so that the invitation's page is no more.
            String path = entered.isNew() ? HOME : next.get();
            return entrance.in(call, entered.person().id(), path);
        } catch (Untrusted failure) {
            return untrusted(failure, next.get());
        } catch (ApiError refusal) {
            return entrance.login(refusal.refusal().status(), "", next.get(), refusal.message());
        }
    }

    private Reply refused(String next, String problem) {
        return entrance.login(Refusal.NOT_SIGNED_IN.status(), "", next, problem);
    }

    private Reply untrusted(Untrusted failure, String next) {
        LOG.warn("sign-in by {} failed: {}", parts.client().host(), failure.getMessage());
        return entrance.login(
                BAD_GATEWAY,
                "",
                next,
                "The provider's answer could not be used. Try again, or use your password.");
    }
}
