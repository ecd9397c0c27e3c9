package io.fluxrouter.billing.customer;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A customer to be made, as asked for and not yet checked.
 *
 * @param ceiling in dollars a month; null for the plan's
 * @param testClockId the clock it lives on for ever; null for the system's
 */
public record NewCustomer(
        String name,
        @Nullable String email,
        @Nullable String externalId,
        @Nullable String planCode,
        @Nullable BigDecimal ceiling,
        Contact contact,
        @Nullable UUID testClockId) {

    public NewCustomer(
            String name,
            @Nullable String email,
            @Nullable String externalId,
            @Nullable String planCode,
            @Nullable BigDecimal ceiling,
            Contact contact) {
        this(name, email, externalId, planCode, ceiling, contact, null);
    }

    public NewCustomer(
            String name,
            @Nullable String email,
            @Nullable String externalId,
            @Nullable String planCode,
            @Nullable BigDecimal ceiling) {
        this(name, email, externalId, planCode, ceiling, Contact.NONE);
    }

    public static NewCustomer onPlan(String name, String planCode) {
        return new NewCustomer(name, null, null, planCode, null);
    }

    public NewCustomer livingOn(@Nullable UUID clockId) {
        return new NewCustomer(name, email, externalId, planCode, ceiling, contact, clockId);
    }

    /** Without a plan: spends prepaid credit and nothing else. */
    public static NewCustomer prepaid(String name) {
        return new NewCustomer(name, null, null, null, null);
    }
}
