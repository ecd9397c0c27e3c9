package io.fluxrouter.billing.key;

import io.fluxrouter.billing.input.Change;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * What to change of a key, not yet checked. A list set to null allows everything again; a limit or
 * an expiry set to null is taken away; name and reset cannot be null.
 *
 * @param spendLimit in dollars
 */
public record KeyChange(
        Change<String> name,
        Change<List<String>> allowedModels,
        Change<List<String>> allowedProviders,
        Change<List<String>> allowedIps,
        Change<Integer> rateLimitRpm,
        Change<Integer> rateLimitTpm,
        Change<BigDecimal> spendLimit,
        Change<String> spendLimitReset,
        Change<Instant> expiresAt) {

    /** Changes nothing; for the {@code with…} methods to start from. */
    public static final KeyChange NONE =
            new KeyChange(
                    Change.kept(),
                    Change.kept(),
                    Change.kept(),
                    Change.kept(),
                    Change.kept(),
                    Change.kept(),
                    Change.kept(),
                    Change.kept(),
                    Change.kept());

    public KeyChange withName(Change<String> change) {
        return new KeyChange(
                change,
                allowedModels,
                allowedProviders,
                allowedIps,
                rateLimitRpm,
                rateLimitTpm,
                spendLimit,
                spendLimitReset,
                expiresAt);
    }

    public KeyChange withRules(
            Change<List<String>> models, Change<List<String>> providers, Change<List<String>> ips) {
        return new KeyChange(
                name,
                models,
                providers,
                ips,
                rateLimitRpm,
                rateLimitTpm,
                spendLimit,
                spendLimitReset,
                expiresAt);
    }

    /** Requests and tokens per minute. */
    public KeyChange withRateLimits(Change<Integer> rpm, Change<Integer> tpm) {
        return new KeyChange(
                name,
                allowedModels,
                allowedProviders,
                allowedIps,
                rpm,
                tpm,
                spendLimit,
                spendLimitReset,
                expiresAt);
    }

    public KeyChange withSpendLimit(Change<BigDecimal> limit, Change<String> reset) {
        return new KeyChange(
                name,
                allowedModels,
                allowedProviders,
                allowedIps,
                rateLimitRpm,
                rateLimitTpm,
                limit,
                reset,
                expiresAt);
    }

    public KeyChange withExpiresAt(Change<Instant> change) {
        return new KeyChange(
                name,
                allowedModels,
                allowedProviders,
                allowedIps,
                rateLimitRpm,
                rateLimitTpm,
                spendLimit,
                spendLimitReset,
                change);
    }
}
