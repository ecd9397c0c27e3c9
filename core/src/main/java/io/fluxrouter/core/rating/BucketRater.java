package io.fluxrouter.core.rating;

import java.math.BigDecimal;
import java.util.List;

/**
 * Prices each bucket of time by itself and adds the amounts up, so that tiers and packages begin
 * anew in each: the price of "the highest level of each hour". Nothing is rounded between.
 */
public final class BucketRater {

    private BucketRater() {}

    /** The parts of all buckets, bucket after bucket. */
    public static Rating rate(Price price, List<BigDecimal> buckets) {
        return new Rating(
                buckets.stream()
                        .flatMap(quantity -> Rater.rate(price, quantity).parts().stream())
                        .toList());
    }
}
