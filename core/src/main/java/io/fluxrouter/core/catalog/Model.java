package io.fluxrouter.core.catalog;

import java.util.Set;

/**
 * A model that can be called and has a price.
 *
 * @param id "provider/name", unique in the catalogue
 * @param name the plain name, also unique: "gpt-4o-mini"
 * @param upstreamModel what the provider calls it
 * @param contextTokens the most tokens of prompt and answer together
 * @param maxOutputTokens the most tokens of one answer
 * @param imageTokens an upper bound of the tokens of one image in the prompt
 * @param created seconds since 1970, for the model list
 */
public record Model(
        String id,
        String name,
        String provider,
        String upstreamModel,
        Lane lane,
        ModelRates rates,
        long contextTokens,
        long maxOutputTokens,
        long imageTokens,
        Set<Capability> capabilities,
        long created) {

    public Model {
        if (contextTokens <= 0 || maxOutputTokens <= 0) {
            throw new IllegalArgumentException("limits must be positive: " + id);
        }
        capabilities = Set.copyOf(capabilities);
    }

    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }
}
