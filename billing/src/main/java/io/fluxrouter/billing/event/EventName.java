package io.fluxrouter.billing.event;

import java.util.UUID;

/** A kind of event as an organisation calls it. */
record EventName(UUID organizationId, String name) {}
