package io.fluxrouter.core.invoice;

import java.math.BigDecimal;

/**
 * Part of a finalised invoice taken back, the tax with it. The total is the sum of the two, so what
 * the note shows adds up (Lago's rule after its rounding fix).
 */
public record CreditNote(BigDecimal subtotal, BigDecimal tax) {
    public BigDecimal total() {
        return subtotal.add(tax);
    }
}
