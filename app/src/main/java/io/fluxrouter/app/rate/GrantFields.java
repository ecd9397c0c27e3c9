package io.fluxrouter.app.rate;

import io.fluxrouter.core.credit.Grant;
import io.fluxrouter.core.credit.GrantLife;
import io.fluxrouter.core.credit.GrantSource;
import io.fluxrouter.core.period.BillingCycle;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A credit grant as a case's input writes it. */
final class GrantFields {

    /** Where a source names none: Stripe's and Lago's default, and ours. */
    private static final int DEFAULT_PRIORITY = 50;

    private static final String[] CREATED = {"created", "created_at"};
    private static final String[] EFFECTIVE = {"effective_at", "effective", "effective_date"};
    private static final String[] EXPIRES = {"expires_at", "expiry", "expires", "expiration"};

    private GrantFields() {}

    /**
     * @param begin of a grant that names none
     */
    static Grant grant(PaperInput input, Instant begin) {
        return new Grant(
                input.text("id"),
                source(input),
                input.integer("priority", DEFAULT_PRIORITY),
                input.decimal("amount"),
                life(input, begin));
    }

    private static GrantSource source(PaperInput input) {
        String name = Alias.find(input, "kind", "source", "type", "category", "cost_basis");
        if (name == null) return GrantSource.PROMOTIONAL;
        return switch (input.text(name).toLowerCase(Locale.ROOT)) {
            case "granted", "promotional", "promotion", "free" -> GrantSource.PROMOTIONAL;
            case "purchased", "paid", "prepaid" -> GrantSource.PAID;
            case "included", "plan" -> GrantSource.INCLUDED;
            default -> throw input.invalid(name, "included, promotional or paid");
        };
    }

    private static GrantLife life(PaperInput input, Instant begin) {
        Instant created = find(input, CREATED);
        Instant named = begin(input);
        Instant from = named == null ? begin : named;
        return new GrantLife(
                from, created == null ? from : created, end(input), refills(input, from));
    }

    /** When it says that it begins; else when it was created, if it says so. */
    static @Nullable Instant begin(PaperInput input) {
        Instant effective = find(input, EFFECTIVE);
        return effective == null ? find(input, CREATED) : effective;
    }

    /** The first of: expired, voided, deleted. */
    private static @Nullable Instant end(PaperInput input) {
        return Stream.of(find(input, EXPIRES), find(input, "voided_at"), find(input, "deleted_at"))
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    private static @Nullable BillingCycle refills(PaperInput input, Instant effective) {
        if (!input.has("recurrence")) return null;
        if (input.node("recurrence").isString()) {
            return BillingCycle.anchoredAt(
                    TimeFields.interval(input, "recurrence"), effective, ZoneOffset.UTC);
        }
        PaperInput recurrence = input.object("recurrence");
        Instant anchor = find(recurrence, "anchor");
        return BillingCycle.anchoredAt(
                TimeFields.interval(recurrence),
                anchor == null ? effective : anchor,
                ZoneOffset.UTC);
    }

    /**
     * When a case plays that does not say so: at T0, but while those grants last whose expiry is a
     * day of the calendar.
     */
    static Instant present(List<PaperInput> grants) {
        return grants.stream()
                .filter(grant -> begin(grant) == null)
                .map(GrantFields::calendarEnd)
                .filter(Objects::nonNull)
                .map(end -> end.minusSeconds(1))
                .reduce(GrantTime.T0, (one, other) -> one.isBefore(other) ? one : other);
    }

    private static @Nullable Instant calendarEnd(PaperInput input) {
        String name = Alias.find(input, EXPIRES);
        return name == null || GrantTime.isRelative(input.text(name)) ? null : find(input, name);
    }

    private static @Nullable Instant find(PaperInput input, String... names) {
        String name = Alias.find(input, names);
        return name == null ? null : GrantTime.moment(input, name);
    }
}
