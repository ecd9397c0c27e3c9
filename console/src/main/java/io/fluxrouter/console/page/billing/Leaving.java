package io.fluxrouter.console.page.billing;

import io.fluxrouter.console.page.Frame;

/** A page that sends its visitor to Stripe's: the policy lets no form of ours lead elsewhere. */
public record Leaving(Frame frame, String url) {}
