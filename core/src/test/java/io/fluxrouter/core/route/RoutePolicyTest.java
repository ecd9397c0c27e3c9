package io.fluxrouter.core.route;

import static io.fluxrouter.core.catalog.TestCatalog.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluxrouter.core.access.Glob;
import io.fluxrouter.core.access.KeyRules;
import io.fluxrouter.core.catalog.Capability;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.catalog.TestCatalog;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RoutePolicyTest {
    private static final Catalog CATALOG =
            TestCatalog.of(
                    model("openai/mini", Lane.EXPRESS, 8_000, Capability.TOOLS),
                    model("mistral/small", Lane.EXPRESS, 8_000),
                    model("openai/flash", Lane.EXPRESS, 32_000),
                    model("openai/nano", Lane.EXPRESS, 32_000),
                    model("openai/coder", Lane.DAILY, 128_000, Capability.TOOLS),
                    model("mistral/large", Lane.DAILY, 128_000, Capability.IMAGES),
                    model("openai/thinker", Lane.DEEP, 200_000, Capability.TOOLS));

    /**
     * The traits of a request, as words: "prompt=9000 last=10 code=2 words=1 tools images files
     * schema out=50".
     */
    private static RequestTraits traits(String requestedModel, String words) {
        return new RequestTraits(
                requestedModel,
                count(words, "prompt"),
                count(words, "last"),
                1,
                (int) count(words, "code"),
                (int) count(words, "words"),
                words.contains("tools"),
                words.contains("images"),
                words.contains("files"),
                words.contains("schema"),
                count(words, "prompt"),
                count(words, "out"));
    }

    private static long count(String words, String name) {
        for (String word : words.split(" ", -1)) {
            if (word.startsWith(name + "="))
                return Long.parseLong(word.substring(name.length() + 1));
        }
        return 0;
    }

    @ParameterizedTest
    @CsvSource({
        "last=400, EXPRESS, SHORT_PROMPT, mini small flash",
        "last=401, DAILY, GENERAL, coder large",
        "last=10 code=1 words=1, EXPRESS, SHORT_PROMPT, mini small flash",
        "last=10 code=2, DAILY, CODE, coder large",
        "last=10 tools, DAILY, TOOLS, coder",
        "last=10 prompt=23999, EXPRESS, SHORT_PROMPT, mini small flash",
        "last=10 prompt=24000, DAILY, LONG_PROMPT, coder large",
        "last=10 words=2, DEEP, REASONING_WORDS, thinker",
        "last=10 words=2 code=9 tools prompt=99999, DEEP, REASONING_WORDS, thinker",
        "last=10 code=2 tools prompt=99999, DAILY, CODE, coder",
        "last=10 images, DAILY, NEXT_LANE, large",
        "last=10 out=8001, EXPRESS, SHORT_PROMPT, flash nano",
        "last=10 out=32001, DAILY, NEXT_LANE, coder large",
        "last=10 out=128001, DEEP, NEXT_LANE, thinker"
    })
    void flux_auto_chooses_by_the_strongest_sign(
            String words, Lane lane, RouteReason reason, String candidates) {
        Route route = RoutePolicy.choose(CATALOG, KeyRules.OPEN, traits("flux-auto", words));
        assertThat(route.lane()).isEqualTo(lane);
        assertThat(route.reason()).isEqualTo(reason);
        assertThat(names(route)).isEqualTo(candidates);
        assertThat(route.requestedModel()).isEqualTo("flux-auto");
    }

    @ParameterizedTest
    @CsvSource({
        "flux-fast, words=9, EXPRESS, LANE_ALIAS, mini small flash",
        "flux-standard, last=1, DAILY, LANE_ALIAS, coder large",
        "flux-reasoning, last=1, DEEP, LANE_ALIAS, thinker",
        "flux-fast, images, DAILY, NEXT_LANE, large",
        "flux-reasoning, images, DAILY, NEXT_LANE, large",
        "flux-standard, out=150000, DEEP, NEXT_LANE, thinker"
    })
    void an_alias_asks_for_a_lane_and_gets_the_next_where_it_must(
            String alias, String words, Lane lane, RouteReason reason, String candidates) {
        Route route = RoutePolicy.choose(CATALOG, KeyRules.OPEN, traits(alias, words));
        assertThat(route.lane()).isEqualTo(lane);
        assertThat(route.reason()).isEqualTo(reason);
        assertThat(names(route)).isEqualTo(candidates);
    }

    @ParameterizedTest
    @CsvSource({
        "openai/mini, NAMED_MODEL, mini",
        "small, NAMED_MODEL, small",
        "flux-pinned-thinker, PINNED_MODEL, thinker"
    })
    void a_named_model_is_the_only_candidate(String name, RouteReason reason, String candidate) {
        Route route = RoutePolicy.choose(CATALOG, KeyRules.OPEN, traits(name, "images words=9"));
        assertThat(names(route)).isEqualTo(candidate);
        assertThat(route.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "openai/*, '', flux-auto, words=2, DEEP, thinker",
        "mistral/*, '', flux-auto, words=2, DAILY, large",
        "'', mistral, flux-fast, last=1, EXPRESS, small",
        "small, '', flux-reasoning, last=1, EXPRESS, small",
        "'mini thinker', openai, flux-standard, last=1, DEEP, thinker"
    })
    void a_key_gets_only_what_its_rules_allow(
            String models, String providers, String asked, String words, Lane lane, String got) {
        Route route = RoutePolicy.choose(CATALOG, rules(models, providers), traits(asked, words));
        assertThat(route.lane()).isEqualTo(lane);
        assertThat(names(route)).isEqualTo(got);
    }

    @Test
    void without_a_provider_every_name_is_refused_for_that_and_not_for_the_name() {
        Catalog empty = new Catalog(Map.of(), List.of(), Map.of("openai", "OPENAI_API_KEY"));
        for (String name : List.of("flux-auto", "flux-fast", "openai/mini", "gpt-17")) {
            assertThatThrownBy(() -> RoutePolicy.choose(empty, KeyRules.OPEN, traits(name, "")))
                    .isInstanceOfSatisfying(
                            ApiError.class,
                            error -> assertThat(error.refusal()).isEqualTo(Refusal.NO_PROVIDER));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', '', gpt-17, '', MODEL_NOT_FOUND, model",
        "'', '', flux-pinned-gpt-17, '', MODEL_NOT_FOUND, model",
        "mini, '', small, '', MODEL_NOT_ALLOWED, model",
        "mini, '', flux-pinned-small, '', MODEL_NOT_ALLOWED, model",
        "'', openai, small, '', PROVIDER_NOT_ALLOWED, model",
        "gpt-17, '', flux-auto, '', MODEL_NOT_ALLOWED, model",
        "'', '', mini, out=8001, CONTEXT_LENGTH_EXCEEDED, messages",
        "'', '', mini, prompt=32004, CONTEXT_LENGTH_EXCEEDED, messages",
        "'', '', mini, prompt=4 out=9223372036854775807, CONTEXT_LENGTH_EXCEEDED, messages",
        "'', '', flux-auto, out=200001, CONTEXT_LENGTH_EXCEEDED, messages",
        "'', '', flux-auto, prompt=4 out=9223372036854775807, CONTEXT_LENGTH_EXCEEDED, messages",
        "'', '', flux-auto, files, INVALID_VALUE, messages",
        "'', '', flux-fast, images tools, INVALID_VALUE, messages",
        "mini, '', flux-auto, images, INVALID_VALUE, messages"
    })
    void what_cannot_be_served_is_refused_for_the_true_reason(
            String models,
            String providers,
            String asked,
            String words,
            Refusal refusal,
            String param) {
        ApiError error = refused(rules(models, providers), traits(asked, words));
        assertThat(error.refusal()).isEqualTo(refusal);
        assertThat(error.param()).isEqualTo(param);
    }

    @Test
    void a_prompt_that_just_fits_goes_through() {
        RequestTraits full = traits("mini", "prompt=28003 out=1000");
        assertThat(names(RoutePolicy.choose(CATALOG, KeyRules.OPEN, full))).isEqualTo("mini");
    }

    @Test
    void too_long_names_the_longest_context_that_could_serve() {
        ApiError any = refused(KeyRules.OPEN, traits("flux-auto", "out=200001"));
        assertThat(any.metadata()).containsEntry("context_tokens", 200_000L);
        ApiError withImages = refused(KeyRules.OPEN, traits("flux-auto", "images out=200001"));
        assertThat(withImages.metadata()).containsEntry("context_tokens", 128_000L);
        assertThat(withImages.message()).contains("200001", "128000");
    }

    @Test
    void a_long_unknown_name_comes_back_shortened() {
        ApiError error = refused(KeyRules.OPEN, traits("x".repeat(10_000), ""));
        assertThat(error.message()).hasSizeLessThan(200).contains("x".repeat(100) + "…");
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void the_same_request_goes_the_same_way_to_models_that_may_and_can(long seed) {
        RequestTraits traits = anyTraits(new Random(seed));
        Route route = RoutePolicy.choose(CATALOG, KeyRules.OPEN, traits);
        assertThat(RoutePolicy.choose(CATALOG, KeyRules.OPEN, traits)).isEqualTo(route);
        assertThat(route.candidates())
                .hasSizeBetween(1, 3)
                .doesNotHaveDuplicates()
                .allMatch(model -> model.lane() == route.lane())
                .allMatch(model -> !traits.tools() || model.can(Capability.TOOLS))
                .allMatch(model -> traits.outputTokens() <= model.contextTokens());
        assertThat(CATALOG.inLane(route.lane())).containsSubsequence(route.candidates());
    }

    @Test
    void a_route_leads_somewhere() {
        assertThatThrownBy(() -> new Route("x", Lane.DAILY, List.of(), RouteReason.NAMED_MODEL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void reason_keys_never_change() {
        assertThat(RouteReason.values())
                .extracting(RouteReason::key)
                .containsExactly(
                        "named_model",
                        "pinned_model",
                        "lane_alias",
                        "short_prompt",
                        "general",
                        "code",
                        "tools",
                        "long_prompt",
                        "reasoning_words",
                        "next_lane");
    }

    private static RequestTraits anyTraits(Random random) {
        String words =
                "prompt=%d last=%d code=%d words=%d out=%d"
                        .formatted(
                                random.nextInt(50_000),
                                random.nextInt(800),
                                random.nextInt(4),
                                random.nextInt(4),
                                random.nextInt(150_000));
        String asked = List.of("flux-auto", "flux-fast", "flux-standard").get(random.nextInt(3));
        return traits(asked, random.nextBoolean() ? words + " tools" : words);
    }

    private static ApiError refused(KeyRules rules, RequestTraits traits) {
        return catchThrowableOfType(
                ApiError.class, () -> RoutePolicy.choose(CATALOG, rules, traits));
    }

    private static KeyRules rules(String models, String providers) {
        List<Glob> globs = words(models).stream().map(Glob::new).toList();
        return new KeyRules(globs, Set.copyOf(words(providers)), List.of());
    }

    private static List<String> words(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
    }

    private static String names(Route route) {
        return String.join(" ", route.candidates().stream().map(Model::name).toList());
    }
}
