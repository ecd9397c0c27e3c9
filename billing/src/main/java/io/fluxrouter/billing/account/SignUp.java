package io.fluxrouter.billing.account;

import org.jspecify.annotations.Nullable;

/**
 * Who wants an account, not yet checked.
 *
 * @param organizationName of the organisation to be made; null to join the operator's
 * @param clientIp whose tries are counted
 */
public record SignUp(
        String email,
        String password,
        @Nullable String organizationName,
        @Nullable String clientIp) {

    /** Leaves the password out: a record's own text would show it in a log. */
    @Override
    public String toString() {
        return "SignUp[" + email + "]";
    }
}
