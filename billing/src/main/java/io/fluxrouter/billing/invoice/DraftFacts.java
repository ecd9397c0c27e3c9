package io.fluxrouter.billing.invoice;

import io.fluxrouter.billing.subscription.BilledPeriods;
import io.fluxrouter.billing.subscription.KnownOffers;
import io.fluxrouter.billing.subscription.PeriodRef;
import io.fluxrouter.billing.subscription.PeriodTerms;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/**
 * What drafts are made of, but for quantities: read for many periods by as many statements as for
 * one.
 */
record DraftFacts(
        Map<PeriodRef, PeriodTerms> terms,
        Map<UUID, Parties> parties,
        Map<UUID, List<CustomerDiscount>> discounts) {

    static DraftFacts read(Handle tx, Collection<PeriodRef> periods, KnownOffers offers) {
        Map<PeriodRef, PeriodTerms> terms = BilledPeriods.terms(tx, periods, offers);
        Set<UUID> customers =
                terms.values().stream()
                        .map(one -> one.customer().customerId())
                        .collect(Collectors.toSet());
        return new DraftFacts(terms, Parties.of(tx, customers), Discounts.of(tx, customers));
    }

    PeriodTerms termsOf(PeriodRef period) {
        return Objects.requireNonNull(terms.get(period), "the period is locked");
    }

    Parties partiesOf(UUID customerId) {
        return Objects.requireNonNull(parties.get(customerId), "periods have customers");
    }

    /** Those that lower an invoice of this subscription, in the order they were given. */
    List<InvoiceDiscount> discountsOf(
            UUID customerId, UUID subscriptionId, String currency, Instant end) {
        return discounts.getOrDefault(customerId, List.of()).stream()
                .filter(one -> one.lowers(subscriptionId, currency, end))
                .map(CustomerDiscount::discount)
                .toList();
    }
}
