package io.fluxrouter.core.credit;

import java.math.BigDecimal;

/** What one grant paid of one use. Every use is linked to the grants that paid it (Lago). */
public record Funding(String grantId, BigDecimal amount) {}
