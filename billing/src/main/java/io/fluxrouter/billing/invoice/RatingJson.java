package io.fluxrouter.billing.invoice;

import io.fluxrouter.core.rating.RatedPart;
import io.fluxrouter.core.rating.Rating;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The split of an amount by tier as JSON: what lines keep and the proof shows. */
public final class RatingJson {
    private RatingJson() {}

    public static ArrayNode write(Rating rating) {
        ArrayNode parts = JsonNodeFactory.instance.arrayNode();
        for (RatedPart part : rating.parts()) {
            parts.addObject()
                    .put("tier", part.tier())
                    .put("from", part.from().toPlainString())
                    .put("up_to", text(part.upTo()))
                    .put("units", part.units().toPlainString())
                    .put("unit_price", part.unitPrice().toPlainString())
                    .put("flat_fee", part.flatFee().toPlainString());
        }
        return parts;
    }

    static Rating read(String json) {
        List<RatedPart> parts = new ArrayList<>();
        for (JsonNode part : StoredJson.tree(json)) {
            String upTo = StoredJson.text(part, "up_to");
            parts.add(
                    new RatedPart(
                            part.get("tier").asInt(),
                            StoredJson.decimal(part, "from"),
                            upTo == null ? null : new BigDecimal(upTo),
                            StoredJson.decimal(part, "units"),
                            StoredJson.decimal(part, "unit_price"),
                            StoredJson.decimal(part, "flat_fee")));
        }
        return new Rating(parts);
    }

    private static @Nullable String text(@Nullable BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }
}
