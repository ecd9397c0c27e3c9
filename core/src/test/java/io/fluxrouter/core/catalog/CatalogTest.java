package io.fluxrouter.core.catalog;

import static io.fluxrouter.core.catalog.TestCatalog.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogTest {
    private static final Model MINI = model("openai/mini", Lane.EXPRESS, 128_000);
    private static final Model HAIKU = model("anthropic/haiku", Lane.EXPRESS, 200_000);
    private static final Model OPUS = model("anthropic/opus", Lane.DEEP, 200_000);
    private static final Catalog CATALOG = TestCatalog.of(OPUS, MINI, HAIKU);

    @ParameterizedTest
    @ValueSource(strings = {"openai/mini", "mini", "flux-pinned-mini"})
    void a_model_has_three_names(String name) {
        assertThat(CATALOG.find(name)).contains(MINI);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "MINI",
                "openai/",
                "anthropic/mini",
                "flux-pinned-openai/mini",
                "flux-auto"
            })
    void another_name_is_no_model(String name) {
        assertThat(CATALOG.find(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "EXPRESS, flux-fast, express, Express Lane",
        "DAILY, flux-standard, daily, Daily Driver",
        "DEEP, flux-reasoning, deep, Deep Thought"
    })
    void a_lane_has_an_alias_that_is_no_model(Lane lane, String alias, String key, String title) {
        assertThat(Lane.byAlias(alias)).contains(lane);
        assertThat(Lane.byKey(key)).contains(lane);
        assertThat(lane.title()).isEqualTo(title);
        assertThat(CATALOG.find(alias)).isEmpty();
    }

    @Test
    void lanes_run_from_the_lightest_to_the_strongest() {
        assertThat(Lane.values()).containsExactly(Lane.EXPRESS, Lane.DAILY, Lane.DEEP);
        assertThat(Lane.byAlias("flux-slow")).isEmpty();
        assertThat(Lane.byKey("EXPRESS")).isEmpty();
    }

    @Test
    void models_keep_the_order_of_the_operator() {
        assertThat(CATALOG.models()).containsExactly(OPUS, MINI, HAIKU);
        assertThat(CATALOG.inLane(Lane.EXPRESS)).containsExactly(MINI, HAIKU);
        assertThat(CATALOG.inLane(Lane.DAILY)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai/mini", "anthropic/mini", "x/flux-pinned-mini"})
    void two_models_cannot_share_a_name(String id) {
        Model other = model(id, Lane.DAILY, 1_000);
        assertThatThrownBy(() -> TestCatalog.of(MINI, other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("share the name");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x/flux-auto", "x/flux-fast", "x/flux-standard", "x/flux-reasoning"})
    void a_model_cannot_take_a_name_of_the_router(String id) {
        Model shadowed = model(id, Lane.DAILY, 1_000);
        assertThatThrownBy(() -> TestCatalog.of(shadowed))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("belongs to the router");
    }

    @Test
    void a_model_without_its_provider_is_refused() {
        assertThatThrownBy(() -> new Catalog(Map.of(), List.of(MINI)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("unknown provider openai");
    }

    @Test
    void each_model_leads_to_its_provider() {
        assertThat(CATALOG.providerOf(HAIKU).name()).isEqualTo("anthropic");
        Model stranger = model("mistral/small", Lane.DAILY, 1_000);
        assertThatThrownBy(() -> CATALOG.providerOf(stranger))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_catalogue_does_not_change_with_the_list_it_was_made_from() {
        List<Model> models = new ArrayList<>(List.of(MINI));
        Catalog catalog = new Catalog(Map.of("openai", TestCatalog.provider("openai")), models);
        models.clear();
        assertThat(catalog.models()).containsExactly(MINI);
    }

    @Test
    void the_text_of_a_provider_leaves_its_credential_out() {
        assertThat(TestCatalog.provider("openai").toString())
                .contains("openai")
                .doesNotContain("secret");
    }

    @Test
    void a_model_without_room_is_refused() {
        assertThatThrownBy(() -> model("openai/none", Lane.DAILY, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
