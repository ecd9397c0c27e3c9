package io.fluxrouter.console.page.key;

import io.fluxrouter.billing.key.ApiKey;
import io.fluxrouter.console.page.Frame;
import io.fluxrouter.core.money.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a customer.
 *
 * @param mayChange whether the visitor may make and change keys
 * @param issued a key just made; null where none was
 */
public record KeysPage(
        Frame frame,
        List<Row> keys,
        boolean mayChange,
        boolean withRevoked,
        @Nullable Issued issued) {
    public KeysPage {
        keys = List.copyOf(keys);
    }

    /**
     * A key.
     *
     * @param spent in the period of its limit, else this month
     * @param share of its limit; "" without one
     * @param lastAt when it was used last; null for never
     */
    public record Row(
            ApiKey key,
            String status,
            Money month,
            Money spent,
            String share,
            @Nullable Instant lastAt) {
        public boolean isActive() {
            return status.equals("active");
        }
    }

    /** A secret that is shown this once, and where it works. */
    public record Issued(String name, String secret, String baseUrl) {}
}
