package io.fluxrouter.app.rate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Edges of the rules of periods, invoices and credit, and other spellings of their fields. */
class BillingKindsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
"""
"instant": "2012-07-16T21:17:03Z", "time_zone": "HST" | "bill_cycle_day": 16
"instant": "2012-07-16T21:17:03Z", "time_zone": "Europe/Paris" | "bill_cycle_day": 16
"instant": "2012-07-16T21:17:03Z", "time_zone": "+0300" | "bill_cycle_day": 17
"instant": "2012-07-16T21:17:03Z" | "bill_cycle_day": 16
"date": "2024-02-10", "bill_cycle_day": 30 | "aligned": "2024-02-29"
"anchor": "2025-01-31T15:00:00Z", "at": "2025-03-01T00:00:00Z" | "start": "2025-02-28T15:00:00Z", "end_exclusive": "2025-03-31T15:00:00Z"
"anchor": "2025-01-31T15:00:00Z", "interval": "month", "at": "2024-11-30T14:59:59Z" | "start": "2024-10-31T15:00:00Z", "end_exclusive": "2024-11-30T15:00:00Z"
"anchor": "2024-02-29", "interval": "year", "at": "2025-06-01" | "start": "2025-02-28T00:00:00Z", "end_exclusive": "2026-02-28T00:00:00Z"
"anchor": "2024-02-29", "interval": "annual", "at": "2028-02-29" | "start": "2028-02-29T00:00:00Z", "end_exclusive": "2029-02-28T00:00:00Z"
"anchor": "2024-03-27", "interval": "week", "time_zone": "Europe/Berlin" | "start": "2024-03-26T23:00:00Z", "end_exclusive": "2024-04-02T22:00:00Z", "days": 7
"mode": "calendar", "interval": "week", "at": "2024-03-10T08:00:00Z" | "start": "2024-03-04T00:00:00Z", "next": "2024-03-11T00:00:00Z"
"mode": "calendar", "interval": "quarter", "start": "2024-05-10T00:00:00Z" | "next": "2024-07-01T00:00:00Z"
"mode": "calendar", "interval": "year", "period": "2022", "time_zone": "America/New_York" | "start": "2022-01-01T05:00:00Z", "end_exclusive": "2023-01-01T05:00:00Z"
"mode": "calendar", "period": "2022-03", "time_zone": "America/New_York" | "start": "2022-03-01T05:00:00Z", "end_exclusive": "2022-04-01T04:00:00Z"
"mode": "calendar", "billing_at": "2022-03-01" | "start": "2022-02-01T00:00:00Z", "end_exclusive": "2022-03-01T00:00:00Z"
"mode": "calendar", "billing_at": "2022-03-01T00:00:00Z", "time_zone": "America/New_York" | "start": "2022-01-01T05:00:00Z", "end_exclusive": "2022-02-01T05:00:00Z"
"mode": "calendar", "billing_at": "2022-03-01", "pay_in_advance": true | "start": "2022-03-01T00:00:00Z", "end_exclusive": "2022-04-01T00:00:00Z"
"mode": "calendar", "billing_at": "2022-03-01", "started_at": "2022-02-07T05:00:00Z" | "start": "2022-02-07T05:00:00Z", "end_exclusive": "2022-03-01T00:00:00Z"
"mode": "anniversary", "anchor": "2021-02-02", "billing_at": "2022-03-02" | "start": "2022-02-02T00:00:00Z", "end_exclusive": "2022-03-02T00:00:00Z"
"mode": "anniversary", "anchor": "2021-02-02", "billing_at": "2022-01-04" | "end_exclusive": "2022-01-02T00:00:00Z"
"mode": "anniversary", "anchor": "2021-03-31", "billing_at": "2022-03-29", "terminated": true | "start": "2022-02-28T00:00:00Z"
"mode": "anniversary", "anchor": "2021-03-29", "billing_at": "2022-01-28", "terminated": true | "start": "2021-12-29T00:00:00Z"
"mode": "anniversary", "anchor": "2022-01-01", "billing_at": "2022-03-02" | "end_exclusive": "2022-03-01T00:00:00Z"
"current_period_start": "2024-04-01T00:00:00Z", "anchor": "2024-01-14T12:00:00Z", "interval": "month" | "next": "2024-04-14T12:00:00Z"
"current_period_start": "2024-01-15T12:00:00Z", "anchor": "2024-01-15T12:00:00Z", "interval": "year", "subscription_end": "2024-06-30T23:59:59Z" | "next": "2024-06-30T23:59:59Z"
"current_period_start": "2024-01-15T12:00:00Z", "anchor": "2024-01-15T12:00:00Z", "interval": "day", "interval_count": 3 | "next": "2024-01-18T12:00:00Z"
"current_period_start": "2024-01-15T12:00:00Z", "anchor": "2024-01-15T12:00:00Z", "interval": "week", "subscription_end": "2024-03-01T00:00:00Z" | "next": "2024-01-22T12:00:00Z"
""")
    void period(String input, String expected) {
        check("period", input, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
"""
proration | "currency": "USD", "amount": "10", "service_start": "2012-05-01", "service_end_exclusive": "2012-06-01", "period_start": "2012-05-01", "period_end_exclusive": "2012-06-01" | "amount": "10.00", "days": 31
proration | "currency": "USD", "amount": "10", "service_start": "2012-05-31", "service_end_exclusive": "2012-06-01", "period_start": "2012-05-01", "period_end_exclusive": "2012-06-01" | "amount": "0.32", "days": 1
proration | "currency": "USD", "amount": "10", "service_start": "2012-05-08", "service_end_exclusive": "2012-05-08", "period_start": "2012-05-01", "period_end_exclusive": "2012-06-01" | "amount": "0.00", "days": 0
proration | "currency": "JPY", "amount": "3000", "service_start": "2023-01-08", "service_end_exclusive": "2023-02-01", "period_start": "2023-01-01", "period_end_exclusive": "2023-02-01" | "amount": "2323"
proration | "currency": "KWD", "amount": "10", "service_start": "2023-01-08", "service_end_exclusive": "2023-02-01", "period_start": "2023-01-01", "period_end_exclusive": "2023-02-01" | "amount": "7.742"
proration | "currency": "USD", "amount": "10", "basis": "seconds", "service_start": "2026-03-02", "service_end_exclusive": "2026-11-02", "period_start": "2026-03-02", "period_end_exclusive": "2027-03-02" | "amount": "6.71"
proration | "currency": "USD", "amount": "30", "basis": "seconds", "service_start": "2026-04-01T12:00:00Z", "service_end_exclusive": "2026-04-15T12:00:00Z", "period_start": "2026-04-01T12:00:00Z", "period_end_exclusive": "2026-05-01T12:00:00Z" | "amount": "14"
proration | "currency": "USD", "amount": "31", "time_zone": "Europe/Berlin", "service_start": "2024-03-30T23:30:00Z", "service_end_inclusive": "2024-03-31", "period_start": "2024-03-01", "period_end_inclusive": "2024-03-31" | "amount": "1", "days": 1, "period_days": 31
proration_fraction | "start": "2023-06-23", "next_billing_date": "2023-07-15", "interval": "month", "bill_cycle_day": 15 | "fraction": "0.733333333"
proration_fraction | "start": "2023-02-23", "next_billing_date": "2023-03-15", "interval": "month", "bill_cycle_day": 15 | "fraction": "0.714285714", "days": 20, "period_days": 28
proration_fraction | "start": "2023-02-10", "next_billing_date": "2023-02-28", "interval": "month", "bill_cycle_day": 31 | "days": 18, "period_days": 28
proration_cycles | "start": "2011-02-01", "end": null, "target_date": "2011-02-13", "bill_cycle_day": 13, "interval": "month" | "cycles_fraction": "1+12/31", "cycles": "1.387096774"
proration_cycles | "start": "2011-02-13", "end": "2011-02-13", "target_date": "2011-02-13", "bill_cycle_day": 13, "interval": "month" | "cycles_fraction": "0", "cycles": "0"
proration_change | "currency": "USD", "days": 17, "period_days": 31, "old": {"price": "10", "quantity": "1"}, "new": {"price": "20", "quantity": "1"} | "credit": "-5.48", "charge": "10.97", "net": "5.49"
proration_change | "currency": "USD", "days": 17, "period_days": 31, "old": {"price": "40", "quantity": "1"}, "new": null | "credit": "-21.94", "net": "-21.94"
proration_change | "currency": "USD", "period_start": "2024-03-01", "period_end_inclusive": "2024-03-31", "change_day": "2024-03-01", "old": {"price": "10"}, "new": {"price": "20"} | "credit": "-10", "charge": "20"
proration_change | "currency": "USD", "period_start": "2024-03-01", "period_end_inclusive": "2024-03-31", "change_day": "2024-03-31", "old": {"price": "10"}, "new": {"price": "20"} | "credit": "-0.32", "charge": "0.65"
proration_change | "currency": "USD", "days": 17, "period_days": 31, "paid": "5", "old": {"price": "40"}, "new": null | "credit": "-5.00"
proration_refund_cap | "currency": "USD", "charged": "249.95", "already_adjusted": "300", "unused_days": 30, "period_days": 31 | "refund": "0"
proration_refund_cap | "currency": "USD", "original_amount": "200", "previous_credits": "180", "potential_credit": "100" | "refund": "20"
""")
    void proration(String kind, String input, String expected) {
        check(kind, input, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
"""
tax | "currency": "USD", "taxable": "0", "tax_percent": "20" | "tax": "0"
tax | "currency": "USD", "taxable": "-10.01", "tax_percent": "50" | "tax": "-5.01"
tax | "currency": "KWD", "taxable": "10.005", "tax_percent": "5" | "tax": "0.500"
tax | "currency": "USD", "taxable": "100" | "tax": "0", "total": "100"
tax_multi | "currency": "USD", "taxable": "100", "rates": ["5", "5"] | "taxes": ["5", "5"], "total": "10"
tax_multi | "currency": "USD", "taxable": "100", "rates": [{"name": "state", "percent": "6"}, {"name": "city", "percent": "0.333"}] | "taxes": ["6", "0.33"], "total": "6.33"
tax_multi | "currency": "USD", "taxable": "100", "rates": [] | "taxes": [], "total": "0"
discount_percent | "currency": "USD", "amount": "10.00", "percent_off": "150" | "discount": "10.00", "final": "0.00"
discount_percent | "currency": "JPY", "amount": "999", "percent_off": "10.5" | "discount": "105", "final": "894"
discount_fixed | "currency": "USD", "amount": "10.00", "amount_off": "4.99" | "discount": "4.99", "final": "5.01"
discount_fixed | "currency": "USD", "amount": "0", "amount_off": "4.99" | "discount": "0", "final": "0"
credit_note | "currency": "EUR", "amount_unit": "cents", "paid_fee": "2999", "tax_percent": "23.33", "unused_days": 6, "period_days": 7 | "sub_total": "2571", "tax": "600", "total": "3171"
credit_note | "currency": "EUR", "amount_unit": "cents", "paid_fee": "20000", "tax_percent": "25", "unused_days": 0, "period_days": 30 | "total": "0"
credit_note_partial | "currency": "EUR", "amount_unit": "cents", "fee": "999", "tax_percent": "20", "credits": ["333", "333", "400"] | "notes": [{"total": "400"}, {"total": "399"}, {"sub_total": "333", "total": "400"}], "left": "0"
invoice_total | "currency": "USD", "lines": [{"quantity": "1", "unit_price": "500.00"}, {"quantity": "8", "unit_price": "150.00"}], "tax_percent": "18" | "subtotal": "1700.00", "tax": "306.00", "total": "2006.00"
invoice_total | "currency": "USD", "lines": [] | "subtotal": "0", "total": "0"
invoice_total | "currency": "USD", "subtotal": "10", "discount": "50", "tax_percent": "10" | "discount": "10", "taxable": "0", "tax": "0", "total": "0"
invoice_total | "currency": "EUR", "amount_unit": "cents", "fees": "100", "taxes": "20", "credit_notes": ["100", "50"] | "total": "0", "credit_left": "30"
invoice_total | "currency": "EUR", "amount_unit": "cents", "fees": [{"amount": "1000", "tax_percent": "20"}, {"amount": "-3000", "tax_percent": "20"}] | "fees": "-2000", "taxes": "-400", "total": "-2400", "due": "0"
invoice_number | "year": 2025, "seq": 10000 | "number": "INV-2025-10000"
invoice_number | "finalized_at": "2026-01-01T00:30:00+01:00", "seq": 7 | "number": "INV-2025-0007"
""")
    void invoice(String kind, String input, String expected) {
        check(kind, input, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
"""
credit_grants | "grants": [{"id": "g1", "amount": "100", "priority": 1, "expires_at": "T0-364d"}], "usage": ["50"] | "balances": {"g1": "0"}, "overage": "50"
credit_grants | "grants": [{"id": "g1", "amount": "100", "priority": 1, "effective_at": "T0", "voided_at": "T0+1h"}], "usage": [{"at": "T0+59m", "amount": "50"}, {"at": "T0+61m", "amount": "50"}] | "balances": {"g1": "0"}, "overage": "50"
credit_grants | "grants": [{"id": "g2", "amount": "100", "priority": 1, "expires_at": "T0+100y"}, {"id": "g1", "amount": "100", "priority": 1, "expires_at": "T0+30d"}], "usage": ["120"] | "balances": {"g1": "0", "g2": "80"}, "order": ["g1", "g2"]
credit_grants | "grants": [{"id": "g1", "amount": "100", "priority": 1, "effective_at": "T0", "recurrence": "day"}], "usage": [{"at": "T0+1h", "amount": "120"}], "until": "T0+1d1h" | "balances": {"g1": "80"}, "overage": "0"
credit_grants | "grants": [{"id": "a", "amount": "5", "priority": 1, "category": "paid", "expires_at": "2023-05-01"}, {"id": "b", "amount": "5", "priority": 1, "category": "promotional", "expires_at": "2023-05-01"}, {"id": "c", "amount": "5", "priority": 0, "category": "paid"}], "usage": ["7"] | "order": ["c", "b", "a"], "balances": {"a": "5", "b": "3", "c": "0"}
credit_grants | "grants": [{"id": "g1", "amount": "0", "priority": 1}, {"id": "g2", "amount": "1", "priority": 2}], "usage": ["1.5"] | "balances": {"g1": "0", "g2": "0"}, "overage": "0.5"
wallet | "currency": "EUR", "grants": [{"id": "TX1", "amount": "20", "kind": "granted", "priority": 1}, {"id": "TX2", "amount": "25", "kind": "granted", "priority": 2, "created": "T0-3d"}, {"id": "TX3", "amount": "25", "kind": "granted", "priority": 2, "created": "T0-1d"}, {"id": "TX4", "amount": "30", "kind": "granted", "priority": 2, "created": "T0"}], "consume": ["80"] | "fundings": [{"grant": "TX1", "amount": "20"}, {"grant": "TX2", "amount": "25"}, {"grant": "TX3", "amount": "25"}, {"grant": "TX4", "amount": "10"}], "remaining": {"TX4": "20"}
wallet | "currency": "EUR", "grants": [{"id": "A", "amount": "10", "kind": "granted"}], "consume": ["8", "8"] | "remaining": {"A": "0"}, "overage": "6"
wallet_topup | "currency": "EUR", "rate_amount": "2", "credits": "10" | "credit_amount": "10", "amount_cents": "2000", "balance_cents": "2000"
wallet_topup | "currency": "JPY", "rate_amount": "1", "credits": "10.5", "balance": "5" | "amount_cents": "11", "balance_cents": "16"
wallet_void | "currency": "EUR", "balance": "100", "void": "120" | "void_amount": "100", "balance": "0"
rollover | "amount": "100", "used": "70", "max_rollover": "50", "min_rollover": "0", "preserve_overage": false | "balance_after_reset": "30"
rollover | "amount": "100", "used": "160", "max_rollover": "50", "min_rollover": "50", "preserve_overage": true | "balance_after_reset": "0", "overage": "10"
credit_grant_proration | "period_start": "2025-01-01T00:00:00Z", "period_end": "2025-02-01T00:00:00Z", "granted_at": "2025-01-20T00:00:00Z", "credits": "100", "basis": "seconds", "scale": 8 | "credits": "38.70967742"
credit_grant_proration | "period_start": "2025-01-01T00:00:00Z", "period_end": "2025-02-01T00:00:00Z", "granted_at": "2025-03-15T00:00:00Z", "credits": "100", "basis": "seconds" | "credits": "0"
credit_grant_proration | "period_start": "2025-01-01T00:00:00Z", "period_end": "2025-02-01T00:00:00Z", "granted_at": "2024-12-15T00:00:00Z", "credits": "100", "basis": "days" | "credits": "100"
credit_grant_proration | "period_start": "2025-01-01T00:00:00Z", "period_end": "2025-02-01T00:00:00Z", "granted_at": "2025-03-15T00:00:00Z", "credits": "100", "basis": "days" | "credits": "0"
credit_grant_proration | "period_start": "2025-03-01", "period_end": "2025-04-01", "granted_at": "2025-03-01", "time_zone": "America/New_York", "credits": "100", "basis": "days" | "credits": "100"
""")
    void credit(String kind, String input, String expected) {
        check(kind, input, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
"""
period | "anchor": "yesterday" | field 'anchor' must be
period | "interval": "month" | missing field 'anchor'
period | "anchor": "2024-01-01", "interval": "fortnight" | field 'interval' must be
period | "anchor": "2024-01-01", "time_zone": "Mars/Base" | field 'time_zone' must be
period | "anchor": "2024-01-01", "interval_count": 0 | an interval of 0
proration | "currency": "USD", "amount": "10", "days": 32, "period_days": 31 | a share of 32 in 31
proration | "currency": "USD", "amount": "10", "period_start": "2024-01-01" | missing field 'period_end_exclusive'
proration_fraction | "start": "2023-05-15", "next_billing_date": "2023-05-23", "fixed_days_in_month": 30 | field 'fixed_days_in_month' must be absent
proration_change | "currency": "USD", "old": {"price": "10"}, "new": {"price": "20"} | missing field 'period_end_exclusive'
tax | "currency": "USD", "taxable": "1", "tax_percent": "-1" | a tax of -1 %
tax | "currency": "XXQ", "taxable": "1", "tax_percent": "1" | not an ISO 4217 currency: XXQ
discount_fixed | "currency": "USD", "amount": "1" | missing field 'percent_off'
discount_percent | "currency": "USD", "amount": "1", "percent_off": "-5" | a discount of -5
credit_note_partial | "currency": "USD", "fee": "10", "credits": ["-1"] | a credit of -1
invoice_number | "year": 2025, "seq": 0 | invoice number 0
credit_grants | "grants": [{"id": "a", "amount": "-1"}], "usage": [] | a grant of -1
credit_grants | "grants": [{"id": "a", "amount": "1"}, {"id": "a", "amount": "1"}], "usage": [] | two grants with id a
credit_grants | "grants": [{"id": "a", "amount": "1", "expires_at": "T0+1parsec"}], "usage": [] | field 'grants[0].expires_at' must be
wallet_topup | "currency": "EUR", "rate_amount": "0", "credits": "10" | credits at 0
""")
    void what_cannot_be_priced_is_an_error_that_says_why(String kind, String input, String error) {
        assertThat(answer(kind, input).path("error").asString("")).contains(error);
    }

    private static void check(String kind, String input, String expected) {
        JsonNode reply = answer(kind, input);
        assertThat(reply.path("error").asString("")).isEmpty();
        JsonNode wanted = Json.MAPPER.readTree("{" + expected + "}");
        assertThat(Likeness.differences(wanted, reply.path("result"))).isEmpty();
    }

    private static JsonNode answer(String kind, String input) {
        return RateCommand.answer("{\"kind\": \"" + kind + "\", \"input\": {" + input + "}}");
    }
}
