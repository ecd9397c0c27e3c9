package io.fluxrouter.billing.invoice;

import java.util.List;

/**
 * An invoice next to what comes out when it is computed anew, from the events that are known now.
 *
 * @param hash of what the invoice says now, to be compared with the one it stored when it became
 *     final
 * @param amounts what stands below the lines, computed anew from the lines
 */
public record InvoiceProof(
        Invoice invoice, String hash, InvoiceAmounts amounts, List<LineProof> lines) {
    public InvoiceProof {
        lines = List.copyOf(lines);
    }

    /** Whether the content is still the one that was hashed; a draft has nothing to compare. */
    public boolean hashAgrees() {
        return invoice.contentHash() == null || invoice.contentHash().equals(hash);
    }

    public boolean amountsAgree() {
        InvoiceAmounts stored = invoice.amounts();
        return stored.subtotal().compareTo(amounts.subtotal()) == 0
                && stored.discount().compareTo(amounts.discount()) == 0
                && stored.tax().compareTo(amounts.tax()) == 0
                && stored.total().compareTo(amounts.total()) == 0;
    }

    public boolean agrees() {
        return hashAgrees() && amountsAgree() && lines.stream().allMatch(LineProof::agrees);
    }
}
