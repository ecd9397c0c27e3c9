package io.fluxrouter.billing.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fluxrouter.core.rating.Price;
import io.fluxrouter.core.rating.Rater;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PricingJsonTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'price':{'mode':'unit','unit_price':'0.0010'}}",
                "{'price':{'mode':'graduated','tiers':[{'up_to':'1000','unit_price':'0.002',"
                        + "'flat_fee':'0'},{'up_to':null,'unit_price':'0.001','flat_fee':'5'}],"
                        + "'flat_fee_on_zero':false},'included_units':'100'}",
                "{'price':{'mode':'volume','tiers':[{'up_to':null,'unit_price':'1',"
                        + "'flat_fee':'0'}],'flat_fee_on_zero':true},'minimum_spend':'5',"
                        + "'maximum_spend':'100.50'}",
                "{'price':{'mode':'package','package_size':'100','package_price':'5',"
                        + "'free_units':'10','rounding':'down'}}",
                "{'price':{'mode':'percentage','rate_percent':'1.30','fixed_per_transaction':'0.25',"
                        + "'free_events':3,'free_amount':'10','min_per_transaction':null,"
                        + "'max_per_transaction':'9'}}",
                "{'price':{'mode':'graduated_percentage','tiers':[{'up_to':null,"
                        + "'rate_percent':'2.00','flat_fee':'0'}],'flat_fee_on_zero':true}}",
                "{'price':{'mode':'dynamic','multiplier':'1.2'}}",
                "{'price':{'mode':'flat','flat_amount':'29.00'}}",
                "{'dimension_prices':[{'dimensions':{'region':'eu'},'price':{'mode':'unit',"
                        + "'unit_price':'20'}}]}"
            })
    void every_kind_of_price_comes_back_as_it_was_written(String json) {
        String text = json.replace('\'', '"');
        assertThat(PricingJson.write(PricingJson.parse(text)).toString()).isEqualTo(text);
    }

    @Test
    void the_lines_of_usage_pricing_rules_are_tiers() {
        String rules =
                """
                {"usage_pricing_rules": [
                    {"from": 0, "to": 1000, "unit_price": 0.002},
                    {"from": 1001, "to": 10000, "unit_price": 0.001},
                    {"from": 10001, "unit_price": 0.0005}]%s}
                """;
        assertThat(amount(rules.formatted(""), "15000")).isEqualByComparingTo("13.5");
        assertThat(amount(rules.formatted(", \"mode\": \"volume\""), "15000"))
                .isEqualByComparingTo("7.5");
    }

    @Test
    void a_unit_price_alone_is_a_price_and_keeps_its_digits() {
        assertThat(amount("{\"unit_price\": 0.001}", "82450")).isEqualTo("82.450");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | unit_price",
                "{'unit_price': -1} | unit_price",
                "{'unit_price': 'x'} | unit_price",
                "{'unit_price': 1e999999999} | unit_price",
                "{'price': 5} | price",
                "{'price': {'mode': 'free'}} | price.mode",
                "{'price': {'unit_prise': 1}} | price.unit_prise",
                "{'price': {'tiers': []}} | price",
                "{'price': {'tiers': [{'up_to': 5}]}} | price.tiers[0].unit_price",
                "{'price': {'tiers': [{'unit_price': 1}, {'unit_price': 2}]}} | price",
                "{'usage_pricing_rules': [{'from': 7, 'unit_price': 1}]} | usage_pricing_rules",
                "{'price': {'tiers': [{'up_to': 9, 'unit_price': 1}, {'from': 11, 'unit_price':"
                        + " 1}]}} | price",
                "{'price': {'tiers': [{'up_to': 9, 'unit_price': 1}, {'from': 8, 'unit_price':"
                        + " 1}]}} | price",
                "{'price': {'tiers': [{'up_to': 9, 'unit_price': 1}, {'up_to': 9, 'unit_price':"
                        + " 1}]}} | price",
                "{'unit_price': 1, 'minimum_spend': 5, 'maximum_spend': 4} | maximum_spend",
                "{'unit_price': 1, 'included_units': -4} | included_units",
                "{'price': {'rate_percent': 1}, 'included_units': 4} | price"
            })
    void what_cannot_be_a_price_is_refused_by_the_name_of_its_field(String json, String param) {
        ApiError error =
                catchThrowableOfType(
                        ApiError.class, () -> PricingJson.parse(json.replace('\'', '"')));
        assertThat(error).isNotNull();
        assertThat(error.refusal()).isEqualTo(Refusal.INVALID_VALUE);
        assertThat(error.param()).isEqualTo(param);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'price': {'tiers': [{'up_to': 5, 'unit_price': 1}]}} | price.tiers[0].up_to",
                "{'price': {'mode': 'volume', 'tiers': [{'up_to': 5, 'unit_price': 1}, {'up_to': 6,"
                        + " 'unit_price': 1}]}} | price.tiers[1].up_to",
                "{'price': {'mode': 'graduated_percentage', 'tiers': [{'up_to': 5, 'rate_percent':"
                        + " 1}]}} | price.tiers[0].up_to",
                "{'usage_pricing_rules': [{'to': 5, 'unit_price': 1}]} | usage_pricing_rules[0].to",
                "{'usage_pricing_rules': [{'up_to': 5, 'unit_price': 1}]} |"
                        + " usage_pricing_rules[0].up_to",
                "{'price': {'tiers': [{'from': 0, 'to': 5, 'unit_price': 1}]}} | price.tiers[0].to",
                "{'unit_price': 1, 'dimension_prices': [{'dimensions': {'region': 'eu'}, 'price':"
                        + " {'tiers': [{'up_to': 5, 'unit_price': 1}]}}]} |"
                        + " dimension_prices[0].price.tiers[0].up_to",
                "{'dimension_prices': [{'dimensions': {'region': 'eu'}, 'price': {'unit_price':"
                        + " 1}}]} | price"
            })
    void a_new_price_leaves_no_usage_without_one(String json, String param) {
        JsonNode sent = JsonMapper.shared().readTree(json.replace('\'', '"'));
        ApiError error = catchThrowableOfType(ApiError.class, () -> PricingJson.read(sent));
        assertThat(error).isNotNull();
        assertThat(error.refusal()).isEqualTo(Refusal.INVALID_VALUE);
        assertThat(error.param()).isEqualTo(param);
    }

    @ParameterizedTest
    @CsvSource({"graduated, 31", "volume, 21"})
    void a_price_stored_with_an_end_goes_on_at_its_last_tier(String mode, String amount) {
        String tiers =
                """
                {"price": {"mode": "%s", "tiers": [{"up_to": 5, "unit_price": 4},
                    {"up_to": 6, "unit_price": 2, "flat_fee": 7}]}}\
                """;
        assertThat(amount(tiers.formatted(mode), "7")).isEqualByComparingTo(amount);
    }

    private static BigDecimal amount(String json, String quantity) {
        Price price = PricingJson.parse(json).prices().priceOf(Map.of());
        return Rater.rate(price, new BigDecimal(quantity)).amount();
    }
}
