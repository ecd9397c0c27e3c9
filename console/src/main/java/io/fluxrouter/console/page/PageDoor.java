package io.fluxrouter.console.page;

import io.fluxrouter.billing.account.PageSessions;
import io.fluxrouter.billing.account.Visitor;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.member.Members;
import io.fluxrouter.billing.member.Membership;
import io.fluxrouter.billing.member.Right;
import io.fluxrouter.billing.member.Role;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.http.SameOrigin;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets people to pages: finds who asks, turns away who may not, and shows refusals as pages. Every
 * page of the console goes through here. A write must come from the console's own pages.
 */
public final class PageDoor {
    private final PageSessions sessions;
    private final Members members;
    private final Customers customers;
    private final PageCookie cookie;
    private final PageFrames frames;
    private final PageWriter writer;

    /** What people are known by, and what their pages are written with. */
    public record Parts(
            PageSessions sessions,
            Members members,
            Customers customers,
            PageCookie cookie,
            PageFrames frames,
            PageWriter writer) {}

    public PageDoor(Parts parts) {
        this.sessions = parts.sessions();
        this.members = parts.members();
        this.customers = parts.customers();
        this.cookie = parts.cookie();
        this.frames = parts.frames();
        this.writer = parts.writer();
    }

    /** For anybody. */
    public Function<ApiCall, Reply> open(Function<ApiCall, Reply> page) {
        return call -> guarded(call, () -> page.apply(call));
    }

    /** For somebody who is signed in, whether or not there is a customer to look at. */
    public Function<ApiCall, Reply> signedIn(Function<Visit, Reply> page) {
        return call ->
                guarded(
                        call,
                        () ->
                                visitor(call)
                                        .map(visitor -> page.apply(visit(call, visitor)))
                                        .orElseGet(() -> toLogin(call)));
    }

    /** For somebody who is signed in and has that right with the customer looked at. */
    public Function<ApiCall, Reply> member(Right right, Function<Visit, Reply> page) {
        return call ->
                guarded(
                        call,
                        () -> {
                            Optional<Visitor> visitor = visitor(call);
                            if (visitor.isEmpty()) return toLogin(call);
                            Visit visit = visit(call, visitor.get());
                            if (visit.at() == null) return withoutCustomer(visit);
                            visit.require(right);
                            return page.apply(visit);
                        });
    }

    /** For those who run the installation. To others the page does not exist. */
    public Function<ApiCall, Reply> operator(Function<Visit, Reply> page) {
        return call ->
                guarded(
                        call,
                        () -> {
                            Optional<Visitor> visitor = visitor(call);
                            if (visitor.isEmpty()) return toLogin(call);
                            if (!visitor.get().isOperator()) throw unknown();
                            return page.apply(
                                    new Visit(
                                            call,
                                            visitor.get(),
                                            null,
                                            members.of(visitor.get().personId())));
                        });
    }

    /** Who asks, if signed in. */
    public Optional<Visitor> visitor(ApiCall call) {
        return cookie.token(call.request()).flatMap(sessions::find);
    }

    private Visit visit(ApiCall call, Visitor visitor) {
        List<Membership> all = members.of(visitor.personId());
        return new Visit(call, visitor, chosen(visitor, all), all);
    }

    /** The customer the session was turned to; only the operator may see one without belonging. */
    private @Nullable Membership chosen(Visitor visitor, List<Membership> all) {
        UUID wanted = visitor.customerId();
        for (Membership one : all) {
            if (one.customerId().equals(wanted)) return one;
        }
        if (wanted != null && visitor.isOperator()) {
            return customers
                    .find(wanted)
                    .map(found -> new Membership(found.id(), found.name(), Role.ADMIN))
                    .orElse(null);
        }
        return all.isEmpty() ? null : all.getFirst();
    }

    private Reply withoutCustomer(Visit visit) {
        if (visit.visitor().isOperator()) return Reply.seeOther("/admin");
        return writer.write(
                Refusal.SCOPE_MISSING.status(),
                "page/message.jte",
                new Message(
                        frames.of(visit, "Nobody's pages", ""),
                        "You belong to no customer yet",
                        "Your account works, but no customer of this router has let you in. Ask"
                                + " somebody who has to invite "
                                + visit.visitor().email()
                                + ".",
                        null));
    }

    private Reply guarded(ApiCall call, Supplier<Reply> page) {
        try {
            SameOrigin.require(call.request());
            return page.get();
        } catch (ApiError refusal) {
            return refused(call, refusal);
        }
    }

    private Reply refused(ApiCall call, ApiError refusal) {
        Reply reply =
                writer.write(
                        refusal.refusal().status(),
                        call.request().header("HX-Request").isPresent()
                                ? "page/refusal.jte"
                                : "page/message.jte",
                        new Message(
                                Frame.bare("Not possible", writer.assets()),
                                title(refusal),
                                refusal.message(),
                                "/home"));
        for (var header : refusal.headers().entrySet()) {
            reply = reply.with(header.getKey(), header.getValue());
        }
        return reply;
    }

    private static String title(ApiError refusal) {
        return switch (refusal.refusal().status()) {
            case 401 -> "Sign in first";
            case 403 -> "You may not do this";
            case 404 -> "There is nothing here";
            case 409 -> "That does not fit";
            case 429 -> "Too many tries";
            default -> "That did not work";
        };
    }

    private static Reply toLogin(ApiCall call) {
        String here = call.request().method().equals("GET") ? next(call) : "/home";
        String login = "/login?next=" + URLEncoder.encode(here, StandardCharsets.UTF_8);
        if (call.request().header("HX-Request").isPresent()) {
            return new Reply(401, "", "").with("HX-Redirect", "/login");
        }
        return Reply.seeOther(login);
    }

    private static String next(ApiCall call) {
        return call.request().path();
    }

    private static ApiError unknown() {
        return ApiError.of(Refusal.NOT_FOUND, "There is no such page.");
    }
}
