package io.fluxrouter.billing.bound;

import io.fluxrouter.billing.audit.AuditRecord;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.spend.SpendStates;
import io.fluxrouter.billing.terms.CustomerTerms;
import io.fluxrouter.billing.terms.GatewayTerms;
import io.fluxrouter.billing.terms.HourlyLimit;
import io.fluxrouter.core.access.Block;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.core.spend.SpendPeriod;
import io.fluxrouter.core.spend.SpendState;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Reads and moves the bounds of customers, for the operator. Safe for all threads. */
public final class Bounds {
    private final Jdbi jdbi;
    private final SpendStates states;
    private final InstantSource clock;

    public Bounds(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.states = new SpendStates(jdbi);
        this.clock = clock;
    }

    /**
     * What to change.
     *
     * @param hourlyLimit in dollars; null leaves it to the plan
     * @param onHold whether the customer is under review
     * @param cardRequired whether a card has to be on file first
     * @param note why; kept with a block, and in the audit
     */
    public record BoundsChange(
            Change<BigDecimal> hourlyLimit,
            @Nullable Boolean onHold,
            @Nullable Boolean cardRequired,
            @Nullable String note) {}

    private record Own(@Nullable Money ceiling, @Nullable Money hourly) {}

    /** NOT_FOUND for an unknown customer. */
    public CustomerBounds get(UUID customerId) {
        Instant now = clock.instant();
        Own own =
                jdbi.withHandle(handle -> own(handle, customerId))
                        .orElseThrow(
                                () -> ApiError.of(Refusal.NOT_FOUND, "There is no such customer."));
        SpendAccount account =
                new SpendAccount(customerId, SpendAccount.Kind.CUSTOMER, SpendPeriod.MONTHLY);
        SpendState state = states.state(account, now).orElseThrow();
        return new CustomerBounds(
                customerId,
                state,
                own.ceiling(),
                jdbi.withHandle(h -> CustomerTerms.earned(h, customerId, now)).orElse(null),
                own.hourly(),
                jdbi.withHandle(h -> limited(h, customerId)) ? hour(customerId, now) : null,
                jdbi.withHandle(h -> CustomerBlocks.of(h, customerId)));
    }

    private @Nullable SpendState hour(UUID customerId, Instant now) {
        return states.state(HourlyLimit.account(customerId), now).orElse(null);
    }

    /** INVALID_VALUE that names the field; NOT_FOUND for an unknown customer. */
    public CustomerBounds change(UUID customerId, BoundsChange change, String author) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        get(customerId);
        String note = note(change);
        jdbi.useTransaction(
                tx -> {
                    if (change.hourlyLimit().isSet()) {
                        Money limit = change.hourlyLimit().overOptional(null, Bounds::hourly);
                        setHourly(tx, customerId, limit);
                        CustomerTerms.refresh(tx, customerId, now);
                    }
                    block(tx, customerId, Block.ON_HOLD, change.onHold(), note, now);
                    block(tx, customerId, Block.CARD_REQUIRED, change.cardRequired(), note, now);
                    new AuditRecord(customerId, "bounds", author, note, now).insert(tx);
                });
        return get(customerId);
    }

    private static String note(BoundsChange change) {
        String note = change.note();
        return note == null ? "changed by the operator" : Fields.text(note, "note");
    }

    private static @Nullable Money hourly(@Nullable BigDecimal dollars) {
        return Fields.dollars(dollars, GatewayTerms.UNLIMITED, "hourly_limit_usd");
    }

    private static void block(
            Handle tx,
            UUID customerId,
            Block kind,
            @Nullable Boolean wanted,
            String note,
            Instant now) {
        if (wanted == null) return;
        if (wanted) CustomerBlocks.block(tx, customerId, kind, note, now);
        else CustomerBlocks.release(tx, customerId, kind);
    }

    private static void setHourly(Handle tx, UUID customerId, @Nullable Money limit) {
        tx.createUpdate("UPDATE customer SET hourly_limit_nanos = :limit WHERE id = :id")
                .bind("limit", limit == null ? null : (Long) limit.nanos())
                .bind("id", customerId)
                .execute();
    }

    private static boolean limited(Handle handle, UUID customerId) {
        return handle.createQuery(
                        """
                        SELECT EXISTS (SELECT FROM spend_counter
                                       WHERE account_id = :id AND counts_until IS NULL)
                        """)
                .bind("id", HourlyLimit.account(customerId).id())
                .mapTo(Boolean.class)
                .one();
    }

    private static Optional<Own> own(Handle handle, UUID customerId) {
        return handle.createQuery(
                        """
                        SELECT ceiling_nanos, hourly_limit_nanos FROM customer
                        WHERE id = :id AND archived_at IS NULL
                        """)
                .bind("id", customerId)
                .map(
                        (row, context) ->
                                new Own(
                                        money(row.getObject(1, Long.class)),
                                        money(row.getObject(2, Long.class))))
                .findOne();
    }

    private static @Nullable Money money(@Nullable Long nanos) {
        return nanos == null ? null : Money.ofNanos(nanos);
    }
}
