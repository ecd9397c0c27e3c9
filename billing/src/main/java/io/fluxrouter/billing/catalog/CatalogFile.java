package io.fluxrouter.billing.catalog;

import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.catalog.Provider;
import io.fluxrouter.core.money.TokenPrices;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a catalogue. All mistakes are reported together, as {@link InvalidCatalogException}; a
 * catalogue that is not entirely right is not used at all.
 */
public final class CatalogFile {
    private static final String BUILT_IN = "catalog.yaml";

    private CatalogFile() {}

    /** The catalogue that comes with the product. */
    public static Catalog builtIn(CatalogSettings settings) {
        return parse("built-in " + BUILT_IN, builtInText(), settings);
    }

    /** The catalogue in the operator's own file. */
    public static Catalog load(Path file, CatalogSettings settings) {
        try {
            return parse(file.toString(), Files.readString(file), settings);
        } catch (IOException unreadable) {
            throw new InvalidCatalogException(
                    List.of(file + ": cannot be read: " + unreadable.getMessage()));
        }
    }

    static Catalog parse(String name, String text, CatalogSettings settings) {
        Mistakes mistakes = new Mistakes(name);
        Section file = Section.of(YamlTree.read(text, mistakes), "", mistakes);
        Catalog catalog = file == null ? null : catalog(file, settings, mistakes);
        mistakes.throwIfAny();
        if (catalog == null) throw new IllegalStateException("a mistake in " + name);
        return catalog;
    }

    private static @Nullable Catalog catalog(
            Section file, CatalogSettings settings, Mistakes mistakes) {
        Map<Lane, TokenPrices> lanes = lanes(file);
        Section providerFields = file.requiredSection("providers", "the providers by name");
        ProviderFields providerReader = new ProviderFields(settings);
        Map<String, Optional<Provider>> providers =
                providerFields == null ? Map.of() : providerReader.read(providerFields);
        ModelFields reader = new ModelFields(lanes, providers.keySet());
        List<Model> models = new ArrayList<>();
        if (!file.has("models")) file.missing("models", "a list of models");
        List<YamlNode> items = file.items("models", "a list of models");
        for (int i = 0; i < items.size(); i++) {
            Section fields = Section.of(items.get(i), "models[" + i + "]", mistakes);
            Model model = fields == null ? null : reader.read(fields);
            if (model != null) models.add(model);
        }
        file.end();
        return mistakes.any() ? null : usable(providers, models, providerReader.missingKeys());
    }

    /** Leaves out what has no credential. */
    private static Catalog usable(
            Map<String, Optional<Provider>> providers,
            List<Model> models,
            Map<String, String> missingKeys) {
        Map<String, Provider> usable = new HashMap<>();
        providers.forEach((name, provider) -> provider.ifPresent(p -> usable.put(name, p)));
        return new Catalog(
                usable,
                models.stream().filter(model -> usable.containsKey(model.provider())).toList(),
                missingKeys);
    }

    private static Map<Lane, TokenPrices> lanes(Section file) {
        Map<Lane, TokenPrices> lanes = new EnumMap<>(Lane.class);
        Section section = file.requiredSection("lanes", "the rates of all lanes");
        if (section == null) return lanes;
        for (Lane lane : Lane.values()) {
            Section rates = section.requiredSection(lane.key(), "its input and output price");
            TokenPrices prices =
                    rates == null ? null : PriceFields.prices(rates, PriceFields::quarter);
            if (prices != null) lanes.put(lane, prices);
        }
        section.end();
        return lanes;
    }

    private static String builtInText() {
        try (InputStream in = CatalogFile.class.getResourceAsStream(BUILT_IN)) {
            if (in == null) throw new IllegalStateException("missing resource " + BUILT_IN);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }
}
