package io.fluxrouter.core.route;

import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.catalog.Model;
import java.util.List;

/**
 * Where a request goes: the models that may serve it, the first choice first, and why.
 *
 * @param candidates never empty; the next is tried when one fails before its first byte
 */
public record Route(String requestedModel, Lane lane, List<Model> candidates, RouteReason reason) {
    public Route {
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty()) throw new IllegalArgumentException("a route to nowhere");
    }
}
