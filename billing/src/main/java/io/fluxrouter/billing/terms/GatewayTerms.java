package io.fluxrouter.billing.terms;

import io.fluxrouter.core.access.RateLimit;
import io.fluxrouter.core.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a version of a plan says to the gateway.
 *
 * @param code the plan's lookup id, else its id
 * @param included usage per calendar month that the fee pays for
 * @param ceiling the most usage per calendar month, included usage counted; prepaid credit comes on
 *     top (ADR 9)
 * @param hardStop whether nothing is ever invoiced: usage ends with what is included
 */
public record GatewayTerms(
        UUID planId,
        int version,
        String code,
        Money included,
        Money ceiling,
        boolean hardStop,
        RateLimit limits) {

    /** More than anybody spends: stands for no limit. */
    public static final Money UNLIMITED = Money.usd("100000000");

    /** For customers without a plan, and for plans that do not say. */
    public static final RateLimit DEFAULT_LIMITS = new RateLimit(20, 0, 5_000_000);

    /**
     * What a month may cost the plan.
     *
     * @param override the ceiling that the operator gave this customer, or that it has earned; null
     *     for the plan's own. What ends hard ends with what is included all the same.
     */
    public Money cap(@Nullable Money override) {
        Money wanted = override == null ? ceiling : override;
        return hardStop ? wanted.min(included) : wanted;
    }

    /** Whether the ceiling is one that rises: what ends hard, or has no ceiling, has none such. */
    boolean rises() {
        return !hardStop && ceiling.compareTo(UNLIMITED) < 0;
    }

    /** The same while nothing is invoiced. */
    GatewayTerms inTrial() {
        return new GatewayTerms(planId, version, code, included, ceiling, true, limits);
    }

    /** From the columns of {@code gateway_terms}; null where a left join found none. */
    public static @Nullable GatewayTerms read(ResultSet row) throws SQLException {
        UUID planId = row.getObject("plan_id", UUID.class);
        if (planId == null) return null;
        var included = row.getBigDecimal("included_usd");
        boolean hardStop = !row.getBoolean("is_soft_limit");
        return new GatewayTerms(
                planId,
                row.getInt("version"),
                row.getString("code"),
                included == null ? UNLIMITED : Money.usd(included),
                ceiling(row.getString("ceiling_usd")),
                hardStop,
                new RateLimit(
                        limit(row, "requests_per_second", DEFAULT_LIMITS.perSecond()),
                        limit(row, "requests_per_minute", DEFAULT_LIMITS.perMinute()),
                        limit(row, "tokens_per_minute", DEFAULT_LIMITS.tokensPerMinute())));
    }

    /** A text that says nothing gives nothing: it was written before anybody checked it. */
    private static Money ceiling(@Nullable String text) {
        return text == null ? UNLIMITED : TermText.dollars(text).orElse(Money.ZERO);
    }

    private static int limit(ResultSet row, String column, int otherwise) throws SQLException {
        String text = row.getString(column);
        return text == null ? otherwise : TermText.count(text).orElse(otherwise);
    }
}
