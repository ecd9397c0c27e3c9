package io.fluxrouter.app.rate;

import static io.fluxrouter.app.rate.RatingKinds.plain;

import io.fluxrouter.core.credit.BurnDown;
import io.fluxrouter.core.credit.CreditValue;
import io.fluxrouter.core.credit.Funding;
import io.fluxrouter.core.credit.Grant;
import io.fluxrouter.core.credit.Rollover;
import io.fluxrouter.core.period.Period;
import io.fluxrouter.core.period.Share;
import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The kinds about credit grants and wallets. */
final class CreditKinds {

    private static final int GRANT_DIGITS = 8;

    private record Use(Instant at, BigDecimal amount) {}

    private CreditKinds() {}

    static Map<String, PaperCharge> kinds() {
        return Map.of(
                "credit_grants", input -> burnDown(input, "usage", "balances"),
                "wallet", input -> burnDown(input, "consume", "remaining"),
                "wallet_topup", CreditKinds::topUp,
                "wallet_void", CreditKinds::voided,
                "rollover", CreditKinds::rollover,
                "credit_grant_proration", CreditKinds::grantProration);
    }

    private static PaperResult burnDown(PaperInput input, String usage, String balances) {
        List<PaperInput> given = input.objects("grants");
        Instant now = GrantFields.present(given);
        List<Grant> grants = given.stream().map(grant -> GrantFields.grant(grant, now)).toList();
        List<Use> uses = uses(input, usage, grants, now);
        BurnDown burnDown = new BurnDown(grants, start(grants, uses, now));
        List<PaperResult> fundings = new ArrayList<>();
        for (Use use : uses) {
            burnDown.use(use.at(), use.amount()).forEach(paid -> fundings.add(funding(paid)));
        }
        String until = Alias.find(input, "until", "as_of", "at");
        if (until != null) burnDown.advanceTo(GrantTime.moment(input, until));
        List<String> order = grants.stream().sorted(Grant.SPEND_ORDER).map(Grant::id).toList();
        return new PaperResult()
                .putMap(balances, burnDown.balances())
                .put("overage", plain(burnDown.overage()))
                .putAll("fundings", fundings)
                .putTexts("order", order);
    }

    private static PaperResult funding(Funding paid) {
        return new PaperResult().put("grant", paid.grantId()).put("amount", plain(paid.amount()));
    }

    /** In the order of time. What has no time is used once all grants have begun. */
    private static List<Use> uses(PaperInput input, String name, List<Grant> grants, Instant now) {
        Instant last =
                grants.stream()
                        .map(grant -> grant.life().effectiveAt())
                        .reduce(now, CreditKinds::later);
        List<Use> uses = new ArrayList<>();
        List<JsonNode> nodes = input.has(name) ? input.nodes(name) : List.of();
        for (int i = 0; i < nodes.size(); i++) {
            String path = name + "[" + i + "]";
            JsonNode node = nodes.get(i);
            uses.add(
                    node.isObject()
                            ? use(PaperInput.of(node, path), last)
                            : new Use(last, PaperInput.asDecimal(node, path)));
        }
        uses.sort(Comparator.comparing(Use::at));
        return uses;
    }

    private static Use use(PaperInput input, Instant last) {
        boolean dated = input.has("at") && !input.text("at").equals("after");
        return new Use(
                dated ? GrantTime.moment(input, "at") : last,
                input.decimal(Alias.of(input, "amount", "quantity")));
    }

    private static Instant start(List<Grant> grants, List<Use> uses, Instant now) {
        Stream<Instant> begins = grants.stream().map(grant -> grant.life().effectiveAt());
        return Stream.concat(begins, uses.stream().map(Use::at))
                .reduce(now, (one, other) -> one.isBefore(other) ? one : other);
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static PaperResult topUp(PaperInput input) {
        Rounding rounding = InvoiceFields.rounding(input);
        CreditValue bought = CreditValue.of(input.decimal("credits"), price(input), rounding);
        BigDecimal balance =
                rounding.round(input.decimal("balance", BigDecimal.ZERO)).add(bought.money());
        return PaperResult.of("credit_amount", plain(bought.credits()))
                .put("amount", bought.money())
                .put("amount_cents", bought.money().unscaledValue().longValueExact())
                .put("balance", balance)
                .put("balance_cents", balance.unscaledValue().longValueExact());
    }

    private static PaperResult voided(PaperInput input) {
        Rounding rounding = InvoiceFields.rounding(input);
        BigDecimal balance = rounding.round(input.decimal("balance"));
        CreditValue voided =
                CreditValue.of(input.decimal("void"), price(input), rounding)
                        .atMost(balance, price(input));
        return PaperResult.of("void_amount", voided.money())
                .put("balance", balance.subtract(voided.money()));
    }

    private static BigDecimal price(PaperInput input) {
        return input.decimal("rate_amount", BigDecimal.ONE);
    }

    private static PaperResult rollover(PaperInput input) {
        Rollover rollover =
                new Rollover(
                        input.decimal("min_rollover", BigDecimal.ZERO),
                        input.decimal("max_rollover", BigDecimal.ZERO),
                        input.flag("preserve_overage", false));
        Rollover.Reset reset =
                rollover.reset(input.decimal("amount"), input.decimal("used", BigDecimal.ZERO));
        return PaperResult.of("balance_after_reset", plain(reset.balance()))
                .put("overage", plain(reset.overage()));
    }

    private static PaperResult grantProration(PaperInput input) {
        ZoneId zone = TimeFields.zone(input);
        Period period =
                new Period(
                        TimeFields.moment(input, "period_start", zone),
                        TimeFields.moment(input, "period_end", zone),
                        zone);
        Instant granted = TimeFields.moment(input, "granted_at", zone);
        String basis = input.oneOf("basis", "days", List.of("days", "seconds"), word -> word);
        Share rest =
                basis.equals("days")
                        ? Share.ofDays(granted, later(granted, period.end()), period)
                        : Share.ofTimeLeft(granted, period);
        BigDecimal credits =
                rest.of(input.decimal("credits"), input.integer("scale", GRANT_DIGITS));
        return PaperResult.of("credits", plain(credits))
                .put("coefficient", plain(rest.toDecimal(16)));
    }
}
