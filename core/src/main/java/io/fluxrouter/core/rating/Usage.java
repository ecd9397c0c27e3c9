package io.fluxrouter.core.rating;

import java.math.BigDecimal;
import java.util.List;

/**
 * What a meter counted in a period: the total, and, for prices that look at each one, the single
 * transactions in order of time. A total may be negative where events took usage back.
 */
public record Usage(BigDecimal quantity, List<BigDecimal> transactions) {
    public Usage {
        transactions = List.copyOf(transactions);
    }

    public static Usage of(BigDecimal quantity) {
        return new Usage(quantity, List.of());
    }

    public static Usage ofTransactions(List<BigDecimal> transactions) {
        return new Usage(
                transactions.stream().reduce(BigDecimal.ZERO, BigDecimal::add), transactions);
    }
}
