package io.fluxrouter.core.invoice;

import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.util.List;

/**
 * What credit notes may still take back of an invoiced amount. All notes together never pass the
 * amount nor its tax, and notes for all of it give back exactly the tax that was charged: each note
 * carries the tax of everything credited so far, less the tax of the notes before it.
 *
 * @param net the invoiced amount, after discounts and before tax
 * @param taxes the rates it was taxed at
 * @param credited what earlier notes took back of it, before tax
 */
public record Creditable(
        BigDecimal net, List<TaxRate> taxes, BigDecimal credited, Rounding rounding) {
    public Creditable {
        taxes = List.copyOf(taxes);
        if (credited.signum() < 0 || credited.compareTo(net) > 0) {
            throw new IllegalArgumentException("credited " + credited + " of " + net);
        }
    }

    /** Nothing taken back yet. */
    public static Creditable allOf(BigDecimal net, List<TaxRate> taxes, Rounding rounding) {
        return new Creditable(net, taxes, BigDecimal.ZERO, rounding);
    }

    /** What is left to take back, before tax. */
    public BigDecimal left() {
        return net.subtract(credited);
    }

    /** A note for the amount before tax, or for what is left where that is less. */
    public CreditNote note(BigDecimal wanted) {
        if (wanted.signum() < 0) throw new IllegalArgumentException("a credit of " + wanted);
        BigDecimal subtotal = wanted.min(left());
        return new CreditNote(subtotal, taxOn(credited.add(subtotal)).subtract(taxOn(credited)));
    }

    /** What is left once the note is given. */
    public Creditable after(CreditNote note) {
        return new Creditable(net, taxes, credited.add(note.subtotal()), rounding);
    }

    private BigDecimal taxOn(BigDecimal amount) {
        BigDecimal tax = rounding.round(BigDecimal.ZERO);
        for (TaxRate rate : taxes) tax = tax.add(rate.on(amount, rounding));
        return tax;
    }
}
