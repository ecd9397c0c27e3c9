package io.fluxrouter.billing.invoice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whoever sends the invoice, as it was then.
 *
 * @param country ISO 3166-1; null where nobody has said
 * @param address a line each, without the country
 * @param taxId as tax offices write it; null where there is none
 */
public record Seller(
        String name, @Nullable String country, List<String> address, @Nullable String taxId) {
    public Seller {
        address = List.copyOf(address);
    }
}
