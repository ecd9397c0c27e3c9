package io.fluxrouter.app.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The kinds about prices, asked with inputs that no golden case has. */
class RatingKindsTest {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final String TIERS =
            "'tiers': [{'up_to': 10, 'unit_price': '10', 'flat_fee': 2},"
                    + "{'up_to': '20', 'unit_price': 5, 'flat_fee': '3'}, {'up_to': null, 'unit_price': '5', 'flat_fee': '3'}]";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "unit | 'currency': 'USD', 'quantity': 82450, 'unit_price': 0.001 | {'amount': '82.45'}",
                "unit | 'currency': 'USD', 'quantity': '-3', 'unit_price': '0.335' | {'amount': '-1.01'}",
                "unit | 'currency': 'USD', 'amount_unit': 'cents', 'quantity': '30', 'unit_price': '0.05' | {'amount': '2'}",
                "unit | 'currency': 'JPY', 'quantity': '50', 'unit_price': '10.5' | {'amount': '525'}",
                "unit | 'quantity': '1.5', 'unit_price': '0.0003' | {'amount': '0.00045'}",
                "unit | 'currency': 'USD', 'quantity': '1e15', 'unit_price': '0.000001' | {'amount': '1000000000'}",
                "unit | 'currency': 'USD', 'quantity': '1500', 'included_units': '1000', 'unit_price': '0.01' | {'amount': '5'}",
                "package | 'package_size': '10', 'package_price': '5', 'quantity': '10.5' | {'amount': '10'}",
                "package_incremental | 'package_size': '10', 'package_price': '5', 'prior_quantity': '0', 'quantity': '11' | {'amount': '10'}",
                "package_count | 'package_size': '10', 'quantities': ['-1', '0', '10.01'] | {'packages': ['0', '0', '2']}",
                "percentage | 'rate_percent': '2.9', 'transactions': ['4'] | {'amount': '0.116'}",
                "dynamic | 'currency': 'USD', 'multiplier': '1.33333', 'usage_value': '50' | {'amount': '66.67'}",
                "included_units | 'included_units': '0.5', 'quantity': '0.7' | {'billable_prior': '0', 'billable_quantity': '0.2'}",
                "rounding | 'scale': 0, 'value': '2.5', 'mode': 'half_even' | {'value': '2'}",
                "rounding | 'currency': 'USD', 'value': '1.221', 'mode': 'UP' | {'value': '1.23'}",
                "rounding | 'currency': 'usd', 'value': '10.275' | {'value': '10.28'}",
                "line_rounding_sum | 'currency': 'USD', 'unrounded_lines': ['10.333333', '10.333333', '10.333333'] | {'total': '30.99'}",
                "line_rounding_sum | 'currency': 'USD', 'unrounded_lines': [] | {'total': '0.00'}",
                "allocation | 'scale': 2, 'total': '100', 'weights': ['1', '2', '3'] | {'parts': ['16.67', '33.33', '50.00']}",
                "allocation | 'scale': 2, 'total': '-0.05', 'weights': ['1', '1', '1'] | {'parts': ['-0.02', '-0.02', '-0.01']}",
                "allocation | 'currency': 'JPY', 'total': '7', 'weights': ['0.001', '0.002'] | {'parts': ['2', '5']}",
                "minimum_spend | 'unit_price': '10', 'quantity': '0', 'minimum_amount': '1000', 'prior_billed': '100' | {'amount': '900'}",
                "minimum_spend | 'unit_price': '10', 'quantity': '5', 'minimum_amount': '100' | {'amount': '100', 'true_up': '50'}",
                "minimum_spend | 'unit_price': '10', 'quantity': '15', 'minimum_amount': '100' | {'amount': '150', 'true_up': '0'}",
                "minimum_spend | 'currency': 'JPY', 'minimum': '10000', 'usage': '8500.5' | {'true_up': '1499'}",
                "minimum_spend | 'currency': 'USD', 'minimum': '10.00', 'usage': '9.997' | {'true_up': '0.00', 'fees': '10.00'}",
                "maximum_spend | 'unit_price': '10', 'prior_quantity': '7', 'prior_billed': '70', 'quantity': '5', 'maximum_amount': '100' | {'amount': '30', 'discount': '20'}",
                "maximum_spend | 'package_size': '10', 'package_price': '15', 'prior_quantity': '60', 'prior_billed': '90', 'quantity': '50', 'maximum_amount': '100' | {'amount': '10', 'discount': '65'}",
                "maximum_spend | 'unit_price': '10', 'quantity': '10', 'maximum_amount': '100' | {'amount': '100', 'discount': '0'}",
                "progressive_billing | 'currency': 'EUR', 'amount_unit': 'cents', 'subscription_fee': '3100', 'unit_price_major': '0.0002', 'usage_units_total': '3000000', 'progressive_invoice': ['20000', '40000'] | {'fees': '63100', 'progressive_credit': '60000', 'total': '3100'}",
                "delta_rating | 'currency': 'USD', 'mode': 'unit', 'unit_price': '0.001', 'already_billed_quantity': '333', 'new_total_quantity': '666' | {'net': '0.34'}",
                "delta_rating | 'currency': 'USD', 'mode': 'unit', 'unit_price': '10', 'already_billed_quantity': '5', 'new_total_quantity': '0' | {'lines': ['-50'], 'net': '-50'}",
                "delta_rating | 'currency': 'USD', 'already_billed': [{'quantity': '12', 'unit_price': '10', 'amount': '120'}], 'new_total_quantity': '14', 'new_unit_price': '10' | {'lines': ['20'], 'net': '20'}",
            })
    void is_priced(String kind, String input, String expected) {
        assertThat(differences(kind, input, expected)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "graduated | '0' | 2",
                "graduated | 10 | 102",
                "graduated | '10.000001' | 105.000005",
                "graduated | '21' | 163",
                "graduated | '-1' | 0",
                "graduated | '1000000000000000' | 5000000000000058",
                "volume | 0 | 2",
                "volume | 1 | 12",
                "volume | '10' | 102",
                "volume | '10.5' | 55.5",
                "volume | '-5' | 0"
            })
    void tiers_are_priced(String kind, String quantity, String amount) {
        assertThat(
                        differences(
                                kind,
                                TIERS + ", 'quantity': " + quantity,
                                "{'amount': '" + amount + "'}"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "unit | 'unit_price': '1' | missing field 'quantity'",
                "unit | 'quantity': null, 'unit_price': '1' | missing field 'quantity'",
                "unit | 'quantity': 'many', 'unit_price': '1' | field 'quantity' must be a decimal number, not \"many\"",
                "unit | 'quantity': 'NaN', 'unit_price': '1' | field 'quantity' must be a decimal number, not \"NaN\"",
                "unit | 'quantity': [1], 'unit_price': '1' | field 'quantity' must be a decimal number, not [1]",
                "unit | 'quantity': '1e999', 'unit_price': '1' | field 'quantity' must be of at most 400 digits, not longer",
                "unit | 'quantity': '1', 'unit_price': '-1' | cannot be priced: unit price must not be negative: -1",
                "unit | 'currency': 'CREDITS', 'quantity': '1', 'unit_price': '1' | cannot be priced: not an ISO 4217 currency: CREDITS",
                "graduated | 'quantity': '1' | missing field 'tiers'",
                "graduated | 'quantity': '1', 'tiers': [] | cannot be priced: a tiered price needs at least one tier",
                "graduated | 'quantity': '1', 'tiers': [{'up_to': '1'}] | missing field 'tiers[0].unit_price'",
                "graduated | 'quantity': '1', 'tiers': [{'up_to': '9', 'unit_price': '1'}, {'up_to': '9', 'unit_price': '1'}] | cannot be priced: tier 2 must end above 9: 9",
                "graduated | 'quantity': '10', 'tiers': [{'up_to': '9', 'unit_price': '1'}] | cannot be priced: quantity 10 is beyond the last tier, which ends at 9",
                "graduated | 'quantity': '1', 'tiers': [{'from': 0, 'up_to': '9', 'unit_price': '1'}, {'from': 11, 'unit_price': '1'}] | cannot be priced: rule 2 leaves a gap: begins at 11, the one before ends at 9",
                "package | 'package_size': '0', 'package_price': '1', 'quantity': '1' | cannot be priced: package size must be above zero: 0",
                "package | 'package_size': '1', 'package_price': '1', 'quantity': '1', 'rounding': 'sideways' | field 'rounding' must be one of up, down, not \"sideways\"",
                "percentage | 'rate_percent': '1' | missing field 'transactions'",
                "percentage | 'rate_percent': '1', 'transactions': ['x'] | field 'transactions[0]' must be a decimal number, not \"x\"",
                "percentage | 'rate_percent': '1', 'free_events': '1.5', 'transactions': [] | field 'free_events' must be a whole number below two billion, not \"1.5\"",
                "allocation | 'scale': 2, 'total': '1', 'weights': ['0', '0'] | cannot be priced: nothing to split over: all weights are zero",
                "rounding | 'value': '1' | missing field 'currency'",
                "rounding | 'scale': 2, 'value': '1', 'mode': 'sometimes' | field 'mode' must be one of HALF_UP, HALF_EVEN, HALF_DOWN, UP, DOWN, CEILING, FLOOR, not \"sometimes\"",
                "maximum_spend | 'mode': 'volume', 'tiers': [{'unit_price': '1'}], 'prior_quantity': '1', 'quantity': '1', 'maximum_amount': '1' | cannot be priced: a volume price cannot be billed progressively"
            })
    void is_refused(String kind, String input, String error) {
        assertThat(reply(kind, input).path("error").asString("")).isEqualTo(error);
    }

    @Test
    void a_tier_may_have_a_fee_alone() {
        String fees = "'tiers': [{'up_to': 5, 'flat_fee': 100}, {'up_to': 10, 'flat_fee': 50}]";
        assertThat(differences("graduated", fees + ", 'quantity': '5.001'", "{'amount': '150'}"))
                .isEmpty();
    }

    @Test
    void the_first_fee_may_wait_for_usage() {
        String late = TIERS + ", 'flat_fee_on_zero': false, 'quantity': ";
        assertThat(differences("graduated", late + "0", "{'amount': '0', 'lines': []}")).isEmpty();
        assertThat(differences("graduated", late + "1", "{'amount': '12'}")).isEmpty();
    }

    private static List<String> differences(String kind, String input, String expected) {
        JsonNode reply = reply(kind, input);
        assertThat(reply.path("error").asString("")).as(reply.toString()).isEmpty();
        return Likeness.differences(
                MAPPER.readTree(expected.replace('\'', '"')), reply.path("result"));
    }

    private static JsonNode reply(String kind, String input) {
        String line = "{'id': 'x', 'kind': '" + kind + "', 'input': {" + input + "}}";
        return RateCommand.answer(line.replace('\'', '"'));
    }
}
