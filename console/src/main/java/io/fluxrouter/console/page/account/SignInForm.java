package io.fluxrouter.console.page.account;

import io.fluxrouter.console.page.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A form to sign in or up, as it was filled in, but for the password.
 *
 * @param next where to go afterwards
 * @param issuer the host of the issuer that may be asked instead; null for none
 * @param problem why it did not work; null before it was sent
 */
public record SignInForm(
        Frame frame,
        String name,
        String email,
        String next,
        @Nullable String issuer,
        @Nullable String problem) {}
