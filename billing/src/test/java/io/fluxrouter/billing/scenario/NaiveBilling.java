package io.fluxrouter.billing.scenario;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A second biller, of plain loops: it keeps everything it was told, and for each invoice reads all
 * of it again. It shares no code with the product, nor its way of thinking: no caches, no shares,
 * no cycles, no SQL.
 */
final class NaiveBilling {
    private final String interval;
    private final LocalDateTime anchor;
    private final List<Call> calls = new ArrayList<>();
    private final List<Gift> gifts = new ArrayList<>();
    private final List<Reduction> reductions = new ArrayList<>();
    private final List<NaiveBill> bills = new ArrayList<>();
    private ZoneId zone;
    private @Nullable ZoneId nextZone;
    private NaivePlan plan;
    private @Nullable NaivePlan next;
    private boolean lastPeriod;
    private @Nullable NaiveBill running;

    /** Some calls, when they happened, when they were told, and when that was taken back. */
    private record Call(Instant at, Instant told, BigDecimal count, @Nullable Instant takenBack) {
        boolean isKnown(Instant before) {
            return told.isBefore(before) && (takenBack == null || !takenBack.isBefore(before));
        }
    }

    /** Credit, and since when it is there. */
    private record Gift(Instant told, BigDecimal amount) {}

    /** What is taken off invoices of periods that end after a time: a percentage, or a sum. */
    private record Reduction(Instant from, boolean percent, BigDecimal value) {}

    NaiveBilling(ZoneId zone, String interval, Instant start, NaivePlan plan) {
        this.zone = zone;
        this.interval = interval;
        this.anchor = LocalDateTime.ofInstant(start, zone);
        this.plan = plan;
        open(start, firstBorderAfterDayOf(start));
    }

    void call(Instant at, Instant told, BigDecimal count) {
        roll(told);
        calls.add(new Call(at, told, count, null));
    }

    /** The call with this number, from 0, was none. */
    void takeBack(Instant now, int number) {
        roll(now);
        Call call = calls.get(number);
        calls.set(number, new Call(call.at(), call.told(), call.count(), now));
    }

    /** The call with this number was of another count. */
    void correct(Instant now, int number, BigDecimal count) {
        takeBack(now, number);
        call(calls.get(number).at(), now, count);
    }

    void give(Instant now, BigDecimal amount) {
        roll(now);
        gifts.add(new Gift(now, amount));
    }

    void reduce(Instant now, boolean percent, BigDecimal value) {
        roll(now);
        reductions.add(new Reduction(now, percent, value));
    }

    void change(Instant now, NaivePlan to) {
        roll(now);
        NaiveBill bill = bill();
        giveBack(bill, now);
        BigDecimal rest = rest(bill, to.fee(), now);
        if (rest.signum() != 0) bill.fees.add(new NaiveBill.Fee("remaining", to, rest));
        bill.stretches.add(new NaiveBill.Stretch(now, to));
        plan = to;
        next = null;
    }

    void changeAtEnd(Instant now, NaivePlan to) {
        roll(now);
        next = to;
    }

    /** From the next period on. */
    void moveTo(Instant now, ZoneId to) {
        roll(now);
        nextZone = to;
    }

    void cancelAtEnd(Instant now) {
        roll(now);
        lastPeriod = true;
        next = null;
    }

    /** Pauses or cancels, which differ in what may come after. */
    void stop(Instant now) {
        roll(now);
        NaiveBill bill = bill();
        giveBack(bill, now);
        bill.end = now;
        running = null;
    }

    void resume(Instant now) {
        if (next != null) plan = next;
        next = null;
        if (nextZone != null) zone = nextZone;
        nextZone = null;
        open(now, firstBorderAfterDayOf(now));
    }

    boolean isRunning(Instant now) {
        roll(now);
        return running != null;
    }

    /**
     * Each invoice that is final by then: its amounts but zeros in the order of their text, and
     * then what comes off it, its total and what credit pays.
     */
    List<List<String>> invoices(Instant now) {
        roll(now);
        List<List<String>> papers = new ArrayList<>();
        BigDecimal balance = NaivePlan.cents(BigDecimal.ZERO);
        BigDecimal spent = NaivePlan.cents(BigDecimal.ZERO);
        for (NaiveBill bill : bills) bill.billed.clear();
        for (NaiveBill bill : bills) {
            if (bill == running || bill.finalAt().isAfter(now)) continue;
            List<String> lines = new ArrayList<>();
            for (NaiveBill.Fee fee : bill.fees) add(lines, fee.kind(), fee.amount());
            List<BigDecimal> usage = usage(bill, bill.finalAt());
            for (int i = 0; i < usage.size(); i++) {
                add(lines, i % 2 == 0 ? "usage" : "minimum", usage.get(i));
            }
            bill.billed.addAll(usage);
            adjust(lines, bill);
            Collections.sort(lines);
            BigDecimal subtotal = sum(lines);
            BigDecimal total = subtotal.subtract(off(bill, subtotal));
            BigDecimal fromBalance = balance.min(total);
            balance = balance.subtract(fromBalance);
            BigDecimal rest = total.subtract(fromBalance);
            BigDecimal fromGifts = given(bill.finalAt()).subtract(spent).min(rest);
            spent = spent.add(fromGifts);
            lines.add(
                    "off %s total %s credit %s"
                            .formatted(off(bill, subtotal), total, fromBalance.add(fromGifts)));
            papers.add(lines);
        }
        return papers;
    }

    private static BigDecimal sum(List<String> lines) {
        BigDecimal sum = NaivePlan.cents(BigDecimal.ZERO);
        for (String line : lines) {
            sum = sum.add(new BigDecimal(line.substring(line.indexOf(' ') + 1)));
        }
        return sum;
    }

    private BigDecimal given(Instant before) {
        BigDecimal sum = NaivePlan.cents(BigDecimal.ZERO);
        for (Gift gift : gifts) if (gift.told().isBefore(before)) sum = sum.add(gift.amount());
        return sum;
    }

    /** One after the other, each from what is left. */
    private BigDecimal off(NaiveBill bill, BigDecimal subtotal) {
        BigDecimal left = subtotal;
        for (Reduction one : reductions) {
            if (!one.from().isBefore(bill.end) || left.signum() < 0) continue;
            BigDecimal off =
                    one.percent()
                            ? NaivePlan.cents(left.multiply(one.value()).movePointLeft(2))
                            : one.value();
            left = left.subtract(off.min(left));
        }
        return NaivePlan.cents(subtotal.subtract(left));
    }

    /** What earlier bills would say today, less what was said. */
    private void adjust(List<String> lines, NaiveBill bill) {
        for (NaiveBill before : bills) {
            if (before == bill) return;
            List<BigDecimal> today = usage(before, bill.finalAt());
            for (int i = 0; i < today.size(); i++) {
                add(lines, "adjustment", today.get(i).subtract(before.billed.get(i)));
                before.billed.set(i, today.get(i));
            }
        }
    }

    private static void add(List<String> lines, String kind, BigDecimal amount) {
        if (amount.signum() != 0) lines.add(kind + " " + amount.toPlainString());
    }

    /** Usage and minimum of each stretch, one after the other, by what was told before a time. */
    private List<BigDecimal> usage(NaiveBill bill, Instant toldBefore) {
        List<BigDecimal> amounts = new ArrayList<>();
        long all = ChronoUnit.DAYS.between(bill.wholeFrom, bill.wholeUntil);
        for (int i = 0; i < bill.stretches.size(); i++) {
            Instant from = bill.stretches.get(i).from();
            Instant until =
                    i + 1 < bill.stretches.size() ? bill.stretches.get(i + 1).from() : bill.end;
            if (!from.isBefore(until)) continue;
            List<NaiveMeter.Reading> known = new ArrayList<>();
            for (Call call : calls) {
                if (call.isKnown(toldBefore)) {
                    known.add(new NaiveMeter.Reading(call.at(), call.count()));
                }
            }
            long days = 0;
            for (LocalDate day = bill.wholeFrom;
                    day.isBefore(bill.wholeUntil);
                    day = day.plusDays(1)) {
                if (!day.isBefore(bill.day(from)) && day.isBefore(bill.day(until))) days++;
            }
            NaivePlan inForce = bill.stretches.get(i).plan();
            Collections.addAll(
                    amounts,
                    inForce.lines(
                            inForce.meter().quantity(known, from, until),
                            inForce.meter().transactions(known, from, until),
                            days,
                            all));
        }
        return amounts;
    }

    /** Ends what is over, and begins what follows. */
    private void roll(Instant now) {
        while (running != null && !running.end.isAfter(now)) {
            Instant border = running.end;
            running = null;
            if (lastPeriod) return;
            if (next != null) plan = next;
            next = null;
            boolean moved = nextZone != null && !nextZone.equals(zone);
            if (nextZone != null) zone = nextZone;
            nextZone = null;
            open(border, moved ? firstBorderDaysAfter(border) : firstBorderAfterDayOf(border));
        }
    }

    private int firstBorderAfterDayOf(Instant start) {
        int step = 0;
        while (!border(step).isAfter(start) || !day(border(step)).isAfter(day(start))) step++;
        return step;
    }

    /** Who moved has no period of hours: zones are 26 of them apart at most. */
    private int firstBorderDaysAfter(Instant start) {
        int step = 0;
        while (!border(step).isAfter(start.plus(Duration.ofHours(26)))) step++;
        return step;
    }

    private void open(Instant start, int step) {
        LocalDate wholeFrom = day(border(step - 1));
        if (border(step - 1).isAfter(start)) wholeFrom = day(start);
        LocalDate wholeUntil = day(border(step));
        NaiveBill bill = new NaiveBill(start, border(step), zone, wholeFrom, wholeUntil);
        long served = ChronoUnit.DAYS.between(day(start), wholeUntil);
        long all = ChronoUnit.DAYS.between(wholeFrom, wholeUntil);
        BigDecimal fee = NaivePlan.share(plan.fee(), Math.min(served, all), all, 2);
        bill.fees.add(new NaiveBill.Fee("fee", plan, fee));
        bill.stretches.add(new NaiveBill.Stretch(start, plan));
        bills.add(bill);
        running = bill;
    }

    private void giveBack(NaiveBill bill, Instant now) {
        BigDecimal left = BigDecimal.ZERO;
        for (NaiveBill.Fee fee : bill.fees)
            if (fee.plan().equals(plan)) left = left.add(fee.amount());
        BigDecimal back = rest(bill, plan.fee(), now).min(left.max(BigDecimal.ZERO));
        if (back.signum() != 0) bill.fees.add(new NaiveBill.Fee("unused", plan, back.negate()));
    }

    /** Of a price, the days from now on, today included. */
    private BigDecimal rest(NaiveBill bill, BigDecimal price, Instant now) {
        LocalDate today = bill.day(now.isBefore(bill.start) ? bill.start : now);
        long days = ChronoUnit.DAYS.between(today, bill.day(bill.end));
        long all = ChronoUnit.DAYS.between(bill.wholeFrom, bill.wholeUntil);
        return NaivePlan.share(price, Math.min(days, all), all, 2);
    }

    private Instant border(int step) {
        LocalDate day =
                switch (interval) {
                    case "week" -> anchor.toLocalDate().plusDays(7L * step);
                    case "month" -> anchor.toLocalDate().plusMonths(step);
                    case "year" -> anchor.toLocalDate().plusYears(step);
                    default -> throw new IllegalArgumentException(interval);
                };
        return day.atTime(anchor.toLocalTime()).atZone(zone).toInstant();
    }

    private LocalDate day(Instant instant) {
        return instant.atZone(zone).toLocalDate();
    }

    private NaiveBill bill() {
        if (running == null) throw new IllegalStateException("no period is running");
        return running;
    }
}
