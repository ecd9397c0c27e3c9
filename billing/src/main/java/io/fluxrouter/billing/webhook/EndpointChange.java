package io.fluxrouter.billing.webhook;

import io.fluxrouter.billing.input.Change;
import java.util.List;

/**
 * What a PATCH says about an endpoint.
 *
 * @param status "enabled" or "disabled"
 */
public record EndpointChange(
        Change<String> url,
        Change<String> description,
        Change<List<String>> events,
        Change<String> status) {}
