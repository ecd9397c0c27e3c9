package io.fluxrouter.app.rate;

import io.fluxrouter.core.invoice.Discount;
import io.fluxrouter.core.invoice.LineItem;
import io.fluxrouter.core.invoice.TaxRate;
import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Lines, taxes, discounts and credit as a case's input writes them. */
final class InvoiceFields {

    private static final String LEDGER_CURRENCY = "USD";
    private static final String[] LINES = {
        "fees", "lines", "line_items", "items", "subtotal", "sub_total"
    };
    private static final String[] CREDITS = {
        "credit_notes", "credit_note", "credits", "credit", "prepaid_credits", "progressive_credit"
    };
    private static final String[] PERCENT_OFF = {
        "percent_off", "discount_percent", "coupon_percent"
    };
    private static final String[] AMOUNT_OFF = {
        "amount_off", "discount", "discount_amount", "coupon"
    };

    private InvoiceFields() {}

    /** As its currency, or the ledger's currency where the input names none. */
    static Rounding rounding(PaperInput input) {
        Rounding named = PriceFields.findRounding(input);
        return named == null ? Rounding.toMinorUnit(LEDGER_CURRENCY) : named;
    }

    /** Lines of one amount each, or one line of all fees. */
    static List<LineItem> lines(PaperInput input, Rounding rounding) {
        String name = Alias.of(input, LINES);
        List<TaxRate> taxes = taxes(input);
        List<LineItem> lines = new ArrayList<>();
        if (!input.isList(name)) {
            lines.add(LineItem.rounded(name, input.decimal(name), rounding, taxes));
            return lines;
        }
        List<JsonNode> nodes = input.nodes(name);
        for (int i = 0; i < nodes.size(); i++) {
            lines.add(line(nodes.get(i), name + "[" + i + "]", taxes, rounding));
        }
        return lines;
    }

    private static LineItem line(
            JsonNode node, String path, List<TaxRate> taxes, Rounding rounding) {
        if (!node.isObject()) {
            return LineItem.rounded(path, PaperInput.asDecimal(node, path), rounding, taxes);
        }
        PaperInput line = PaperInput.of(node, path);
        List<TaxRate> own = line.has("tax_percent") ? taxes(line) : taxes;
        return LineItem.rounded(line.text("name", path), amount(line), rounding, own);
    }

    /** The amount of a line, or its quantity times its price. */
    private static BigDecimal amount(PaperInput line) {
        if (line.has("amount")) return line.decimal("amount");
        BigDecimal price = line.decimal(Alias.of(line, "unit_price", "price", "rate"));
        String quantity = Alias.find(line, "quantity", "qty");
        return quantity == null ? price : price.multiply(line.decimal(quantity));
    }

    /** One rate, several with a rate each, or none. */
    static List<TaxRate> taxes(PaperInput input) {
        String several = Alias.find(input, "rates", "tax_rates", "taxes");
        if (several == null || !input.isList(several)) {
            String one = Alias.find(input, "tax_percent", "tax_rate");
            return one == null ? List.of() : List.of(rate(input, one));
        }
        List<TaxRate> taxes = new ArrayList<>();
        List<JsonNode> nodes = input.nodes(several);
        for (int i = 0; i < nodes.size(); i++) {
            taxes.add(rate(nodes.get(i), several + "[" + i + "]"));
        }
        return taxes;
    }

    /** Lines of one rate are taxed together, so the rate is its name. */
    private static TaxRate rate(PaperInput input, String name) {
        return new TaxRate("tax", input.decimal(name));
    }

    /** Two taxes of an equal rate are two taxes, so the place is the name. */
    private static TaxRate rate(JsonNode node, String path) {
        if (!node.isObject()) return new TaxRate(path, PaperInput.asDecimal(node, path));
        PaperInput rate = PaperInput.of(node, path);
        String percent = Alias.of(rate, "percent", "rate", "tax_percent");
        return new TaxRate(rate.text("name", path), rate.decimal(percent));
    }

    /** A percentage comes before a fixed sum, where there are both. */
    static List<Discount> discounts(PaperInput input) {
        List<Discount> discounts = new ArrayList<>();
        String percent = Alias.find(input, PERCENT_OFF);
        if (percent != null) discounts.add(new Discount.Percent(input.decimal(percent)));
        String amount = Alias.find(input, AMOUNT_OFF);
        if (amount != null) discounts.add(new Discount.Fixed(input.decimal(amount)));
        return discounts;
    }

    static boolean namesCredit(PaperInput input) {
        return Alias.find(input, CREDITS) != null;
    }

    /** All credit together. */
    static BigDecimal credit(PaperInput input, Rounding rounding) {
        BigDecimal credit = rounding.round(BigDecimal.ZERO);
        for (String name : CREDITS) {
            if (!input.has(name)) continue;
            List<BigDecimal> amounts =
                    input.isList(name) ? input.decimals(name) : List.of(input.decimal(name));
            credit = credit.add(rounding.sumOfRounded(amounts));
        }
        return credit;
    }
}
