package io.fluxrouter.console.margin;

import io.fluxrouter.console.http.Fields;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.catalog.ModelPrice;
import io.fluxrouter.core.experiment.PriceChange;
import io.fluxrouter.core.money.TokenPrice;
import io.fluxrouter.core.money.TokenPrices;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** The prices that an experiment tries, as a call brings them: dollars per million tokens. */
public record PriceFields(Map<Lane, TokenPrices> lanes, Map<String, ModelPrice> models) {
    private static final BigDecimal MOST = new BigDecimal("1000");
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    public PriceFields {
        lanes = Map.copyOf(lanes);
        models = Map.copyOf(models);
    }

    /** Throws {@link ApiError} that names the field. */
    public static PriceFields read(Fields fields, Catalog catalog) {
        Map<Lane, TokenPrices> lanes = new EnumMap<>(Lane.class);
        for (Fields each : fields.objects("lanes")) readLane(each, lanes);
        Map<String, ModelPrice> models = new HashMap<>();
        for (Fields each : fields.objects("models")) readModel(each, catalog, models);
        if (!lanes.isEmpty() || !models.isEmpty()) return new PriceFields(lanes, models);
        throw wrong("Say what to change: 'lanes' or 'models'.", "lanes");
    }

    public PriceChange change(Catalog catalog) {
        return new PriceChange(catalog, lanes, models);
    }

    private static void readLane(Fields fields, Map<Lane, TokenPrices> lanes) {
        Lane lane =
                Lane.byKey(fields.requiredText("lane"))
                        .orElseThrow(
                                () ->
                                        wrong(
                                                "There is no such lane: express, daily or deep.",
                                                fields.path("lane")));
        lanes.put(lane, prices(fields));
        fields.refuseOthers();
    }

    private static void readModel(Fields fields, Catalog catalog, Map<String, ModelPrice> models) {
        Model model =
                catalog.find(fields.requiredText("model"))
                        .orElseThrow(() -> wrong("There is no such model.", fields.path("model")));
        models.put(model.id(), price(fields));
        fields.refuseOthers();
    }

    private static ModelPrice price(Fields fields) {
        BigDecimal discount = fields.decimal("discount_percent");
        if (discount == null) return new ModelPrice.Fixed(prices(fields));
        boolean sound =
                discount.signum() >= 0
                        && discount.compareTo(HUNDRED) <= 0
                        && discount.stripTrailingZeros().scale() <= 2;
        if (sound) {
            return new ModelPrice.MarketDiscount(discount.movePointRight(2).intValueExact());
        }
        throw wrong(
                "discount_percent must be from 0 to 100 with at most two decimals.",
                fields.path("discount_percent"));
    }

    /** Cached input costs a quarter where nothing is said, as in the catalogue. */
    private static TokenPrices prices(Fields fields) {
        TokenPrice input = price(fields, "input", fields.requiredDecimal("input"));
        TokenPrice output = price(fields, "output", fields.requiredDecimal("output"));
        BigDecimal cached = fields.decimal("cached_input");
        return new TokenPrices(
                input,
                cached == null ? quarter(input) : price(fields, "cached_input", cached),
                output);
    }

    private static TokenPrice price(Fields fields, String name, BigDecimal dollars) {
        boolean sound =
                dollars.signum() >= 0 && dollars.compareTo(MOST) <= 0 && dollars.scale() <= 9;
        if (sound) return TokenPrice.usdPerMillion(dollars.toPlainString());
        throw wrong(
                "Prices are dollars per million tokens, from 0 to 1000, with at most 9 digits after"
                        + " the point.",
                fields.path(name));
    }

    private static TokenPrice quarter(TokenPrice input) {
        return new TokenPrice(
                BigDecimal.valueOf(input.nanosPerMillion())
                        .divide(BigDecimal.valueOf(4), 0, RoundingMode.HALF_UP)
                        .longValueExact());
    }

    private static ApiError wrong(String message, String param) {
        return ApiError.of(Refusal.INVALID_VALUE, message, param);
    }
}
