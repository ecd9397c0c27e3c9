package io.fluxrouter.console.page.key;

import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.key.ApiKey;
import io.fluxrouter.billing.key.KeyChange;
import io.fluxrouter.billing.key.NewKey;
import io.fluxrouter.console.page.Form;
import io.fluxrouter.core.access.Dialect;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What stands in the fields of a key's form, as text. */
public record KeyFields(
        String name,
        String limit,
        String reset,
        String models,
        String ips,
        String rpm,
        String tpm,
        String expires) {
    static final KeyFields EMPTY = new KeyFields("", "", "monthly", "", "", "", "", "");

    static KeyFields of(ApiKey key) {
        return new KeyFields(
                key.name(),
                key.spendLimit() == null ? "" : key.spendLimit().toDecimal(),
                key.spendLimitReset().key(),
                String.join(", ", key.allowedModels()),
                String.join(", ", key.allowedIps()),
                text(key.rateLimitRpm()),
                text(key.rateLimitTpm()),
                key.expiresAt() == null
                        ? ""
                        : LocalDate.ofInstant(key.expiresAt().minusSeconds(1), ZoneOffset.UTC)
                                .toString());
    }

    static KeyFields sent(Form form) {
        return new KeyFields(
                form.text("name").strip(),
                form.text("limit"),
                form.find("reset").orElse("never"),
                form.text("models"),
                form.text("ips"),
                form.text("rpm"),
                form.text("tpm"),
                form.text("expires"));
    }

    private static String text(@Nullable Integer number) {
        return number == null ? "" : number.toString();
    }

    /** Throws an {@link io.fluxrouter.core.refusal.ApiError} for what cannot be read. */
    static NewKey wanted(UUID customerId, Form form) {
        return new NewKey(
                customerId,
                form.text("name").strip(),
                Dialect.FLUX,
                form.list("models"),
                List.of(),
                form.list("ips"),
                form.number("rpm").orElse(null),
                form.number("tpm").orElse(null),
                form.dollars("limit").orElse(null),
                form.find("reset").orElse("never"),
                expiry(form));
    }

    /** The form shows everything but providers, so all else is set. */
    static KeyChange change(Form form) {
        return KeyChange.NONE
                .withName(Change.to(form.text("name").strip()))
                .withRules(
                        Change.to(form.list("models")), Change.kept(), Change.to(form.list("ips")))
                .withRateLimits(
                        Change.to(form.number("rpm").orElse(null)),
                        Change.to(form.number("tpm").orElse(null)))
                .withSpendLimit(
                        Change.to(form.dollars("limit").orElse(null)),
                        Change.to(form.find("reset").orElse("never")))
                .withExpiresAt(Change.to(expiry(form)));
    }

    private static @Nullable Instant expiry(Form form) {
        return form.find("expires").map(KeyFields::endOf).orElse(null);
    }

    /** A key works until its last day is over. */
    private static Instant endOf(String day) {
        try {
            return LocalDate.parse(day).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeParseException notADay) {
            throw Fields.invalid("The last day must be like 2026-12-31.", "expires");
        }
    }
}
