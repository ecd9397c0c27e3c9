package io.fluxrouter.billing.meter;

import io.fluxrouter.billing.access.Organization;
import java.util.UUID;

/**
 * The names under which meters hear of LLM traffic: the settled requests of the gateway, and what
 * of their cost goes on an invoice. Nobody else can send such an event.
 */
public final class LlmEvents {
    public static final String NAME = "llm.request";

    /** A request, or the part of its cost, that no included amount and no credit has paid. */
    public static final String CHARGE = "llm.charge";

    /** Names that begin so are kept for the gateway. */
    public static final String PREFIX = "llm.";

    private LlmEvents() {}

    /** If a meter of the organisation may listen to these events: the gateway is the operator's. */
    static boolean isOf(UUID organizationId, String eventName) {
        return organizationId.equals(Organization.OPERATOR) && isOne(eventName);
    }

    static boolean isOne(String eventName) {
        return eventName.equals(NAME) || eventName.equals(CHARGE);
    }
}
