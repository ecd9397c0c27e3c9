package io.fluxrouter.app.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.credit.CreditGrant;
import io.fluxrouter.billing.credit.CreditKind;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * One customer's credit, told again in the plainest way: a list of grants, each with what is left.
 * Shares nothing with the code it checks but the facts of a new grant.
 */
final class NaiveCredit {
    /** Priority, expiry, gifts before what was paid for, age. */
    private static final Comparator<CreditGrant> DECLARED_ORDER =
            Comparator.comparingInt(CreditGrant::priority)
                    .thenComparing(grant -> expiry(grant))
                    .thenComparing(grant -> grant.kind() == CreditKind.PAID)
                    .thenComparing(CreditGrant::createdAt);

    private final Map<UUID, CreditGrant> facts = new LinkedHashMap<>();
    private final Map<UUID, Long> left = new LinkedHashMap<>();

    private static Instant expiry(CreditGrant grant) {
        Instant at = grant.expiresAt();
        return at == null ? Instant.MAX : at;
    }

    /** What is stored must be what is known here; grants never seen before are learnt. */
    void meet(String what, List<CreditGrant> stored) {
        for (CreditGrant grant : stored) {
            long now = grant.remaining().nanos();
            assertThat(now).as("%s: %s", what, grant).isNotNegative();
            if (facts.putIfAbsent(grant.id(), grant) == null) left.put(grant.id(), now);
            assertThat(now).as("%s: %s", what, grant).isEqualTo(left.get(grant.id()));
        }
        assertThat(stored).as(what).hasSize(facts.size());
    }

    /** Something was paid by the grants, in the declared order; those that expired come last. */
    void spend(long nanos, Instant at) {
        long open = nanos;
        for (boolean expired : List.of(false, true)) {
            for (CreditGrant grant : facts.values().stream().sorted(DECLARED_ORDER).toList()) {
                if (!at.isBefore(expiry(grant)) != expired) continue;
                long part = Math.min(open, of(grant.id()));
                take(grant.id(), part);
                open -= part;
            }
        }
        assertThat(open).as("spent beyond all grants").isZero();
    }

    /** Something was taken out of one grant, wherever that stands in the order. */
    void take(UUID grant, long nanos) {
        left.merge(grant, -nanos, Math::addExact);
    }

    void expire(Instant now) {
        for (CreditGrant grant : facts.values()) {
            if (!now.isBefore(expiry(grant))) left.put(grant.id(), 0L);
        }
    }

    long total() {
        return left.values().stream().mapToLong(Long::longValue).sum();
    }

    private long of(UUID grant) {
        return left.getOrDefault(grant, 0L);
    }
}
