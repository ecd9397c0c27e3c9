package io.fluxrouter.console.page.admin;

import io.fluxrouter.billing.purchase.CreditPackage;
import io.fluxrouter.console.page.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What credit is sold.
 *
 * @param problem why what was sent is not possible; null where nothing is wrong
 */
public record CreditPage(Frame frame, List<CreditPackage> packages, @Nullable String problem) {
    public CreditPage {
        packages = List.copyOf(packages);
    }
}
