package io.fluxrouter.billing.customer;

import io.fluxrouter.billing.input.Change;

/** What to change of a {@link Contact}, not yet checked. */
public record ContactChange(
        Change<String> phone,
        Change<String> line1,
        Change<String> city,
        Change<String> state,
        Change<String> country,
        Change<String> postalCode) {

    public static final ContactChange NONE =
            new ContactChange(
                    Change.kept(),
                    Change.kept(),
                    Change.kept(),
                    Change.kept(),
                    Change.kept(),
                    Change.kept());

    Contact over(Contact before) {
        return new Contact(
                phone.overOptional(before.phone(), value -> value),
                line1.overOptional(before.line1(), value -> value),
                city.overOptional(before.city(), value -> value),
                state.overOptional(before.state(), value -> value),
                country.overOptional(before.country(), value -> value),
                postalCode.overOptional(before.postalCode(), value -> value));
    }
}
