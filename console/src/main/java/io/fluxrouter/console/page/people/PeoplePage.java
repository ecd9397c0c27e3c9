package io.fluxrouter.console.page.people;

import io.fluxrouter.billing.member.Invitation;
import io.fluxrouter.billing.member.Member;
import io.fluxrouter.billing.member.Role;
import io.fluxrouter.console.page.Frame;
import java.util.List;
import java.util.UUID;

/**
 * The people of a customer.
 *
 * @param roles that the visitor may give; none for who may not
 * @param link of an invitation just made; "" for none
 */
public record PeoplePage(
        Frame frame,
        List<Member> members,
        List<Invitation> invitations,
        List<Role> roles,
        UUID self,
        String link) {
    public PeoplePage {
        members = List.copyOf(members);
        invitations = List.copyOf(invitations);
        roles = List.copyOf(roles);
    }

    /** Whether the visitor may change what somebody is. */
    public boolean mayChange(Member member) {
        return !roles.isEmpty() && (member.role() != Role.OWNER || roles.contains(Role.OWNER));
    }
}
