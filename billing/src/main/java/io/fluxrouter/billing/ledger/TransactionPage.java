package io.fluxrouter.billing.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some of a customer's transactions, newest first.
 *
 * @param nextBefore what to ask for to get the page of older ones; null on the last page
 */
public record TransactionPage(List<Transaction> transactions, @Nullable Long nextBefore) {
    public TransactionPage {
        transactions = List.copyOf(transactions);
    }
}
