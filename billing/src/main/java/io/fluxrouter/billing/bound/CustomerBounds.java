package io.fluxrouter.billing.bound;

import io.fluxrouter.billing.terms.EarnedCeiling;
import io.fluxrouter.core.access.Block;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendState;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All that bounds a customer's spend, as it stands.
 *
 * @param account the customer's account: cap, settled, credit
 * @param override the operator's ceiling; null where the rule decides
 * @param earned what the rule says; null without a plan, and where its ceiling does not rise
 * @param hourlyOverride the operator's limit of the hour; null where the plan decides
 * @param hour the account of this hour; null where there is no limit
 */
public record CustomerBounds(
        UUID customerId,
        SpendState account,
        @Nullable Money override,
        @Nullable EarnedCeiling earned,
        @Nullable Money hourlyOverride,
        @Nullable SpendState hour,
        List<Block> blocks) {

    public CustomerBounds {
        blocks = List.copyOf(blocks);
    }
}
