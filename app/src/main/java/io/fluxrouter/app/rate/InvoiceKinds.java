package io.fluxrouter.app.rate;

import io.fluxrouter.core.invoice.CreditNote;
import io.fluxrouter.core.invoice.Creditable;
import io.fluxrouter.core.invoice.InvoiceNumber;
import io.fluxrouter.core.invoice.InvoiceTotals;
import io.fluxrouter.core.invoice.LineItem;
import io.fluxrouter.core.invoice.TaxRate;
import io.fluxrouter.core.invoice.TaxTotal;
import io.fluxrouter.core.period.Share;
import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** The kinds about taxes, discounts, credit notes, totals and numbers of invoices. */
final class InvoiceKinds {

    private InvoiceKinds() {}

    static Map<String, PaperCharge> kinds() {
        return Map.of(
                "tax", InvoiceKinds::tax,
                "tax_multi", InvoiceKinds::taxes,
                "discount_percent", InvoiceKinds::discount,
                "discount_fixed", InvoiceKinds::discount,
                "credit_note", InvoiceKinds::creditNote,
                "credit_note_partial", InvoiceKinds::creditNotes,
                "invoice_total", InvoiceKinds::total,
                "invoice_number", InvoiceKinds::number);
    }

    private static PaperResult tax(PaperInput input) {
        Rounding rounding = InvoiceFields.rounding(input);
        InvoiceTotals totals = oneLine(input, "taxable", InvoiceFields.taxes(input), rounding);
        return PaperResult.of("tax", totals.tax()).put("total", totals.total());
    }

    /** Here the total is that of the taxes. */
    private static PaperResult taxes(PaperInput input) {
        Rounding rounding = InvoiceFields.rounding(input);
        InvoiceTotals totals = oneLine(input, "taxable", InvoiceFields.taxes(input), rounding);
        return new PaperResult()
                .putDecimals("taxes", totals.taxes().stream().map(TaxTotal::amount).toList())
                .put("total", totals.tax());
    }

    private static InvoiceTotals oneLine(
            PaperInput input, String field, List<TaxRate> taxes, Rounding rounding) {
        BigDecimal amount = input.decimal(Alias.of(input, field, "amount", "subtotal"));
        LineItem line = LineItem.rounded(field, amount, rounding, taxes);
        return InvoiceTotals.of(List.of(line), InvoiceFields.discounts(input), rounding);
    }

    private static PaperResult discount(PaperInput input) {
        Alias.of(input, "percent_off", "amount_off");
        InvoiceTotals totals = oneLine(input, "amount", List.of(), InvoiceFields.rounding(input));
        return PaperResult.of("discount", totals.discount()).put("final", totals.total());
    }

    private static PaperResult creditNote(PaperInput input) {
        Creditable fee = fee(input);
        BigDecimal wanted = fee.net();
        if (input.has("unused_days")) {
            Share unused = new Share(input.integer("unused_days"), input.integer("period_days"));
            wanted = unused.of(fee.net(), fee.rounding().scale());
        } else if (input.has("credit")) {
            wanted = fee.rounding().round(input.decimal("credit"));
        }
        return note(fee.note(wanted));
    }

    private static PaperResult creditNotes(PaperInput input) {
        Creditable left = fee(input);
        List<PaperResult> notes = new ArrayList<>();
        for (BigDecimal credit : input.decimals("credits")) {
            CreditNote note = left.note(left.rounding().round(credit));
            notes.add(note(note));
            left = left.after(note);
        }
        return new PaperResult().putAll("notes", notes).put("left", left.left());
    }

    private static Creditable fee(PaperInput input) {
        Rounding rounding = InvoiceFields.rounding(input);
        BigDecimal fee = input.decimal(Alias.of(input, "paid_fee", "fee", "amount"));
        return Creditable.allOf(rounding.round(fee), InvoiceFields.taxes(input), rounding);
    }

    private static PaperResult note(CreditNote note) {
        return PaperResult.of("sub_total", note.subtotal())
                .put("tax", note.tax())
                .put("total", note.total());
    }

    /** The total is what is left to pay, where the input names credit. */
    private static PaperResult total(PaperInput input) {
        Rounding rounding = InvoiceFields.rounding(input);
        InvoiceTotals totals = totals(input, rounding);
        BigDecimal credit = InvoiceFields.credit(input, rounding);
        BigDecimal due = totals.dueAfter(credit);
        return PaperResult.of("subtotal", totals.subtotal())
                .put("fees", totals.subtotal())
                .put("discount", totals.discount())
                .putDecimals("coupon_shares", totals.lineDiscounts())
                .put("taxable", totals.net())
                .put("sub_total_excl_tax", totals.net())
                .putDecimals("fee_taxes", totals.lineTaxes())
                .put("tax", totals.tax())
                .put("taxes", totals.tax())
                .put("total", InvoiceFields.namesCredit(input) ? due : totals.total())
                .put("due", due)
                .put("credit_left", totals.creditLeft(credit));
    }

    private static InvoiceTotals totals(PaperInput input, Rounding rounding) {
        InvoiceTotals totals =
                InvoiceTotals.of(
                        InvoiceFields.lines(input, rounding),
                        InvoiceFields.discounts(input),
                        rounding);
        String given = Alias.find(input, "taxes", "tax");
        if (given == null || input.isList(given)) return totals;
        BigDecimal tax = rounding.round(input.decimal(given));
        TaxTotal as = new TaxTotal(new TaxRate("as given", BigDecimal.ZERO), totals.net(), tax);
        return new InvoiceTotals(
                totals.subtotal(), totals.lineDiscounts(), List.of(as), List.of(tax));
    }

    private static PaperResult number(PaperInput input) {
        if (!input.text("mode", "yearly").equals("per_customer")) {
            return new PaperResult().put("number", yearly(input).text());
        }
        // Lago's issuer is a prefix with a number of its own.
        String issuer = input.text("prefix") + "-" + input.integer("issuer", 1);
        List<String> numbers =
                LongStream.rangeClosed(1, input.integer("invoices", 1))
                        .mapToObj(
                                sequence ->
                                        new InvoiceNumber.PerCustomer(
                                                issuer, input.integer("customer_seq"), sequence))
                        .map(InvoiceNumber.PerCustomer::text)
                        .toList();
        return new PaperResult().putTexts("numbers", numbers);
    }

    private static InvoiceNumber yearly(PaperInput input) {
        int sequence = input.integer(Alias.of(input, "seq", "sequence"));
        return input.has("finalized_at")
                ? InvoiceNumber.Yearly.of(input.instant("finalized_at"), sequence)
                : new InvoiceNumber.Yearly(input.integer("year"), sequence);
    }
}
