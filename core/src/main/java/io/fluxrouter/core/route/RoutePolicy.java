package io.fluxrouter.core.route;

import io.fluxrouter.core.access.KeyRules;
import io.fluxrouter.core.catalog.Capability;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Chooses the lane and the candidates for a request. A pure function of catalogue, key and request:
 * the same request goes the same way. The numbers below are a first, explainable policy; a learned
 * one can replace {@link #lane}.
 */
public final class RoutePolicy {
    /** A question of two or three lines. */
    private static final long SHORT_PROMPT = 400;

    /** About 6,000 tokens: more than a person types. */
    private static final long LONG_PROMPT = 24_000;

    /** One such word is a manner of speaking; two are a request. */
    private static final int REASONING_WORDS = 2;

    private static final int CODE_MARKS = 2;

    /** English prose in today's vocabularies. */
    private static final int CHARACTERS_PER_TOKEN = 4;

    private static final int MAX_CANDIDATES = 3;

    private RoutePolicy() {}

    /**
     * Throws {@link ApiError}: no provider at all, unknown model, model or provider not allowed, no
     * model able, context too long.
     */
    public static Route choose(Catalog catalog, KeyRules rules, RequestTraits traits) {
        if (catalog.models().isEmpty()) throw noProvider();
        String requested = traits.requestedModel();
        if (requested.equals(Catalog.AUTO)) {
            RouteReason reason = reason(traits);
            return inLane(catalog, rules, traits, lane(reason), reason);
        }
        Optional<Lane> asked = Lane.byAlias(requested);
        return asked.isPresent()
                ? inLane(catalog, rules, traits, asked.get(), RouteReason.LANE_ALIAS)
                : named(catalog, rules, traits);
    }

    /** The reason of {@code flux-auto}; the strongest sign wins. */
    static RouteReason reason(RequestTraits traits) {
        if (traits.reasoningMarks() >= REASONING_WORDS) return RouteReason.REASONING_WORDS;
        if (traits.codeMarks() >= CODE_MARKS) return RouteReason.CODE;
        if (traits.tools()) return RouteReason.TOOLS;
        if (traits.promptCharacters() >= LONG_PROMPT) return RouteReason.LONG_PROMPT;
        return traits.lastMessageCharacters() <= SHORT_PROMPT
                ? RouteReason.SHORT_PROMPT
                : RouteReason.GENERAL;
    }

    private static Lane lane(RouteReason reason) {
        return switch (reason) {
            case REASONING_WORDS -> Lane.DEEP;
            case CODE, TOOLS, LONG_PROMPT, GENERAL -> Lane.DAILY;
            case SHORT_PROMPT -> Lane.EXPRESS;
            case NAMED_MODEL, PINNED_MODEL, LANE_ALIAS, NEXT_LANE ->
                    throw new IllegalArgumentException("not a reason of flux-auto: " + reason);
        };
    }

    private static Route named(Catalog catalog, KeyRules rules, RequestTraits traits) {
        String name = traits.requestedModel();
        Model model = catalog.find(name).orElseThrow(() -> unknown(catalog, name));
        refuseIfForbidden(rules, model);
        if (!fitsContext(model, traits)) throw tooLong(model.contextTokens(), traits);
        boolean pinned = name.startsWith(Catalog.PINNED_PREFIX);
        return new Route(
                name,
                model.lane(),
                List.of(model),
                pinned ? RouteReason.PINNED_MODEL : RouteReason.NAMED_MODEL);
    }

    private static Route inLane(
            Catalog catalog,
            KeyRules rules,
            RequestTraits traits,
            Lane wanted,
            RouteReason reason) {
        for (Lane lane : nearest(wanted)) {
            List<Model> candidates = candidates(catalog.inLane(lane), rules, traits);
            if (!candidates.isEmpty()) {
                RouteReason why = lane == wanted ? reason : RouteReason.NEXT_LANE;
                return new Route(traits.requestedModel(), lane, candidates, why);
            }
        }
        throw nothingFits(catalog, rules, traits);
    }

    /** The lane itself, then dearer ones, then cheaper ones: capability first. */
    private static List<Lane> nearest(Lane wanted) {
        return switch (wanted) {
            case EXPRESS -> List.of(Lane.EXPRESS, Lane.DAILY, Lane.DEEP);
            case DAILY -> List.of(Lane.DAILY, Lane.DEEP, Lane.EXPRESS);
            case DEEP -> List.of(Lane.DEEP, Lane.DAILY, Lane.EXPRESS);
        };
    }

    private static List<Model> candidates(
            List<Model> models, KeyRules rules, RequestTraits traits) {
        List<Model> candidates = new ArrayList<>(MAX_CANDIDATES);
        for (Model model : models) {
            if (candidates.size() == MAX_CANDIDATES) break;
            if (allowed(rules, model) && able(model, traits) && fitsContext(model, traits)) {
                candidates.add(model);
            }
        }
        return candidates;
    }

    private static boolean allowed(KeyRules rules, Model model) {
        return rules.allowsModel(model.id(), model.name())
                && rules.planHasModel(model.id(), model.name())
                && rules.allowsProvider(model.provider());
    }

    private static boolean able(Model model, RequestTraits traits) {
        return (!traits.tools() || model.can(Capability.TOOLS))
                && (!traits.images() || model.can(Capability.IMAGES))
                && (!traits.files() || model.can(Capability.FILES))
                && (!traits.jsonSchema() || model.can(Capability.JSON_SCHEMA));
    }

    /**
     * Judged by the usual size of a token: the upper bound that holds use would turn away prompts
     * that fit. The provider has the last word.
     */
    private static boolean fitsContext(Model model, RequestTraits traits) {
        return tokens(traits) <= model.contextTokens();
    }

    /** Never past the largest long: a caller may name any output limit. */
    private static long tokens(RequestTraits traits) {
        long prompt = traits.promptCharacters() / CHARACTERS_PER_TOKEN;
        return prompt + Math.min(traits.outputTokens(), Long.MAX_VALUE - prompt);
    }

    private static void refuseIfForbidden(KeyRules rules, Model model) {
        if (!rules.allowsProvider(model.provider())) {
            throw ApiError.of(
                    Refusal.PROVIDER_NOT_ALLOWED,
                    "This key may not use the provider '" + model.provider() + "'.",
                    "model");
        }
        if (!rules.allowsModel(model.id(), model.name())) {
            throw ApiError.of(
                    Refusal.MODEL_NOT_ALLOWED,
                    "This key may not use the model '" + model.id() + "'.",
                    "model");
        }
        if (!rules.planHasModel(model.id(), model.name())) throw notInPlan(model.id());
    }

    private static ApiError notInPlan(String model) {
        return ApiError.of(
                        Refusal.MODEL_NOT_IN_PLAN,
                        "The plan does not include the model '" + model + "'.",
                        "model")
                .withHeader("x-should-retry", "false");
    }

    /** The operator's to mend: asking again does not help. */
    private static ApiError noProvider() {
        return ApiError.of(
                        Refusal.NO_PROVIDER,
                        "No provider is configured here, so there is no model to call. The operator"
                                + " of this server has to set a provider's key. Nothing was spent.")
                .withHeader("x-should-retry", "false");
    }

    private static ApiError unknown(Catalog catalog, String name) {
        String provider = name.substring(0, Math.max(0, name.indexOf('/')));
        String why =
                catalog.missingKeys().containsKey(provider)
                        ? "' cannot be called: its provider has no key here."
                        : "' does not exist.";
        return ApiError.of(Refusal.MODEL_NOT_FOUND, "The model '" + shown(name) + why, "model");
    }

    private static ApiError nothingFits(Catalog catalog, KeyRules rules, RequestTraits traits) {
        List<Model> allowed =
                catalog.models().stream().filter(model -> allowed(rules, model)).toList();
        if (allowed.isEmpty()) {
            if (!rules.planModels().isEmpty()) return notInPlan(shown(traits.requestedModel()));
            return ApiError.of(
                    Refusal.MODEL_NOT_ALLOWED, "This key may not use any model here.", "model");
        }
        List<Model> able = allowed.stream().filter(model -> able(model, traits)).toList();
        if (able.isEmpty()) {
            return ApiError.of(
                    Refusal.INVALID_VALUE,
                    "No model that this key may use takes all this request brings:"
                            + " tools, images, files or a JSON schema.",
                    "messages");
        }
        return tooLong(able.stream().mapToLong(Model::contextTokens).max().orElse(0), traits);
    }

    private static ApiError tooLong(long contextTokens, RequestTraits traits) {
        return ApiError.of(
                        Refusal.CONTEXT_LENGTH_EXCEEDED,
                        "This request is too long: about "
                                + tokens(traits)
                                + " tokens of prompt and answer, where the model takes "
                                + contextTokens
                                + ".",
                        "messages")
                .with("context_tokens", contextTokens);
    }

    /** A caller's text goes back to it, but not without bound. */
    private static String shown(String name) {
        return name.length() <= 100 ? name : name.substring(0, 100) + "…";
    }
}
