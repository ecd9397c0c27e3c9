package io.fluxrouter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReportTest {
    private final Report report = new Report();

    @Test
    void the_json_has_every_promised_field_even_of_an_empty_run() {
        assertThat(json().propertyNames())
                .contains(
                        "cpu_ratio_json",
                        "cpu_ratio_stream",
                        "added_p50_ms",
                        "added_p99_ms",
                        "chunk_gap_p99_ms",
                        "settled_per_s",
                        "settle_copy_ratio",
                        "rss_5000_streams_mb");
        assertThat(json()).allMatch(JsonNode::isNull);
    }

    @Test
    void a_figure_is_a_number_with_three_decimals() {
        report.put(Figure.CPU_RATIO_JSON, 1.23456);
        report.put(Figure.SETTLED_PER_S, 58_123.0);
        report.put(Figure.ADDED_P50_MS, -0.0004);

        assertThat(json().path("cpu_ratio_json").decimalValue()).isEqualByComparingTo("1.235");
        assertThat(json().path("settled_per_s").decimalValue()).isEqualByComparingTo("58123");
        assertThat(json().path("added_p50_ms").decimalValue()).isEqualByComparingTo("0");
    }

    @Test
    void what_was_not_measured_stays_out() {
        report.put(Figure.CPU_RATIO_JSON, OptionalDouble.empty());

        assertThat(json().path("cpu_ratio_json").isNull()).isTrue();
        assertThat(line("cpu_ratio_json")).contains(" - ").doesNotContain("ok", "MISSED");
    }

    @Test
    void a_figure_on_the_wrong_side_of_its_bar_is_called_missed() {
        report.put(Figure.CPU_RATIO_JSON, 2.0);
        report.put(Figure.CPU_RATIO_STREAM, 2.001);
        report.put(Figure.SETTLED_PER_S, 29_999.0);
        report.put(Figure.SETTLE_COPY_RATIO, 0.25);

        assertThat(line("cpu_ratio_json ")).contains("ok");
        assertThat(line("cpu_ratio_stream ")).contains("MISSED");
        assertThat(line("settled_per_s ")).contains("MISSED");
        assertThat(line("settle_copy_ratio ")).contains("ok");
    }

    @Test
    void errors_add_up_and_the_report_says_it_is_not_to_be_relied_on() {
        report.count(Figure.ERRORS, 0);
        assertThat(printed()).doesNotContain("relied");

        report.count(Figure.ERRORS, 2);
        report.count(Figure.ERRORS, 3);

        assertThat(json().path("errors").asInt()).isEqualTo(5);
        assertThat(printed()).contains("not to be relied on");
    }

    private JsonNode json() {
        return new JsonMapper().readTree(report.json());
    }

    private String line(String start) {
        return printed().lines().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }

    private String printed() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
