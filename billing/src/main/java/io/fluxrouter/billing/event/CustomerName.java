package io.fluxrouter.billing.event;

import java.util.UUID;

/** A customer as an organisation names it when it sends events. */
record CustomerName(UUID organizationId, String name) {
    static CustomerName of(IncomingEvent sent) {
        return new CustomerName(sent.organizationId(), sent.event().customer());
    }
}
