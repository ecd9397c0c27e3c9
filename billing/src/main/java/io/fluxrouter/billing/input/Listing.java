package io.fluxrouter.billing.input;

import java.util.List;

/**
 * One page of a list, and how long the whole list is.
 *
 * @param total items on all pages together
 */
public record Listing<T>(List<T> items, long total) {

    public Listing {
        items = List.copyOf(items);
    }
}
