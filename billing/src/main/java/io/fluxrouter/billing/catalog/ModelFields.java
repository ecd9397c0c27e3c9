package io.fluxrouter.billing.catalog;

import io.fluxrouter.core.catalog.Capability;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.catalog.ModelPrice;
import io.fluxrouter.core.catalog.ModelRates;
import io.fluxrouter.core.money.TokenPrices;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the models, one after the other, against the lanes and providers read before. */
final class ModelFields {
    /** Covers an image of any size in nearly all models; the others say so in the file. */
    private static final Long IMAGE_TOKENS = 5_000L;

    private static final long MOST_TOKENS = 100_000_000;
    private static final String ID = "provider/name, such as openai/gpt-4o";
    private static final String LANES =
            Arrays.stream(Lane.values()).map(Lane::key).collect(Collectors.joining(", "));
    private static final String CAPABILITIES =
            Arrays.stream(Capability.values())
                    .map(ModelFields::key)
                    .collect(Collectors.joining(", "));

    private final Map<Lane, TokenPrices> lanes;
    private final Set<String> providers;
    private final Map<String, String> pathByName = new HashMap<>();

    ModelFields(Map<Lane, TokenPrices> lanes, Set<String> providers) {
        this.lanes = lanes;
        this.providers = providers;
    }

    /** Null for a model with a mistake, which is reported. */
    @Nullable Model read(Section fields) {
        Named named = named(fields);
        Lane lane = lane(fields);
        ModelRates rates = rates(fields, lane);
        Long context = fields.number("context_tokens", null, 1, MOST_TOKENS);
        Long output = fields.number("max_output_tokens", null, 1, MOST_TOKENS);
        Long image = fields.number("image_tokens", IMAGE_TOKENS, 1, MOST_TOKENS);
        Set<Capability> capabilities = capabilities(fields);
        Long created = created(fields);
        YamlNode.Scalar upstream = fields.scalar("upstream_model", "the provider's name of it");
        fields.end();
        if (named == null || lane == null || rates == null || created == null) return null;
        if (context == null || output == null || image == null) return null;
        return new Model(
                named.provider() + "/" + named.name(),
                named.name(),
                named.provider(),
                upstream == null ? named.name() : upstream.text(),
                lane,
                rates,
                context,
                output,
                image,
                capabilities,
                created);
    }

    private record Named(String provider, String name) {}

    private @Nullable Named named(Section fields) {
        YamlNode.Scalar scalar = fields.requiredScalar("id", ID);
        if (scalar == null) return null;
        String id = scalar.text();
        int slash = id.indexOf('/');
        if (!id.matches("[^/\\s]{1,64}/\\S{1,128}")) {
            fields.wrong(scalar, "id", "is " + id + "; expected " + ID);
            return null;
        }
        Named named = new Named(id.substring(0, slash), id.substring(slash + 1));
        if (!providers.contains(named.provider())) {
            fields.wrong(
                    scalar,
                    "id",
                    "unknown provider "
                            + named.provider()
                            + "; expected one of "
                            + String.join(", ", providers));
        }
        // Callers may leave the provider out, so names must differ over all providers.
        String other = pathByName.putIfAbsent(named.name(), fields.path());
        if (other != null) {
            fields.wrong(scalar, "id", "the name " + named.name() + " is also that of " + other);
        }
        return named;
    }

    private static @Nullable Lane lane(Section fields) {
        YamlNode.Scalar scalar = fields.requiredScalar("lane", "one of " + LANES);
        if (scalar == null) return null;
        Lane lane = Lane.byKey(scalar.text()).orElse(null);
        if (lane == null) {
            fields.wrong(scalar, "lane", "is " + scalar.text() + "; expected one of " + LANES);
        }
        return lane;
    }

    private @Nullable ModelRates rates(Section fields, @Nullable Lane lane) {
        Section marketFields =
                fields.requiredSection("market", "the provider's list price: input and output");
        TokenPrices market =
                marketFields == null
                        ? null
                        : PriceFields.prices(marketFields, UnaryOperator.identity());
        Section costFields = fields.section("provider_cost");
        TokenPrices cost =
                costFields == null
                        ? market
                        : PriceFields.prices(costFields, UnaryOperator.identity());
        ModelPrice price = PriceFields.modelPrice(fields);
        TokenPrices laneRate = lane == null ? null : lanes.get(lane);
        if (market == null || cost == null || price == null || laneRate == null) return null;
        return new ModelRates(price.resolve(laneRate, market), market, cost, price);
    }

    private static Set<Capability> capabilities(Section fields) {
        String expected = "a list of " + CAPABILITIES;
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        for (YamlNode.Scalar scalar : fields.scalars("capabilities", expected)) {
            boolean known = false;
            for (Capability capability : Capability.values()) {
                if (!key(capability).equals(scalar.text())) continue;
                capabilities.add(capability);
                known = true;
            }
            if (!known) {
                fields.wrong(
                        scalar,
                        "capabilities",
                        "unknown capability " + scalar.text() + "; expected " + expected);
            }
        }
        return capabilities;
    }

    private static String key(Capability capability) {
        return capability.name().toLowerCase(Locale.ROOT);
    }

    /** Seconds since 1970; zero where the file does not say. */
    private static @Nullable Long created(Section fields) {
        YamlNode.Scalar scalar = fields.scalar("released", "a date such as 2026-01-31");
        if (scalar == null) return 0L;
        try {
            return LocalDate.parse(scalar.text()).toEpochSecond(LocalTime.MIDNIGHT, ZoneOffset.UTC);
        } catch (DateTimeParseException notADate) {
            fields.wrong(
                    scalar,
                    "released",
                    "is " + scalar.text() + "; expected a date such as 2026-01-31");
            return null;
        }
    }
}
