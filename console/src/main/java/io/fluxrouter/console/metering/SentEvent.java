package io.fluxrouter.console.metering;

import io.fluxrouter.billing.event.IncomingEvent;

/** An event as it was read, and what its sender calls its parts. */
record SentEvent(IncomingEvent event, SentNames names) {}
