package io.fluxrouter.billing.plan;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.plan.PlanEntitlement.Permission;
import io.fluxrouter.billing.terms.CustomerTerms;
import io.fluxrouter.billing.terms.GatewayTerms;
import io.fluxrouter.billing.terms.TermText;
import io.fluxrouter.core.entitlement.ResetPeriod;
import io.fluxrouter.core.refusal.ApiError;
import java.time.Instant;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/**
 * What the features that the gateway reads may say: it counts calendar months, dollars to the ninth
 * digit and whole requests. Any other feature may say what it likes.
 */
final class GatewayPermissions {
    private GatewayPermissions() {}

    /** Throws an {@link ApiError} INVALID_VALUE that names the field. */
    static void check(Handle tx, BillingPlan plan, UUID featureId, Permission permission) {
        if (!plan.organizationId().equals(Organization.OPERATOR)) return;
        switch (key(tx, featureId)) {
            case "llm_cost_usd" -> checkIncluded(plan, permission);
            case "llm_ceiling_usd", "llm_hourly_limit_usd" -> {
                if (TermText.dollars(text(permission)).isEmpty()) {
                    throw Fields.invalid(
                            "static_value must be dollars, from 0 to 100000000.", "static_value");
                }
            }
            case "llm_requests_per_second", "llm_requests_per_minute", "llm_tokens_per_minute" -> {
                if (TermText.count(text(permission)).isEmpty()) {
                    throw Fields.invalid(
                            "static_value must be a whole number, 0 for no limit.", "static_value");
                }
            }
            case "llm_models" -> {
                if (TermText.patterns(text(permission)).isEmpty()) {
                    throw Fields.invalid(
                            "static_value must be patterns of models with commas between, such as"
                                    + " openai/*,claude-*.",
                            "static_value");
                }
            }
            default -> {
                // Not the gateway's.
            }
        }
    }

    private static void checkIncluded(BillingPlan plan, Permission permission) {
        if (!plan.currency().equals("USD")) {
            throw Fields.invalid("LLM usage is in dollars: the plan is not.", "feature_id");
        }
        if (permission.resets() != ResetPeriod.MONTH) {
            throw Fields.invalid(
                    "usage_reset_period must be month, as the gateway counts.",
                    "usage_reset_period");
        }
        Fields.dollars(permission.limit(), GatewayTerms.UNLIMITED, "usage_limit");
    }

    private static String text(Permission permission) {
        String text = permission.staticValue();
        return text == null ? "" : text;
    }

    private static String key(Handle tx, UUID featureId) {
        return tx.createQuery(
                        """
                        SELECT lookup_key FROM feature
                        WHERE id = :id AND organization_id = :operator
                        """)
                .bind("id", featureId)
                .bind("operator", Organization.OPERATOR)
                .mapTo(String.class)
                .findOne()
                .orElse("");
    }

    /** Tells the gateway that a plan of the operator's changed. */
    static void changed(Handle tx, BillingPlan plan, Instant now) {
        if (!plan.organizationId().equals(Organization.OPERATOR)) return;
        CustomerTerms.refreshPlan(tx, plan.id(), now);
    }
}
