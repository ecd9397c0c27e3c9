package io.fluxrouter.gateway.reply;

import io.fluxrouter.core.access.KeyRules;
import io.fluxrouter.core.catalog.Capability;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.money.TokenPrices;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The model list in OpenAI's shape, with OpenRouter's prices beside it: decimal strings, dollars
 * per token. Aliases come first. The price of {@code flux-auto} is "-1", OpenRouter's sign for
 * "depends on the model".
 */
public final class ModelList {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String OWNER = "fluxrouter";

    private final Catalog catalog;
    private final KeyRules rules;

    public ModelList(Catalog catalog, KeyRules rules) {
        this.catalog = catalog;
        this.rules = rules;
    }

    /** Everything this key may call. */
    public byte[] all() {
        return json(
                out -> {
                    out.writeStringProperty("object", "list");
                    out.writeArrayPropertyStart("data");
                    writeAliases(out);
                    for (Model model : allowed(catalog.models())) {
                        writeModel(out, model.id(), model);
                        writeModel(out, Catalog.PINNED_PREFIX + model.name(), model);
                    }
                    out.writeEndArray();
                });
    }

    /** One model by any of its names; empty where this key may not call it. */
    public Optional<byte[]> one(String id) {
        if (id.equals(Catalog.AUTO)) return Optional.of(json(this::autoMembers));
        Optional<Lane> lane = Lane.byAlias(id);
        if (lane.isPresent()) {
            List<Model> models = allowed(catalog.inLane(lane.get()));
            return models.isEmpty()
                    ? Optional.empty()
                    : Optional.of(json(out -> members(out, id, OWNER, models.getFirst())));
        }
        return catalog.find(id)
                .filter(this::isAllowed)
                .map(model -> json(out -> members(out, id, model.provider(), model)));
    }

    private List<Model> allowed(List<Model> models) {
        return models.stream().filter(this::isAllowed).toList();
    }

    private boolean isAllowed(Model model) {
        return rules.allowsModel(model.id(), model.name())
                && rules.planHasModel(model.id(), model.name())
                && rules.allowsProvider(model.provider());
    }

    private void writeAliases(JsonGenerator out) {
        object(out, this::autoMembers);
        for (Lane lane : Lane.values()) {
            List<Model> models = allowed(catalog.inLane(lane));
            if (!models.isEmpty()) {
                object(out, o -> members(o, lane.alias(), OWNER, models.getFirst()));
            }
        }
    }

    private static void writeModel(JsonGenerator out, String id, Model model) {
        object(out, o -> members(o, id, model.provider(), model));
    }

    private void autoMembers(JsonGenerator out) {
        long created = catalog.models().stream().mapToLong(Model::created).max().orElse(0);
        long context = catalog.models().stream().mapToLong(Model::contextTokens).max().orElse(0);
        openAiMembers(out, Catalog.AUTO, OWNER, created);
        out.writeStringProperty("name", Catalog.AUTO);
        out.writeNumberProperty("context_length", context);
        out.writeObjectPropertyStart("pricing");
        out.writeStringProperty("prompt", "-1");
        out.writeStringProperty("completion", "-1");
        out.writeEndObject();
    }

    private static void members(JsonGenerator out, String id, String owner, Model model) {
        openAiMembers(out, id, owner, model.created());
        out.writeStringProperty("name", model.name());
        out.writeStringProperty("canonical_slug", model.id());
        out.writeNumberProperty("context_length", model.contextTokens());
        writeArchitecture(out, model);
        out.writeName("pricing");
        writePrices(out, model.rates().customer());
        out.writeObjectPropertyStart("top_provider");
        out.writeNumberProperty("context_length", model.contextTokens());
        out.writeNumberProperty("max_completion_tokens", model.maxOutputTokens());
        out.writeEndObject();
        out.writeObjectPropertyStart("flux");
        out.writeStringProperty("lane", model.lane().key());
        out.writeName("market_pricing");
        writePrices(out, model.rates().market());
        out.writeEndObject();
    }

    private static void openAiMembers(JsonGenerator out, String id, String owner, long created) {
        out.writeStringProperty("id", id);
        out.writeStringProperty("object", "model");
        out.writeNumberProperty("created", created);
        out.writeStringProperty("owned_by", owner);
    }

    private static void writeArchitecture(JsonGenerator out, Model model) {
        out.writeObjectPropertyStart("architecture");
        out.writeArrayPropertyStart("input_modalities");
        out.writeString("text");
        if (model.can(Capability.IMAGES)) out.writeString("image");
        if (model.can(Capability.FILES)) out.writeString("file");
        out.writeEndArray();
        out.writeArrayPropertyStart("output_modalities");
        out.writeString("text");
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void writePrices(JsonGenerator out, TokenPrices prices) {
        out.writeStartObject();
        out.writeStringProperty("prompt", prices.input().usdPerToken());
        out.writeStringProperty("completion", prices.output().usdPerToken());
        out.writeStringProperty("input_cache_read", prices.cachedInput().usdPerToken());
        out.writeEndObject();
    }

    private static void object(JsonGenerator out, Consumer<JsonGenerator> members) {
        out.writeStartObject();
        members.accept(out);
        out.writeEndObject();
    }

    private static byte[] json(Consumer<JsonGenerator> members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(4_096);
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
            object(out, members);
        }
        return bytes.toByteArray();
    }
}
