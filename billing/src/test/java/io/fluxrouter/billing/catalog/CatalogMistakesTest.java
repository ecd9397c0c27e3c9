package io.fluxrouter.billing.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What an operator is told about each mistake: one line, with file, line, path and what was
 * expected.
 */
class CatalogMistakesTest {
    private static final String RIGHT =
            """
            lanes:
              express: { input: "1", output: "4" }
              daily: { input: "2", output: "8" }
              deep: { input: "4", output: "16" }
            providers:
              openai:
                base_url: https://api.openai.com/v1
                max_tokens_field: max_tokens
            models:
              - id: openai/gpt-4o
                lane: daily
                market: { input: "2.5", output: "10" }
                context_tokens: 128000
                max_output_tokens: 16384
                capabilities: [tools]
            """;

    @Test
    void the_file_all_mistakes_are_made_in_is_right() {
        assertThat(CatalogFile.parse("c.yaml", RIGHT, settings()).models()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    lane: daily            | lane: dayly              | c.yaml:11: models[0].lane: is dayly; expected one of express, daily, deep
                    lane: daily            | lame: daily              | c.yaml:11: models[0].lame: is not known here; known are id, lane, market
                    id: openai/gpt-4o      | id: gpt-4o               | c.yaml:10: models[0].id: is gpt-4o; expected provider/name
                    id: openai/gpt-4o      | id: opneai/gpt-4o        | c.yaml:10: models[0].id: unknown provider opneai; expected one of openai
                    input: "2.5"           | input: "-2.5"            | c.yaml:12: models[0].market.input: is -2.5; a price cannot be negative
                    input: "2.5"           | input: "0.0000025"       | c.yaml:12: models[0].market.input: is 0.0000025; that looks like a price per token; expected dollars per million
                    input: "2.5"           | input: 2.5e-6            | c.yaml:12: models[0].market.input: is 2.5e-6; that looks like a price per token
                    input: "2.5"           | input: "2500"            | c.yaml:12: models[0].market.input: is 2500; that is too much
                    input: "2.5"           | input: $2.5              | c.yaml:12: models[0].market.input: is $2.5; expected dollars per million tokens
                    input: "2.5"           | input: "2.0123456789"    | c.yaml:12: models[0].market.input: is 2.0123456789; expected at most 9 digits
                    input: "2.5",          | ''                       | c.yaml:12: models[0].market.input: is missing
                    market: { input: "2.5", output: "10" } | image_tokens: 1 | c.yaml:10: models[0].market: is missing
                    market: { input: "2.5" | market: { prompt: "2.5"  | c.yaml:12: models[0].market.prompt: is not known here; known are input, cached_input, output
                    context_tokens: 128000 | context_tokens: 0        | c.yaml:13: models[0].context_tokens: is 0; expected a whole number from 1
                    max_output_tokens: 16384 | max_output_tokens: 16k | c.yaml:14: models[0].max_output_tokens: is 16k; expected a whole number
                    [tools]                | [tools, flying]          | c.yaml:15: models[0].capabilities: unknown capability flying; expected a list of tools, images
                    [tools]                | tools                    | c.yaml:15: models[0].capabilities: expected a list of tools
                    https://api.openai.com/v1 | api.openai.com/v1     | c.yaml:7: providers.openai.base_url: is api.openai.com/v1; expected an http or https URL
                    https://api.openai.com/v1 | ftp://openai.com      | c.yaml:7: providers.openai.base_url: is ftp://openai.com; expected an http
                    https://api.openai.com/v1 | https://a b           | c.yaml:7: providers.openai.base_url: Illegal character
                    max_tokens_field: max_tokens | max_tokens_field: tokens | c.yaml:8: providers.openai.max_tokens_field: is tokens; expected max_tokens or
                    max_tokens_field: max_tokens | api_key: a${B}     | c.yaml:8: providers.openai.api_key: expected ${NAME}
                    max_tokens_field: max_tokens | dialect: gemini    | c.yaml:8: providers.openai.dialect: is gemini; expected openai
                    max_tokens_field: max_tokens | base_url: http://a | c.yaml:8: base_url: is written twice
                    capabilities: [tools]  | price: free              | c.yaml:15: models[0].price: expected lane
                    capabilities: [tools]  | price: { discount_percent: 101 } | c.yaml:15: models[0].price.discount_percent: is 101; expected percent from 0 to 100
                    capabilities: [tools]  | released: soon           | c.yaml:15: models[0].released: is soon; expected a date
                    capabilities: [tools]  | image_tokens: &a 5       | ''
                    capabilities: [tools]  | capabilities: *a         | c.yaml:15:
                    deep: { input: "4", output: "16" } | deeper: { input: "4", output: "16" } | c.yaml:2: lanes.deep: is missing
                    providers:             | provider:                | c.yaml:1: providers: is missing
                    models:                | model:                   | c.yaml:1: models: is missing
                    lane: daily            | '"lane: daily'           | c.yaml:
                    """)
    void each_mistake_is_one_clear_line(String right, String wrong, String message) {
        String text = RIGHT.replace(right, wrong);
        assertThat(text).isNotEqualTo(RIGHT);
        if (message.isEmpty()) {
            CatalogFile.parse("c.yaml", text, settings());
            return;
        }
        assertThat(mistakes(text)).anySatisfy(line -> assertThat(line).startsWith(message));
    }

    @Test
    void two_models_cannot_share_a_name_even_at_two_providers() {
        String text =
                RIGHT.replace("providers:\n", "providers:\n  azure: { base_url: https://a.test }\n")
                        + """
                          - id: azure/gpt-4o
                            lane: daily
                            market: { input: "2.5", output: "10" }
                            context_tokens: 1
                            max_output_tokens: 1
                        """;
        assertThat(mistakes(text))
                .containsExactly(
                        "c.yaml:17: models[1].id: the name gpt-4o is also that of models[0]");
    }

    @Test
    void all_mistakes_are_reported_together() {
        String text =
                RIGHT.replace("lane: daily", "lane: x")
                        .replace("https://api.openai.com/v1", "nowhere")
                        .replace("16384", "-1");
        assertThat(mistakes(text)).hasSize(3);
    }

    @Test
    void an_empty_file_is_told_what_belongs_in_it() {
        assertThat(mistakes("")).hasSize(3).allMatch(line -> line.contains("is missing"));
        assertThat(mistakes("- a\n"))
                .containsExactly("c.yaml:1: expected fields, each \"name: value\"");
    }

    private static List<String> mistakes(String text) {
        InvalidCatalogException thrown =
                catchThrowableOfType(
                        InvalidCatalogException.class,
                        () -> CatalogFile.parse("c.yaml", text, settings()));
        assertThat(thrown).as("a mistake in%n%s", text).isNotNull();
        return thrown.mistakes();
    }

    private static CatalogSettings settings() {
        return CatalogSettings.of(Map.of());
    }
}
