package io.fluxrouter.billing.member;

/**
 * An invitation just made.
 *
 * @param token what its link carries: shown this once and kept nowhere
 */
public record IssuedInvitation(Invitation invitation, String token) {

    /** Leaves the token out: a record's own text would show it in a log. */
    @Override
    public String toString() {
        return "IssuedInvitation[" + invitation.id() + "]";
    }
}
