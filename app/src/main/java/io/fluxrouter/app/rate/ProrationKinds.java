package io.fluxrouter.app.rate;

import static io.fluxrouter.app.rate.RatingKinds.plain;

import io.fluxrouter.core.invoice.PlanChange;
import io.fluxrouter.core.invoice.PlanChange.Part;
import io.fluxrouter.core.invoice.Refundable;
import io.fluxrouter.core.period.BilledCycles;
import io.fluxrouter.core.period.BilledCycles.Term;
import io.fluxrouter.core.period.BillingCycle;
import io.fluxrouter.core.period.Period;
import io.fluxrouter.core.period.Share;
import io.fluxrouter.core.rating.Rounding;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The kinds about parts of a period: what is charged for one, and what comes back. */
final class ProrationKinds {

    /** As many as the sources print. */
    private static final int FRACTION_DIGITS = 9;

    private ProrationKinds() {}

    static Map<String, PaperCharge> kinds() {
        return Map.of(
                "proration", ProrationKinds::proration,
                "proration_fraction", ProrationKinds::fraction,
                "proration_cycles", ProrationKinds::cycles,
                "proration_change", ProrationKinds::change,
                "proration_refund_cap", ProrationKinds::refundCap);
    }

    private static PaperResult proration(PaperInput input) {
        int scale = InvoiceFields.rounding(input).scale();
        BigDecimal amount = input.decimal("amount");
        if (input.has("days")) {
            Share share = givenDays(input, "days");
            return days(PaperResult.of("amount", share.of(amount, scale)), share);
        }
        ZoneId zone = TimeFields.zone(input);
        Period period = period(input, zone);
        Instant from = TimeFields.findMoment(input, zone, "service_start");
        Instant until = end(input, zone, "service_end");
        Instant start = from == null ? period.start() : from;
        Instant end = until == null ? period.end() : until;
        Share days = Share.ofDays(start, end, period);
        Share share = inDays(input) ? days : Share.ofTime(start, end, period);
        return days(PaperResult.of("amount", share.of(amount, scale)), days);
    }

    private static Period period(PaperInput input, ZoneId zone) {
        Instant end = end(input, zone, "period_end");
        if (end == null) throw BadInput.missing("period_end_exclusive");
        return new Period(TimeFields.moment(input, "period_start", zone), end, zone);
    }

    /** An end is exclusive, unless its name says that the day itself is included. */
    private static @Nullable Instant end(PaperInput input, ZoneId zone, String name) {
        if (!input.has(name + "_inclusive")) {
            return TimeFields.findMoment(input, zone, name + "_exclusive", name);
        }
        LocalDate lastDay = TimeFields.day(input, name + "_inclusive", zone);
        return lastDay.plusDays(1).atStartOfDay(zone).toInstant();
    }

    private static boolean inDays(PaperInput input) {
        return input.oneOf("basis", "days", List.of("days", "seconds"), basis -> basis)
                .equals("days");
    }

    private static Share givenDays(PaperInput input, String name) {
        return new Share(input.integer(name), input.integer("period_days"));
    }

    private static PaperResult days(PaperResult result, Share share) {
        return result.put("days", share.part()).put("period_days", share.whole());
    }

    /** The days from a start to the next bill day, in the cycle that ends on that day. */
    private static PaperResult fraction(PaperInput input) {
        if (input.has("fixed_days_in_month")) {
            throw input.invalid("fixed_days_in_month", "absent: days are the calendar's");
        }
        LocalDate start = TimeFields.day(input, "start", ZoneOffset.UTC);
        LocalDate next = TimeFields.day(input, "next_billing_date", ZoneOffset.UTC);
        int billDay = input.integer("bill_cycle_day", next.getDayOfMonth());
        BillingCycle cycle =
                new BillingCycle(
                        TimeFields.interval(input),
                        next,
                        billDay,
                        LocalTime.MIDNIGHT,
                        ZoneOffset.UTC);
        Period before = cycle.period(-1);
        if (start.isBefore(before.firstDay())) {
            throw input.invalid("start", "within the cycle that starts on " + before.firstDay());
        }
        Share share = Share.ofDays(start, next, before.firstDay(), before.endDay());
        int digits = input.integer("scale", FRACTION_DIGITS);
        return days(PaperResult.of("fraction", share.toDecimal(digits)), share)
                .put("scale", digits);
    }

    private static PaperResult cycles(PaperInput input) {
        LocalDate start = TimeFields.day(input, "start", ZoneOffset.UTC);
        LocalDate end = input.has("end") ? TimeFields.day(input, "end", ZoneOffset.UTC) : null;
        LocalDate target = TimeFields.day(input, "target_date", ZoneOffset.UTC);
        BilledCycles billed =
                BilledCycles.inAdvance(
                        new Term(start, end, target),
                        TimeFields.interval(input),
                        input.integer("bill_cycle_day", start.getDayOfMonth()));
        return PaperResult.of("cycles", billed.total(input.integer("scale", FRACTION_DIGITS)))
                .put("cycles_fraction", text(billed));
    }

    /** As Kill Bill's tests write it: "14/31+1+12/28", but "3+12/31" where one part is alone. */
    private static String text(BilledCycles billed) {
        List<String> parts = new ArrayList<>();
        Share first = billed.first();
        Share last = billed.last();
        if (first != null && last != null) parts.add(first.toString());
        if (billed.whole() > 0) parts.add(Long.toString(billed.whole()));
        if (first != null && last == null) parts.add(first.toString());
        if (last != null) parts.add(last.toString());
        return parts.isEmpty() ? "0" : String.join("+", parts);
    }

    private static PaperResult change(PaperInput input) {
        Share rest = rest(input);
        Part unused = new Part(price(input, "old"), rest);
        String paid = Alias.find(input, "paid", "original_amount_paid", "amount_paid");
        BigDecimal most = paid == null ? unused.price() : input.decimal(paid);
        PlanChange change =
                PlanChange.of(
                        unused,
                        new Part(price(input, "new"), rest),
                        new Refundable(most, givenBack(input)),
                        InvoiceFields.rounding(input));
        return PaperResult.of("credit", change.credit())
                .put("charge", change.charge())
                .put("net", change.net());
    }

    private static BigDecimal givenBack(PaperInput input) {
        String name = Alias.find(input, "already_adjusted", "already_credited", "previous_credits");
        return name == null ? BigDecimal.ZERO : input.decimal(name);
    }

    /** What the whole period costs; nothing where the plan or item is not there. */
    private static BigDecimal price(PaperInput input, String name) {
        PaperInput item = input.findObject(name);
        if (item == null) return BigDecimal.ZERO;
        return item.decimal("price").multiply(item.decimal("quantity", BigDecimal.ONE));
    }

    private static Share rest(PaperInput input) {
        if (input.has("elapsed_fraction")) {
            return Share.ofDecimal(input.decimal("elapsed_fraction")).rest();
        }
        if (input.has("remaining_fraction")) {
            return Share.ofDecimal(input.decimal("remaining_fraction"));
        }
        if (input.has("days")) return givenDays(input, "days");
        ZoneId zone = TimeFields.zone(input);
        Period period = period(input, zone);
        String at = Alias.of(input, "change_day", "change_at", "change_date");
        Instant change = TimeFields.moment(input, at, zone);
        return inDays(input)
                ? Share.ofDays(change, period.end(), period)
                : Share.ofTimeLeft(change, period);
    }

    private static PaperResult refundCap(PaperInput input) {
        Rounding rounding = InvoiceFields.rounding(input);
        BigDecimal charged = input.decimal(Alias.of(input, "charged", "paid", "original_amount"));
        BigDecimal unused =
                input.has("unused_days")
                        ? givenDays(input, "unused_days").of(charged, rounding.scale())
                        : rounding.round(
                                input.decimal(Alias.of(input, "wanted", "potential_credit")));
        Refundable refundable = new Refundable(charged, givenBack(input));
        return PaperResult.of("refund", refundable.atMost(unused)).put("uncapped", plain(unused));
    }
}
