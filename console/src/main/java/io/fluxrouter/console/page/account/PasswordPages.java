package io.fluxrouter.console.page.account;

import io.fluxrouter.billing.account.PasswordResets;
import io.fluxrouter.billing.account.Person;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.PublicAddress;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.page.Form;
import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Forgotten passwords: asking for a link, and what the link leads to. Where no mail goes out, the
 * page says so and takes no address.
 */
public final class PasswordPages {
    private static final String ASK = "/forgot";
    private static final String SET = "/reset/{token}";

    private final PageDoor door;
    private final Entrance entrance;
    private final PasswordResets resets;
    private final PublicAddress address;
    private final boolean mails;

    /**
     * @param mails whether mail goes out
     */
    public PasswordPages(
            PageDoor door,
            Entrance entrance,
            PasswordResets resets,
            PublicAddress address,
            boolean mails) {
        this.door = door;
        this.entrance = entrance;
        this.resets = resets;
        this.address = address;
        this.mails = mails;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(ASK, Access.PUBLIC, door.open(this::askForm)),
                Endpoint.post(ASK, Access.PUBLIC, door.open(this::ask)),
                Endpoint.get(SET, Access.PUBLIC, door.open(this::setForm)),
                Endpoint.post(SET, Access.PUBLIC, door.open(this::set)));
    }

    private Reply askForm(ApiCall call) {
        requireMail();
        return asking(200, "", false, null);
    }

    private Reply ask(ApiCall call) {
        requireMail();
        String email = Form.of(call.request()).text("email").strip();
        try {
            resets.request(email, call.request().clientIp(), address.forMail());
            return asking(200, email, true, null);
        } catch (ApiError refusal) {
            return asking(refusal.refusal().status(), email, false, refusal.message());
        }
    }

    private void requireMail() {
        if (mails) return;
        throw ApiError.of(
                Refusal.NOT_FOUND,
                "This router sends no mail. Ask whoever runs it for another way in.");
    }

    private Reply asking(int status, String email, boolean sent, @Nullable String problem) {
        Frame frame = Frame.bare("Forgotten password", entrance.writer().assets());
        return entrance.writer()
                .write(
                        status,
                        "account/forgot.jte",
                        new PasswordForm(frame, email, ASK, sent, problem));
    }

    private Reply setForm(ApiCall call) {
        String token = call.pathParam("token");
        return resets.isOpen(token) ? setting(200, token, null) : usedUp();
    }

    private Reply set(ApiCall call) {
        String token = call.pathParam("token");
        String password = Form.of(call.request()).text("password");
        try {
            Person person = resets.reset(token, password, call.request().clientIp());
            return entrance.in(call, person.id(), "/home");
        } catch (ApiError refusal) {
            if (refusal.refusal() == Refusal.NOT_FOUND) return usedUp();
            return setting(refusal.refusal().status(), token, refusal.message());
        }
    }

    /** Where another link is asked for, as the one that was opened is of no use. */
    private Reply usedUp() {
        requireMail();
        return asking(
                Refusal.NOT_FOUND.status(),
                "",
                false,
                "This link was used or is too old. We can mail you another.");
    }

    private Reply setting(int status, String token, @Nullable String problem) {
        Frame frame = Frame.bare("New password", entrance.writer().assets());
        return entrance.writer()
                .write(
                        status,
                        "account/reset.jte",
                        new PasswordForm(frame, "", "/reset/" + token, false, problem));
    }
}
