package io.fluxrouter.billing.card;

import io.fluxrouter.billing.payment.CardState;
import java.time.Instant;

/**
 * The card that is charged where its owner said so.
 *
 * @param since when it was put on file
 */
public record CardOnFile(CardState card, Instant since) {}
