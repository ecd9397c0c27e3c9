package io.fluxrouter.billing.customer;

import io.fluxrouter.billing.input.Change;
import java.math.BigDecimal;

/**
 * What to change of a customer, not yet checked. Name cannot be null; anything else set to null is
 * taken away.
 *
 * @param ceiling in dollars a month; null for the plan's
 */
public record CustomerChange(
        Change<String> name,
        Change<String> email,
        Change<String> externalId,
        Change<String> planCode,
        Change<BigDecimal> ceiling,
        ContactChange contact) {

    public CustomerChange(
            Change<String> name,
            Change<String> email,
            Change<String> externalId,
            Change<String> planCode,
            Change<BigDecimal> ceiling) {
        this(name, email, externalId, planCode, ceiling, ContactChange.NONE);
    }

    /** Changes nothing; for the {@code with…} methods to start from. */
    public static final CustomerChange NONE =
            new CustomerChange(
                    Change.kept(), Change.kept(), Change.kept(), Change.kept(), Change.kept());

    public CustomerChange withName(Change<String> change) {
        return new CustomerChange(change, email, externalId, planCode, ceiling, contact);
    }

    public CustomerChange withEmail(Change<String> change) {
        return new CustomerChange(name, change, externalId, planCode, ceiling, contact);
    }

    public CustomerChange withExternalId(Change<String> change) {
        return new CustomerChange(name, email, change, planCode, ceiling, contact);
    }

    public CustomerChange withPlan(Change<String> change) {
        return new CustomerChange(name, email, externalId, change, ceiling, contact);
    }

    public CustomerChange withCeiling(Change<BigDecimal> change) {
        return new CustomerChange(name, email, externalId, planCode, change, contact);
    }

    public CustomerChange withContact(ContactChange change) {
        return new CustomerChange(name, email, externalId, planCode, ceiling, change);
    }
}
