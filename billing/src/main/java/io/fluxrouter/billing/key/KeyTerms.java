package io.fluxrouter.billing.key;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.access.Glob;
import io.fluxrouter.core.access.IpRange;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.spend.SpendPeriod;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a key that its owner may choose, checked. Refuses with the first field that is
 * wrong.
 */
record KeyTerms(
        String name,
        List<String> allowedModels,
        List<String> allowedProviders,
        List<String> allowedIps,
        @Nullable Integer rateLimitRpm,
        @Nullable Integer rateLimitTpm,
        @Nullable Money spendLimit,
        SpendPeriod spendLimitReset,
        @Nullable Instant expiresAt) {
    static final int MAX_RPM = 1_000_000;
    static final int MAX_TPM = 1_000_000_000;
    static final Money MAX_SPEND_LIMIT = Money.usd("1000000");

    /** Every entry is looked at in every request. */
    private static final int MAX_ENTRIES = 100;

    static KeyTerms of(NewKey key, Instant now) {
        return new KeyTerms(
                Fields.text(key.name(), "name"),
                models(key.allowedModels()),
                providers(key.allowedProviders()),
                ips(key.allowedIps()),
                rpm(key.rateLimitRpm()),
                tpm(key.rateLimitTpm()),
                spendLimit(key.spendLimit()),
                reset(key.spendLimitReset()),
                expiry(key.expiresAt(), now));
    }

    /** What is kept was checked when it was set; an expiry may have passed since. */
    static KeyTerms of(ApiKey before, KeyChange change, Instant now) {
        return new KeyTerms(
                change.name().over(before.name(), name -> Fields.text(name, "name")),
                change.allowedModels().over(before.allowedModels(), KeyTerms::models),
                change.allowedProviders().over(before.allowedProviders(), KeyTerms::providers),
                change.allowedIps().over(before.allowedIps(), KeyTerms::ips),
                change.rateLimitRpm().overOptional(before.rateLimitRpm(), KeyTerms::rpm),
                change.rateLimitTpm().overOptional(before.rateLimitTpm(), KeyTerms::tpm),
                change.spendLimit().overOptional(before.spendLimit(), KeyTerms::spendLimit),
                change.spendLimitReset().over(before.spendLimitReset(), KeyTerms::reset),
                change.expiresAt().overOptional(before.expiresAt(), at -> expiry(at, now)));
    }

    private static List<String> models(@Nullable List<String> globs) {
        return entries(globs, "allowed_models", Glob::new);
    }

    private static List<String> providers(@Nullable List<String> names) {
        return entries(names, "allowed_providers", name -> Fields.text(name, "allowed_providers"));
    }

    private static List<String> ips(@Nullable List<String> ranges) {
        return entries(ranges, "allowed_ips", IpRange::parse);
    }

    private static List<String> entries(
            @Nullable List<String> entries, String param, Consumer<String> check) {
        if (entries == null) return List.of();
        if (entries.size() > MAX_ENTRIES) {
            throw Fields.invalid(param + " must have at most " + MAX_ENTRIES + " entries.", param);
        }
        for (String entry : entries) {
            try {
                check.accept(Fields.text(entry, param));
            } catch (IllegalArgumentException wrong) {
                throw Fields.invalid(param + ": \"" + entry + "\" cannot be read.", param);
            }
        }
        return List.copyOf(entries);
    }

    private static @Nullable Integer rpm(@Nullable Integer perMinute) {
        return rate(perMinute, MAX_RPM, "rate_limit_rpm");
    }

    private static @Nullable Integer tpm(@Nullable Integer perMinute) {
        return rate(perMinute, MAX_TPM, "rate_limit_tpm");
    }

    private static @Nullable Integer rate(@Nullable Integer value, int most, String param) {
        if (value != null && (value < 1 || value > most)) {
            throw Fields.invalid(param + " must be from 1 to " + most + ".", param);
        }
        return value;
    }

    private static @Nullable Money spendLimit(@Nullable BigDecimal dollars) {
        return Fields.dollars(dollars, MAX_SPEND_LIMIT, "usage_limit_dollars");
    }

    private static SpendPeriod reset(@Nullable String key) {
        return SpendPeriod.ofBudget(String.valueOf(key))
                .orElseThrow(
                        () ->
                                Fields.invalid(
                                        "usage_limit_reset must be daily, weekly, monthly or never.",
                                        "usage_limit_reset"));
    }

    private static @Nullable Instant expiry(@Nullable Instant at, Instant now) {
        if (at == null) return null;
        if (!at.isAfter(now))
            throw Fields.invalid("expires_at must be in the future.", "expires_at");
        return at.truncatedTo(ChronoUnit.MICROS);
    }
}
