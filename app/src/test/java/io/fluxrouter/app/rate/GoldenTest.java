package io.fluxrouter.app.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Amounts that other billing systems print, priced through the command itself. */
class GoldenTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /** Rules that we read and decided not to follow, by the beginning of the case's id. */
    private static final Map<String, String> DECIDED_OTHERWISE =
            Map.of(
                    "lago-prorated-sum", "the source rounds a prorated sum up; we round half up",
                    "lago-latest-negative", "the source floors a latest value at zero; we keep it",
                    "kb-fixed30-", "months of 30 days; we count the days of the calendar",
                    "kb-all-5325", "blocks of two sizes in one price, which none of ours has",
                    "kb-top-101000", "blocks of two sizes in one price, which none of ours has",
                    "kb-top-300000", "blocks of two sizes in one price, which none of ours has");

    static Stream<Named<JsonNode>> cases() throws IOException {
        try (InputStream file = GoldenTest.class.getResourceAsStream("/billing_cases.json")) {
            JsonNode all = MAPPER.readTree(Objects.requireNonNull(file));
            return all
                    .valueStream()
                    .map(one -> Named.of(one.get("id").asString(), one))
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void a_case_is_priced_as_its_source_prints_it(JsonNode golden) {
        skipWhatWeDecidedOtherwise(golden);
        boolean blocks = golden.get("kind").asString().equals("killbill_blocks");
        JsonNode reply = throughTheCommand(blocks ? Blocks.converted(golden) : golden);
        assertThat(reply.get("id")).isEqualTo(golden.get("id"));
        assertThat(reply.path("error").asString("")).as("error").isEmpty();
        assertThat(Likeness.differences(golden.get("expected"), reply.path("result"))).isEmpty();
    }

    private static void skipWhatWeDecidedOtherwise(JsonNode golden) {
        String id = golden.get("id").asString();
        DECIDED_OTHERWISE.forEach(
                (prefix, reason) -> assumeTrue(!id.startsWith(prefix), () -> id + ": " + reason));
    }

    private static JsonNode throughTheCommand(JsonNode golden) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] line = golden.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(RateCommand.run(new ByteArrayInputStream(line), out)).isZero();
        return MAPPER.readTree(out.toByteArray());
    }
}
