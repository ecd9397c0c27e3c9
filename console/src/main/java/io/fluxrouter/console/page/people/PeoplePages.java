package io.fluxrouter.console.page.people;

import io.fluxrouter.billing.member.Invitations;
import io.fluxrouter.billing.member.Member;
import io.fluxrouter.billing.member.Members;
import io.fluxrouter.billing.member.Right;
import io.fluxrouter.billing.member.Role;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.console.http.Site;
import io.fluxrouter.console.page.Form;
import io.fluxrouter.console.page.PageDoor;
import io.fluxrouter.console.page.PageFrames;
import io.fluxrouter.console.page.PageWriter;
import io.fluxrouter.console.page.Visit;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import java.util.UUID;

/** Who belongs to a customer. Only owners make owners, and only they take it from one. */
public final class PeoplePages {
    private static final String HERE = "/home/people";

    private final PageDoor door;
    private final PageFrames frames;
    private final PageWriter writer;
    private final Members members;
    private final Invitations invitations;

    public PeoplePages(
            PageDoor door,
            PageFrames frames,
            PageWriter writer,
            Members members,
            Invitations invitations) {
        this.door = door;
        this.frames = frames;
        this.writer = writer;
        this.members = members;
        this.invitations = invitations;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get(HERE, Access.PUBLIC, door.member(Right.SEE, v -> page(v, ""))),
                Endpoint.post(
                        HERE + "/invite", Access.PUBLIC, door.member(Right.ADMIT, this::invite)),
                Endpoint.post(
                        HERE + "/withdraw",
                        Access.PUBLIC,
                        door.member(Right.ADMIT, this::withdraw)),
                Endpoint.post(HERE + "/role", Access.PUBLIC, door.member(Right.ADMIT, this::role)),
                Endpoint.post(
                        HERE + "/remove", Access.PUBLIC, door.member(Right.ADMIT, this::remove)));
    }

    private Reply page(Visit visit, String link) {
        return writer.write(
                "people/people.jte",
                new PeoplePage(
                        frames.of(visit, "People", HERE),
                        members.list(visit.customerId()),
                        invitations.open(visit.customerId()),
                        givable(visit),
                        visit.visitor().personId(),
                        link));
    }

    private static List<Role> givable(Visit visit) {
        if (!visit.may(Right.ADMIT)) return List.of();
        return visit.membership().role() == Role.OWNER || visit.visitor().isOperator()
                ? List.of(Role.values())
                : List.of(Role.ADMIN, Role.MEMBER, Role.VIEWER);
    }

    private Reply invite(Visit visit) {
        Form form = visit.form();
        Role role = wanted(visit, form);
        String token =
                invitations
                        .invite(
                                visit.membership(),
                                form.text("email").strip(),
                                role,
                                visit.author())
                        .token();
        return page(visit, Site.origin(visit.call().request()) + "/invitations/" + token);
    }

    private Reply withdraw(Visit visit) {
        invitations.withdraw(visit.customerId(), visit.form().id("id"), visit.author());
        return Reply.seeOther(HERE);
    }

    private Reply role(Visit visit) {
        Form form = visit.form();
        Role role = wanted(visit, form);
        UUID person = changeable(visit, form.id("person"));
        members.put(person, visit.customerId(), role, visit.author());
        return Reply.seeOther(HERE);
    }

    private Reply remove(Visit visit) {
        UUID person = changeable(visit, visit.form().id("person"));
        members.remove(person, visit.customerId(), visit.author());
        return Reply.seeOther(HERE);
    }

    private static Role wanted(Visit visit, Form form) {
        Role role = Role.byKey(form.text("role"));
        if (givable(visit).contains(role)) return role;
        throw ApiError.of(Refusal.SCOPE_MISSING, "Only an owner makes owners.");
    }

    /** A member of this customer: nobody is let in by an id alone. */
    private UUID changeable(Visit visit, UUID person) {
        Member member =
                members.list(visit.customerId()).stream()
                        .filter(one -> one.personId().equals(person))
                        .findFirst()
                        .orElseThrow(
                                () -> ApiError.of(Refusal.NOT_FOUND, "There is no such member."));
        if (member.role() == Role.OWNER && !givable(visit).contains(Role.OWNER)) {
            throw ApiError.of(Refusal.SCOPE_MISSING, "Only an owner changes an owner.");
        }
        return person;
    }
}
