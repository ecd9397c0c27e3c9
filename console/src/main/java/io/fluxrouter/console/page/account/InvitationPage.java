package io.fluxrouter.console.page.account;

import io.fluxrouter.billing.member.Invitation;
import io.fluxrouter.console.page.Frame;
import org.jspecify.annotations.Nullable;

/**
 * What somebody sees who opens the link of an invitation.
 *
 * @param signedInAs the e-mail of who is signed in; null for nobody
 */
public record InvitationPage(
        Frame frame,
        Invitation invitation,
        String path,
        @Nullable String signedInAs,
        @Nullable String issuer,
        @Nullable String problem) {}
