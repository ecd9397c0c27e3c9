package io.fluxrouter.billing.meter;

import io.fluxrouter.billing.access.Organization;
import java.util.UUID;

/**
 * The name under which meters hear of LLM traffic. Its events are the settled requests of the
 * gateway; nobody else can send one.
 */
public final class LlmEvents {
    public static final String NAME = "llm.request";

    /** Names that begin so are kept for the gateway. */
    public static final String PREFIX = "llm.";

    private LlmEvents() {}

    /** If a meter of the organisation may listen to these events: the gateway is the operator's. */
    static boolean isOf(UUID organizationId, String eventName) {
        return organizationId.equals(Organization.OPERATOR) && eventName.equals(NAME);
    }
}
