package io.fluxrouter.console.page.account;

import io.fluxrouter.console.page.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A form about a forgotten password.
 *
 * @param email as it was typed; empty on the page where the new password is set
 * @param path where the form goes
 * @param sent whether the link is on its way, if there is one
 * @param problem why it did not work; null before it was sent
 */
public record PasswordForm(
        Frame frame, String email, String path, boolean sent, @Nullable String problem) {}
