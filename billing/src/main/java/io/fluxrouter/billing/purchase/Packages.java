package io.fluxrouter.billing.purchase;

import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The packages of credit that the operator sells. What was bought keeps the terms it was bought at,
 * whatever becomes of its package. Safe for all threads.
 */
public final class Packages {
    private final Jdbi jdbi;
    private final InstantSource clock;

    public Packages(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** All, the cheapest first; those that cannot be bought too. */
    public List<CreditPackage> all() {
        return jdbi.withHandle(PackageRows::all);
    }

    public CreditPackage get(UUID id) {
        return jdbi.withHandle(handle -> PackageRows.find(handle, id))
                .orElseThrow(Packages::unknown);
    }

    /** Throws an {@link ApiError} INVALID_VALUE that names the field. */
    public CreditPackage create(PackageTerms terms) {
        Instant now = now();
        CreditPackage made =
                new CreditPackage(
                        UUID.randomUUID(), terms.name(), terms.offer(), terms.active(), now, now);
        jdbi.useTransaction(tx -> PackageRows.insert(tx, made));
        return made;
    }

    /** Replaces all that it says. */
    public CreditPackage replace(UUID id, PackageTerms terms) {
        return jdbi.inTransaction(
                tx -> {
                    CreditPackage before = PackageRows.lock(tx, id).orElseThrow(Packages::unknown);
                    CreditPackage after =
                            new CreditPackage(
                                    id,
                                    terms.name(),
                                    terms.offer(),
                                    terms.active(),
                                    before.createdAt(),
                                    now());
                    PackageRows.update(tx, after);
                    return after;
                });
    }

    /** Lets it be bought no more. */
    public void retire(UUID id) {
        int found =
                jdbi.withHandle(
                        handle ->
                                handle.execute(
                                        """
                                        UPDATE credit_package SET is_active = false, updated_at = ?
                                        WHERE id = ?
                                        """,
                                        now(),
                                        id));
        if (found == 0) throw unknown();
    }

    /** One that can be bought now; NOT_FOUND for any other. */
    static CreditPackage offered(Handle handle, UUID id) {
        return PackageRows.find(handle, id)
                .filter(CreditPackage::active)
                .orElseThrow(Packages::unknown);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static ApiError unknown() {
        return ApiError.of(Refusal.NOT_FOUND, "There is no such package.", "package_id");
    }
}
