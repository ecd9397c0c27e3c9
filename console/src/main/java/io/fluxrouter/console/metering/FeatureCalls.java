package io.fluxrouter.console.metering;

import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.billing.meter.FeatureChange;
import io.fluxrouter.billing.meter.FeatureChange.MeterChange;
import io.fluxrouter.billing.meter.Features;
import io.fluxrouter.billing.meter.FilterJson;
import io.fluxrouter.billing.meter.NewFeature;
import io.fluxrouter.billing.meter.NewMeter;
import io.fluxrouter.billing.meter.StoredFeature;
import io.fluxrouter.billing.meter.StoredMeter;
import io.fluxrouter.billing.plan.MeterPrice;
import io.fluxrouter.billing.plan.PricedFeatures;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.meter.Meter;
import io.fluxrouter.core.meter.PropertyFilter;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The features of an organisation, and with them their meters. */
public final class FeatureCalls {
    private static final Set<String> PRICE = Set.of(MeterPrice.RULES, MeterPrice.MODE);

    private final Features features;
    private final PricedFeatures priced;

    public FeatureCalls(Features features, PricedFeatures priced) {
        this.features = features;
        this.priced = priced;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.post("/api/v1/features", Access.MANAGE, this::create).once(),
                Endpoint.get("/api/v1/features", Access.MANAGE, this::list),
                Endpoint.get("/api/v1/features/{id}", Access.MANAGE, this::get),
                Endpoint.patch("/api/v1/features/{id}", Access.MANAGE, this::update),
                Endpoint.delete("/api/v1/features/{id}", Access.MANAGE, this::delete));
    }

    private Reply create(ApiCall call) {
        Fields fields = call.fields();
        NewFeature wanted =
                new NewFeature(
                        fields.text("name"),
                        fields.text("lookup_key"),
                        fields.text("type"),
                        fields.text("description"),
                        meter(call, fields));
        MeterPrice price = MeterPrice.read(fields.part(PRICE));
        fields.refuseOthers();
        return Reply.created(
                json(priced.create(call.organizationId(), wanted, price, author(call))));
    }

    private static @Nullable NewMeter meter(ApiCall call, Fields fields) {
        NewMeter meter =
                new NewMeter(
                        fields.text("meter_name"),
                        fields.text("event_name"),
                        fields.text("aggregation_type"),
                        fields.text("property_name"),
                        fields.text("unit"),
                        filters(call, fields),
                        fields.texts("group_by"),
                        fields.text("window"),
                        fields.text("rounding"),
                        fields.number("rounding_decimals"),
                        fields.flag("enforce_at_track"));
        return meter.name() == null ? null : meter;
    }

    /** None where they are left out or null. */
    private static List<PropertyFilter> filters(ApiCall call, Fields fields) {
        if (!fields.has("filters")) return List.of();
        EventBody body = new EventBody(EventBody.parse(call.request().body().getBytes()));
        return body.find("filters").map(FilterJson::read).orElse(List.of());
    }

    private Reply list(ApiCall call) {
        NumberedPage page = call.numberedPage();
        return Reply.page(page, features.list(call.organizationId(), page), this::json);
    }

    private Reply get(ApiCall call) {
        return Reply.ok(
                json(
                        features.find(call.organizationId(), call.pathId("id"))
                                .orElseThrow(
                                        () ->
                                                ApiError.of(
                                                        Refusal.NOT_FOUND,
                                                        "There is no such feature."))));
    }

    private Reply update(ApiCall call) {
        Fields fields = call.fields();
        FeatureChange change =
                new FeatureChange(
                        fields.textChange("name"),
                        fields.textChange("description"),
                        meterChange(call, fields));
        ObjectNode sent = fields.part(PRICE);
        MeterPrice price = MeterPrice.read(sent);
        fields.refuseOthers();
        UUID id = call.pathId("id");
        return Reply.ok(
                json(
                        sent.has(MeterPrice.RULES)
                                ? priced.reprice(
                                        call.organizationId(), id, change, price, author(call))
                                : features.update(call.organizationId(), id, change)));
    }

    private static @Nullable MeterChange meterChange(ApiCall call, Fields fields) {
        MeterChange change =
                new MeterChange(
                        fields.textChange("aggregation_type"),
                        fields.textChange("property_name"),
                        fields.textChange("unit"),
                        fields.has("filters") ? Change.to(filters(call, fields)) : Change.kept(),
                        fields.textsChange("group_by"),
                        fields.flagChange("enforce_at_track"));
        boolean any =
                change.aggregation().isSet()
                        || change.property().isSet()
                        || change.unit().isSet()
                        || change.filters().isSet()
                        || change.groupBy().isSet()
                        || change.enforceAtTrack().isSet();
        return any ? change : null;
    }

    private Reply delete(ApiCall call) {
        features.delete(call.organizationId(), call.pathId("id"));
        return Reply.noContent();
    }

    private static String author(ApiCall call) {
        return call.requirePrincipal().actor().label();
    }

    private ObjectNode json(StoredFeature feature) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", feature.id().toString());
        json.put("organization_id", feature.organizationId().toString());
        json.put("name", feature.name());
        json.put("lookup_key", feature.key());
        json.put("type", feature.kind().key());
        json.put("description", feature.description());
        StoredMeter meter = feature.meter();
        if (meter != null) {
            json.setAll(json(meter));
            Optional<MeterPrice> price = priced.price(meter.id());
            json.set(MeterPrice.RULES, price.map(MeterPrice::rules).orElse(null));
            json.put(MeterPrice.MODE, price.map(MeterPrice::mode).orElse(null));
        }
        json.put("created_at", feature.createdAt().toString());
        json.put("updated_at", feature.updatedAt().toString());
        return json;
    }

    private static ObjectNode json(StoredMeter meter) {
        Meter definition = meter.definition();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("meter_id", meter.id().toString());
        json.put("meter_token", meter.id().toString());
        json.put("meter_name", meter.name());
        json.put("event_name", definition.eventName());
        json.put("aggregation_type", definition.aggregation().name());
        json.put("property_name", definition.property());
        json.put("unit", definition.unit());
        json.set("filters", FilterJson.write(definition.filters()));
        definition.groupBy().forEach(json.putArray("group_by")::add);
        json.put(
                "window",
                definition.window() == null
                        ? null
                        : definition.window().name().toLowerCase(Locale.ROOT));
        RoundingMode rounding = definition.rounding().mode();
        json.put("rounding", rounding == null ? null : word(rounding));
        json.put("rounding_decimals", definition.rounding().decimals());
        json.put("enforce_at_track", meter.enforcedAtTrack());
        json.put("built_in", meter.builtIn());
        return json;
    }

    private static String word(RoundingMode mode) {
        return switch (mode) {
            case CEILING -> "up";
            case FLOOR -> "down";
            default -> "nearest";
        };
    }
}
