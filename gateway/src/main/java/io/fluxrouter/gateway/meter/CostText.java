package io.fluxrouter.gateway.meter;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.money.TokenUsage;

/** The usage object and its cost, as text that is spliced into an answer. */
public final class CostText {
    private CostText() {}

    /**
     * The members to put before the closing brace of a usage object: the number, and the exact
     * string.
     */
    public static String members(Money cost) {
        String decimal = cost.toDecimal();
        return "\"cost\":" + decimal + ",\"cost_usd\":\"" + decimal + "\"";
    }

    /** A usage object of our own, for an answer whose provider sent none. */
    public static String usage(TokenUsage tokens, Money cost) {
        return "{\"prompt_tokens\":"
                + tokens.promptTokens()
                + ",\"completion_tokens\":"
                + tokens.completionTokens()
                + ",\"total_tokens\":"
                + tokens.totalTokens()
                + ",\"estimated\":true,"
                + members(cost)
                + "}";
    }
}
