package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.meter.StoredFeature;
import io.fluxrouter.console.page.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What plans can permit and charge for.
 *
 * @param next the address of the next page; "" after the last
 * @param problem why what was sent is not possible; null where nothing is wrong
 */
public record FeaturesPage(
        Frame frame,
        List<StoredFeature> features,
        long total,
        String next,
        @Nullable String problem) {
    public FeaturesPage {
        features = List.copyOf(features);
    }
}
