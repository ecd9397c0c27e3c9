package io.fluxrouter.console.page.admin;

import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.Show;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.money.TokenPrice;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What can be asked for, and at what prices. */
public record ModelsPage(Frame frame, List<Model> models, Map<String, String> missingKeys) {
    public ModelsPage {
        models = List.copyOf(models);
        missingKeys = Map.copyOf(missingKeys);
    }

    /** Dollars for a million tokens. */
    public static String price(TokenPrice price) {
        return Show.exact(BigDecimal.valueOf(price.nanosPerMillion(), 9));
    }
}
