package io.fluxrouter.billing.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.catalog.Capability;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.catalog.Provider;
import io.fluxrouter.core.money.TokenPrice;
import io.fluxrouter.core.money.TokenPrices;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalogue as it is shipped, and a right file of an operator's. */
class CatalogFileTest {
    private static Catalog builtIn() {
        URI simulated = URI.create("http://127.0.0.1:1/v1");
        return CatalogFile.builtIn(new CatalogSettings(Map.of(), simulated));
    }

    @ParameterizedTest
    @CsvSource({
        "openai/gpt-4o, 2.5, 1.25, 10, 128000, 16384",
        "openai/gpt-4o-mini, 0.15, 0.075, 0.6, 128000, 16384",
        "openai/o3-mini, 1.1, 0.55, 4.4, 200000, 100000",
        "anthropic/claude-sonnet-4-6, 3, 0.3, 15, 1000000, 64000",
        "anthropic/claude-opus-4-5, 5, 0.5, 25, 200000, 64000",
        "google/gemini-2.5-pro, 1.25, 0.125, 10, 1048576, 65535",
        "deepseek/deepseek-v4-flash, 0.14, 0.0028, 0.28, 1000000, 8192",
    })
    void well_known_models_have_their_list_price_and_limits(
            String id, String input, String cached, String output, long context, long most) {
        Model model = builtIn().find(id).orElseThrow();
        assertThat(model.rates().market()).isEqualTo(prices(input, cached, output));
        assertThat(model.rates().provider()).isEqualTo(model.rates().market());
        assertThat(model.contextTokens()).isEqualTo(context);
        assertThat(model.maxOutputTokens()).isEqualTo(most);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o",
        "gpt-4o-mini",
        "gpt-5.4",
        "gpt-5.4-mini",
        "gpt-5.4-nano",
        "o3",
        "o3-mini",
        "o4-mini",
        "claude-opus-4-6",
        "claude-sonnet-4-6",
        "claude-opus-4-5",
        "claude-haiku-4-5",
        "gemini-2.5-pro",
        "gemini-2.5-flash",
        "gemini-2.5-flash-lite",
        "gemini-3.1-pro-preview",
        "gemini-3-flash-preview"
    })
    void every_model_of_enterprise_routers_catalogue_is_there(String name) {
        assertThat(builtIn().find(name)).isPresent();
    }

    @ParameterizedTest
    @EnumSource(Lane.class)
    void every_lane_has_models_with_tools_and_its_first_choice_sells_at_the_lane_rate(Lane lane) {
        List<Model> models = builtIn().inLane(lane);
        assertThat(models).hasSizeGreaterThan(10);
        assertThat(models).anyMatch(model -> model.can(Capability.TOOLS));
        assertThat(models.getFirst().rates().customer())
                .isEqualTo(
                        switch (lane) {
                            case EXPRESS -> prices("1", "0.25", "4");
                            case DAILY -> prices("2", "0.5", "8");
                            case DEEP -> prices("4", "1", "16");
                        });
    }

    @Test
    void nothing_in_it_is_sold_below_what_it_costs() {
        assertThat(builtIn().models())
                .hasSizeGreaterThanOrEqualTo(30)
                .allSatisfy(
                        model -> {
                            TokenPrices sold = model.rates().customer();
                            TokenPrices paid = model.rates().provider();
                            assertThat(sold.input()).isGreaterThanOrEqualTo(paid.input());
                            assertThat(sold.output()).isGreaterThanOrEqualTo(paid.output());
                            assertThat(paid.cachedInput()).isLessThanOrEqualTo(paid.input());
                            assertThat(model.maxOutputTokens())
                                    .isLessThanOrEqualTo(model.contextTokens());
                        });
    }

    @Test
    void credentials_come_from_the_environment_and_a_provider_without_one_is_left_out() {
        Catalog catalog =
                CatalogFile.builtIn(CatalogSettings.of(Map.of("OPENAI_API_KEY", "sk-secret")));
        Provider openai = catalog.providers().get("openai");
        assertThat(openai)
                .isEqualTo(
                        new Provider(
                                "openai",
                                "openai",
                                URI.create("https://api.openai.com/v1"),
                                "sk-secret",
                                "max_completion_tokens",
                                Provider.Timeouts.DEFAULT,
                                10_000));
        assertThat(catalog.providers()).containsOnlyKeys("openai");
        assertThat(catalog.missingKeys())
                .containsEntry("anthropic", "ANTHROPIC_API_KEY")
                .doesNotContainKey("openai");
        assertThat(catalog.models()).isNotEmpty().allMatch(m -> m.provider().equals("openai"));
    }

    @Test
    void a_simulated_provider_has_the_simulators_address_and_key() {
        Catalog catalog = builtIn();
        Provider google = catalog.providerOf(catalog.find("gemini-2.5-pro").orElseThrow());
        assertThat(google.baseUri()).isEqualTo(URI.create("http://127.0.0.1:1/v1"));
        assertThat(google.apiKey()).isEqualTo("simulated");
        assertThat(google.maxTokensField()).isEqualTo("max_tokens");
    }

    @Test
    void an_operators_file_sets_every_kind_of_price(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("catalog.yaml");
        Files.writeString(
                file,
                """
                lanes:
                  express: { input: 1, output: 4 }
                  daily: { input: 2, output: 8 }
                  deep: { input: 4, output: 16 }
                providers:
                  local:
                    base_url: http://localhost:11434/v1
                    max_connections: 8
                    idle_timeout_seconds: 30
                models:
                  - { id: local/a, lane: express, market: { input: 0.0375, output: 1 },
                      context_tokens: 1000, max_output_tokens: 100,
                      price: { discount_percent: 12.5 }, provider_cost: { input: 0, output: 0 } }
                  - { id: local/b, lane: daily, market: { input: 8, cached_input: 1, output: 9 },
                      context_tokens: 1000, max_output_tokens: 100, upstream_model: b:latest,
                      price: { input: 0.5, output: 0.6 }, released: 2026-01-31 }
                """);
        Catalog catalog = CatalogFile.load(file, CatalogSettings.of(Map.of()));
        Model first = catalog.find("local/a").orElseThrow();
        assertThat(first.rates().market()).isEqualTo(prices("0.0375", "0.0375", "1"));
        assertThat(first.rates().customer()).isEqualTo(prices("0.0328125", "0.0328125", "0.875"));
        assertThat(first.rates().provider()).isEqualTo(prices("0", "0", "0"));
        Model second = catalog.find("b").orElseThrow();
        assertThat(second.rates().customer()).isEqualTo(prices("0.5", "0.125", "0.6"));
        assertThat(second.upstreamModel()).isEqualTo("b:latest");
        assertThat(second.created()).isEqualTo(1_769_817_600);
        Provider local = catalog.providerOf(second);
        assertThat(local.apiKey()).isNull();
        assertThat(local.maxConnections()).isEqualTo(8);
        assertThat(local.timeouts().idle()).hasSeconds(30);
    }

    @Test
    void a_file_that_is_not_there_is_said_to_be_so() {
        assertThatThrownBy(
                        () ->
                                CatalogFile.load(
                                        Path.of("/nonexistent/catalog.yaml"),
                                        CatalogSettings.of(Map.of())))
                .isInstanceOf(InvalidCatalogException.class)
                .hasMessageContaining("/nonexistent/catalog.yaml: cannot be read");
    }

    private static TokenPrices prices(String input, String cached, String output) {
        return new TokenPrices(
                TokenPrice.usdPerMillion(input),
                TokenPrice.usdPerMillion(cached),
                TokenPrice.usdPerMillion(output));
    }
}
