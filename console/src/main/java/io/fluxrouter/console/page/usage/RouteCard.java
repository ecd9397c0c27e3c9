package io.fluxrouter.console.page.usage;

import io.fluxrouter.console.page.Frame;
import io.fluxrouter.console.page.Show;
import io.fluxrouter.core.catalog.Catalog;
import io.fluxrouter.core.catalog.Model;
import io.fluxrouter.core.money.TokenPrice;
import io.fluxrouter.core.money.TokenPrices;
import io.fluxrouter.core.money.TokenUsage;
import io.fluxrouter.core.usage.RequestId;
import io.fluxrouter.core.usage.UsageEvent;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * One request: why it went where it went, and its cost written out.
 *
 * @param lines each kind of token times its rate; empty where the rates have changed since
 * @param sum of the lines, before it is rounded to a nano-dollar
 */
public record RouteCard(
        Frame frame,
        UsageEvent event,
        String requestId,
        String key,
        String reason,
        String outcome,
        List<Line> lines,
        String sum) {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    public RouteCard {
        lines = List.copyOf(lines);
    }

    /** Tokens of one kind, what a million of them costs, and the product to its last digit. */
    public record Line(String kind, long tokens, String rate, String amount) {}

    static RouteCard of(Frame frame, UsageEvent event, String key, Catalog catalog) {
        Optional<TokenPrices> prices =
                catalog.find(event.model())
                        .map(Model::rates)
                        .map(rates -> rates.customer())
                        .filter(one -> one.cost(event.tokens()).equals(event.figures().cost()));
        return new RouteCard(
                frame,
                event,
                RequestId.format(event.id()),
                key,
                reason(event.routeReason()),
                outcome(event),
                prices.map(one -> lines(event.tokens(), one)).orElse(List.of()),
                prices.map(one -> Show.exact(sum(event.tokens(), one))).orElse(""));
    }

    private static List<Line> lines(TokenUsage tokens, TokenPrices prices) {
        return List.of(
                line("Input", tokens.promptTokens() - tokens.cachedTokens(), prices.input()),
                line("Cached input", tokens.cachedTokens(), prices.cachedInput()),
                line("Output", tokens.completionTokens(), prices.output()));
    }

    private static Line line(String kind, long tokens, TokenPrice price) {
        return new Line(
                kind,
                tokens,
                Show.exact(BigDecimal.valueOf(price.nanosPerMillion(), 9)),
                Show.exact(product(tokens, price)));
    }

    private static BigDecimal sum(TokenUsage tokens, TokenPrices prices) {
        return product(tokens.promptTokens() - tokens.cachedTokens(), prices.input())
                .add(product(tokens.cachedTokens(), prices.cachedInput()))
                .add(product(tokens.completionTokens(), prices.output()));
    }

    private static BigDecimal product(long tokens, TokenPrice price) {
        return BigDecimal.valueOf(price.nanosPerMillion(), 9)
                .multiply(BigDecimal.valueOf(tokens))
                .divide(MILLION);
    }

    private static String reason(String key) {
        return switch (key) {
            case "named_model" -> "You named this model.";
            case "pinned_model" -> "You pinned this model.";
            case "lane_alias" -> "You asked for this lane by its name.";
            case "short_prompt" -> "The prompt is short and plain, so the lightest lane serves.";
            case "general" -> "Nothing spoke for another lane.";
            case "code" -> "The prompt shows source code.";
            case "tools" -> "The request offers tools.";
            case "long_prompt" -> "The prompt is long.";
            case "reasoning_words" -> "The prompt asks for proof, plan or analysis.";
            case "next_lane" -> "The lane that fits best had no model for this request.";
            default -> key;
        };
    }

    private static String outcome(UsageEvent event) {
        return switch (event.outcome()) {
            case COMPLETED -> "Answered in full";
            case CALLER_GONE -> "You left before the end; what was made is paid";
            case PROVIDER_CUT -> "The provider broke off; only what came is paid";
            case PROVIDER_REFUSED -> "The provider refused the request; nothing is paid";
            case PROVIDER_FAILED -> "No provider answered; nothing is paid";
        };
    }
}
