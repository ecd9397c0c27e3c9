package io.fluxrouter.console.page.account;

import io.fluxrouter.billing.account.Person;
import io.fluxrouter.billing.account.SignUp;
import io.fluxrouter.billing.account.Visitor;
import io.fluxrouter.billing.member.Invitation;
import io.fluxrouter.billing.member.Invitations;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Form;
import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the links of invitations lead to. */
public final class InvitationPages {
    private static final String PATH = "/invitations/{token}";

    private final PageDoor door;
    private final PageWriter writer;
    private final Invitations invitations;
    private final Entrance entrance;

    public InvitationPages(PageDoor door, Entrance entrance, Invitations invitations) {
        this.door = door;
        this.writer = entrance.writer();
        this.entrance = entrance;
        this.invitations = invitations;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(PATH, Access.PUBLIC, door.open(this::show)),
                Endpoint.post(PATH, Access.PUBLIC, door.open(this::accept)));
    }

    private Reply show(ApiCall call) {
        return page(call, 200, invitation(call), null);
    }

    private Reply accept(ApiCall call) {
        Invitation invitation = invitation(call);
        String token = call.pathParam("token");
        Optional<Visitor> visitor = door.visitor(call);
        if (visitor.isPresent()) {
            invitations.accept(token, visitor.get().personId());
            entrance.sessions().turnTo(visitor.get().sessionId(), invitation.customerId());
            return Reply.seeOther("/home");
        }
        try {
            String password = Form.of(call.request()).text("password");
            Person person =
                    invitations.acceptAndSignUp(
                            token,
                            new SignUp(
                                    invitation.email(),
                                    password,
                                    invitation.customerName(),
                                    call.request().clientIp()));
            return entrance.in(call, person.id(), "/home");
        } catch (ApiError refusal) {
            return page(call, refusal.refusal().status(), invitation, refusal.message());
        }
    }

    private Invitation invitation(ApiCall call) {
        return invitations
                .find(call.pathParam("token"))
                .orElseThrow(
                        () ->
                                ApiError.of(
                                        Refusal.NOT_FOUND,
                                        "This invitation was used, taken back, or has ended. Ask"
                                                + " for another."));
    }

    private Reply page(ApiCall call, int status, Invitation invitation, @Nullable String problem) {
        return writer.write(
                status,
                "account/invitation.jte",
                new InvitationPage(
                        Frame.bare("Invitation", writer.assets()),
                        invitation,
                        "/invitations/" + call.pathParam("token"),
                        door.visitor(call).map(Visitor::email).orElse(null),
                        entrance.issuer().orElse(null),
                        problem));
    }
}
