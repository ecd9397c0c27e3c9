package io.fluxrouter.app.rate;

import io.fluxrouter.core.meter.Acceptance;
import io.fluxrouter.core.meter.EventRules;
import io.fluxrouter.core.meter.QuantityRounding;
import io.fluxrouter.core.rating.BucketRater;
import io.fluxrouter.core.rating.Rating;
import io.fluxrouter.core.rating.Rounding;
import io.fluxrouter.core.webhook.TimedSignature;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The kinds about aggregation of events and what surrounds it. */
final class MeterKinds {

    private MeterKinds() {}

    static Map<String, PaperCharge> kinds() {
        return Map.of(
                "aggregation", Aggregations::whole,
                "aggregation_period", Aggregations::byPeriod,
                "aggregation_rounding", MeterKinds::rounding,
                "bucketed", MeterKinds::bucketed,
                "event_acceptance", MeterKinds::acceptance,
                "webhook_signature", MeterKinds::signature);
    }

    private static PaperResult rounding(PaperInput input) {
        BigDecimal value = roundingOf(input).apply(input.decimal("value"));
        return PaperResult.of("value", value.stripTrailingZeros());
    }

    private static QuantityRounding roundingOf(PaperInput input) {
        int decimals = input.integer("precision", 0);
        return switch (input.text("function", "none").toLowerCase(Locale.ROOT)) {
            case "round" -> QuantityRounding.nearest(decimals);
            case "ceil" -> QuantityRounding.up(decimals);
            case "floor" -> QuantityRounding.down(decimals);
            case "none" -> QuantityRounding.NONE;
            default -> throw input.invalid("function", "round, ceil or floor");
        };
    }

    /** One line over all buckets, so it is rounded once. */
    private static PaperResult bucketed(PaperInput input) {
        Rating rating = BucketRater.rate(PriceFields.price(input), input.decimals("buckets"));
        Rounding rounding = PriceFields.findRounding(input);
        BigDecimal amount = rating.amount();
        return PaperResult.of(
                "amount", rounding == null ? amount.stripTrailingZeros() : rounding.round(amount));
    }

    private static PaperResult acceptance(PaperInput input) {
        Instant now = input.instant("now");
        List<Boolean> accepted =
                input.instants("timestamps").stream()
                        .map(at -> EventRules.judgeTime(at, now) instanceof Acceptance.Accepted)
                        .toList();
        return new PaperResult().putFlags("accepted", accepted);
    }

    private static PaperResult signature(PaperInput input) {
        String header =
                TimedSignature.sign(
                        List.of(input.text("secret")),
                        Instant.ofEpochSecond(input.decimal("timestamp").longValueExact()),
                        input.text("payload").getBytes(StandardCharsets.UTF_8));
        return new PaperResult()
                .put("header", header)
                .put("tolerance_seconds", TimedSignature.TOLERANCE.toSeconds());
    }
}
