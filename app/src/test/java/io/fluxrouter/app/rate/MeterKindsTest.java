package io.fluxrouter.app.rate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/** Answers of the meter's kinds that no golden case asks for. */
class MeterKindsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COUNT        | ['7','7']               | 2",
                "sum          | ['1.10',2,'-0.1']       | 3",
                "MIN          | ['-3','4']              | -3",
                "MAX          | []                      | 0",
                "AVG          | ['1','2']               | 1.5",
                "UNIQUE_COUNT | ['a','b','a',1,'1']     | 3",
                "LAST         | ['3','5','4']           | 4",
                "LATEST       | ['3','-5']              | -5"
            })
    void values_are_aggregated_in_their_order(String type, String values, String value) {
        assertThat(
                        answer(
                                "aggregation",
                                "{'type':'%s','values_in_time_order':%s}".formatted(type, values)))
                .isEqualTo("{'value':'" + value + "'}");
    }

    @Test
    void the_last_is_the_latest_and_the_period_ends_before_its_end() {
        String events =
                "[['2026-01-02T00:00:00Z','5'],['2026-01-01T00:00:00Z','4'],['2026-01-03T00:00:00Z','9']]";
        String period = "['2026-01-01T00:00:00Z','2026-01-03T00:00:00Z']";
        assertThat(
                        answer(
                                "aggregation",
                                "{'type':'LAST','period':%s,'events':%s}"
                                        .formatted(period, events)))
                .isEqualTo("{'value':'5'}");
    }

    @Test
    void a_weighted_sum_starts_with_the_level_from_before() {
        String period = "['2023-08-01T00:00:00Z','2023-08-31T23:59:59Z']";
        String events = "[['2023-07-01T00:00:00Z','1000'],['2023-08-16T12:00:00Z','-400']]";
        assertThat(
                        answer(
                                "aggregation",
                                "{'type':'WEIGHTED_SUM','period':%s,'events':%s}"
                                        .formatted(period, events)))
                .isEqualTo("{'value':'800.00000','scale':5}");
    }

    @Test
    void what_a_meter_cannot_read_is_an_error() {
        assertThat(answer("aggregation", "{'type':'SUM','values_in_time_order':['1','x']}"))
                .isEqualTo("event 1 has no value that SUM reads");
        assertThat(answer("aggregation", "{'type':'MEDIAN','values_in_time_order':['1']}"))
                .startsWith("field 'type' must be one of ");
        assertThat(answer("aggregation", "{'type':'SUM'}"))
                .isEqualTo("missing field 'values_in_time_order'");
    }

    @ParameterizedTest
    @CsvSource({"round, null, 123", "floor, '2', 123.45", "floor, '-2', 100", "ceil, 1, 123.5"})
    void a_quantity_is_rounded(String function, String precision, String value) {
        assertThat(
                        answer(
                                "aggregation_rounding",
                                "{'value':'123.456','function':'%s','precision':%s}"
                                        .formatted(function, precision)))
                .isEqualTo("{'value':'" + value + "'}");
    }

    @Test
    void tiers_begin_anew_in_each_bucket() {
        String tiers =
                "[{'up_to':'10','unit_price':'0.10','flat_fee':'0'},"
                        + "{'up_to':null,'unit_price':'0.05','flat_fee':'0'}]";
        assertThat(answer("bucketed", bucketed("'mode':'graduated','tiers':" + tiers)))
                .isEqualTo("{'amount':'2.15'}");
        assertThat(answer("bucketed", bucketed("'package_size':'10','package_price':'3'")))
                .isEqualTo("{'amount':'9.00'}");
    }

    private static String bucketed(String price) {
        return "{'currency':'USD','buckets':['9','15']," + price + "}";
    }

    /** The result of a case, or its error; quotes are single in both ways. */
    private static String answer(String kind, String input) {
        String line = "{'id':1,'kind':'" + kind + "','input':" + input + "}";
        var reply = RateCommand.answer(line.replace('\'', '"'));
        String error = reply.path("error").asString("");
        return error.isEmpty()
                ? JsonMapper.shared().writeValueAsString(reply.get("result")).replace('"', '\'')
                : error;
    }
}
