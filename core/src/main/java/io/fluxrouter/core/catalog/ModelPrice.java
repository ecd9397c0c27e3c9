package io.fluxrouter.core.catalog;

import io.fluxrouter.core.money.TokenPrice;
import io.fluxrouter.core.money.TokenPrices;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** How the customer's price of a model is set. A new way is a record here and a case below. */
public sealed interface ModelPrice {

    /** The rate of the model's lane. */
    record LaneRate() implements ModelPrice {}

    /** The provider's list price less a discount in hundredths of a percent (0 to 10,000). */
    record MarketDiscount(int basisPoints) implements ModelPrice {
        public MarketDiscount {
            if (basisPoints < 0 || basisPoints > 10_000) {
                throw new IllegalArgumentException("discount out of range: " + basisPoints);
            }
        }
    }

    /** Prices of its own. */
    record Fixed(TokenPrices prices) implements ModelPrice {}

    /** What the customer pays, given the lane's rate and the market's. */
    default TokenPrices resolve(TokenPrices lane, TokenPrices market) {
        return switch (this) {
            case LaneRate() -> lane;
            case MarketDiscount(int basisPoints) ->
                    new TokenPrices(
                            discounted(market.input(), basisPoints),
                            discounted(market.cachedInput(), basisPoints),
                            discounted(market.output(), basisPoints));
            case Fixed(TokenPrices prices) -> prices;
        };
    }

    private static TokenPrice discounted(TokenPrice price, int basisPoints) {
        return new TokenPrice(
                BigDecimal.valueOf(price.nanosPerMillion())
                        .multiply(BigDecimal.valueOf(10_000L - basisPoints))
                        .movePointLeft(4)
                        .setScale(0, RoundingMode.HALF_UP)
                        .longValueExact());
    }
}
