package io.fluxrouter.billing.ledger;

import io.fluxrouter.core.ledger.Transfer;

/**
 * A stored transfer with its link of the hash chain, in 64 hex digits: what a customer sees as one
 * line of the ledger.
 */
public record Transaction(Transfer transfer, String hash) {}
