package io.fluxrouter.billing.ledger;

import io.fluxrouter.core.ledger.TransferKind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which of a customer's transactions are wanted.
 *
 * @param kind null for all
 * @param limit at least 1
 * @param beforeSequence those right before it; null for the newest
 */
public record TransactionQuery(
        UUID customerId, @Nullable TransferKind kind, int limit, @Nullable Long beforeSequence) {}
