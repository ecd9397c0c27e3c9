package io.fluxrouter.core.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fluxrouter.core.rating.LargestRemainder;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ShareTest {
    private static final LocalDate MAY = LocalDate.parse("2012-05-01");
    private static final LocalDate JUNE = LocalDate.parse("2012-06-01");

    @ParameterizedTest
    @CsvSource({
        "2012-05-01, 2012-06-01, 31",
        "2012-05-07, 2012-06-01, 25",
        "2012-05-31, 2012-06-01, 1",
        "2012-05-01, 2012-05-02, 1",
        "2012-05-08, 2012-05-08, 0",
        "2012-04-20, 2012-05-08, 7",
        "2012-05-20, 2012-08-01, 12",
        "2012-01-01, 2013-01-01, 31",
        "2012-03-01, 2012-04-01, 0",
        "2012-07-01, 2012-08-01, 0"
    })
    void the_start_day_counts_and_the_end_day_does_not(LocalDate from, LocalDate until, long days) {
        assertThat(Share.ofDays(from, until, MAY, JUNE)).isEqualTo(new Share(days, 31));
    }

    @ParameterizedTest
    @CsvSource({
        "29.95, 14, 28, 2, 14.98",
        "599.95, 25, 31, 2, 483.83",
        "2399.95, 335, 365, 2, 2202.69",
        "10000000, 14, 31, 0, 4516129",
        "-29.95, 14, 28, 2, -14.98",
        "10, 1, 3, 3, 3.333",
        "999, 1, 2, 0, 500",
        "5, 0, 31, 2, 0.00"
    })
    void an_amount_is_rounded_once_half_away_from_zero(
            BigDecimal amount, long part, long whole, int digits, BigDecimal expected) {
        assertThat(new Share(part, whole).of(amount, digits)).isEqualTo(expected);
    }

    @Test
    void days_are_those_of_the_zone_whatever_their_hours() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Period march =
                BillingCycle.calendar(BillingInterval.MONTH, berlin)
                        .containing(Instant.parse("2024-03-15T00:00:00Z"));
        Instant change = Instant.parse("2024-03-30T23:30:00Z");
        assertThat(Share.ofDays(march.start(), change, march)).isEqualTo(new Share(30, 31));
        assertThat(Share.ofDays(change, march.end(), march)).isEqualTo(new Share(1, 31));
    }

    @Test
    void time_left_is_bounded_by_the_period() {
        Period january =
                new Period(
                        Instant.parse("2025-01-01T00:00:00Z"),
                        Instant.parse("2025-02-01T00:00:00Z"),
                        ZoneOffset.UTC);
        assertThat(left("2024-12-01T00:00:00Z", january)).isEqualTo("100.00000000");
        assertThat(left("2025-01-01T00:00:00Z", january)).isEqualTo("100.00000000");
        assertThat(left("2025-01-16T12:00:00Z", january)).isEqualTo("50.00000000");
        assertThat(left("2025-01-20T00:00:00Z", january)).isEqualTo("38.70967742");
        assertThat(left("2025-02-01T00:00:00Z", january)).isEqualTo("0.00000000");
        assertThat(left("2025-03-15T00:00:00Z", january)).isEqualTo("0.00000000");
    }

    @ParameterizedTest
    @CsvSource({
        "2023-02-01T00:00:00Z, 28",
        "2023-02-01T00:00:01Z, 27",
        "2023-02-25T10:00:00Z, 3",
        "2023-02-26T00:00:00Z, 3",
        "2023-02-28T23:59:59Z, 0",
        "2023-03-01T00:00:00Z, 0",
        "2023-04-01T00:00:00Z, 0",
        "2023-01-01T00:00:00Z, 28"
    })
    void the_day_on_which_a_service_ends_was_used(Instant end, long unused) {
        Period february =
                BillingCycle.calendar(BillingInterval.MONTH, ZoneOffset.UTC)
                        .containing(Instant.parse("2023-02-10T00:00:00Z"));
        assertThat(Share.ofDaysAfter(end, february)).isEqualTo(new Share(unused, 28));
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void however_often_a_period_is_cut_its_parts_are_the_whole(long seed) {
        Random random = new Random(seed);
        TreeSet<LocalDate> cuts = new TreeSet<>(List.of(MAY, JUNE));
        for (int i = random.nextInt(6); i > 0; i--) cuts.add(MAY.plusDays(random.nextInt(31)));
        List<BigDecimal> weights = new ArrayList<>();
        long days = 0;
        for (LocalDate cut : cuts.headSet(JUNE)) {
            LocalDate next = cuts.higher(cut);
            Share share = Share.ofDays(cut, next, MAY, JUNE);
            weights.add(BigDecimal.valueOf(share.part()));
            days += share.part();
        }
        BigDecimal price = new BigDecimal(random.nextInt(100_000)).movePointLeft(2);
        assertThat(days).isEqualTo(31);
        assertThat(
                        LargestRemainder.split(price, weights, 2).stream()
                                .reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(price);
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void a_share_and_its_rest_are_within_a_cent_of_the_whole(long seed) {
        Random random = new Random(seed);
        long whole = random.nextLong(1, 367);
        Share share = new Share(random.nextLong(whole + 1), whole);
        BigDecimal price = new BigDecimal(random.nextInt(1_000_000)).movePointLeft(2);
        BigDecimal difference =
                share.of(price, 2).add(share.rest().of(price, 2)).subtract(price).abs();
        assertThat(difference).isLessThanOrEqualTo(new BigDecimal("0.01"));
        assertThat(share.rest().rest()).isEqualTo(share);
    }

    @Test
    void nonsense_is_refused() {
        assertThatThrownBy(() -> new Share(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Share(-1, 31)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Share(32, 31)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Share.ofDays(JUNE, MAY, MAY, JUNE))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Share.ofDays(MAY, JUNE, MAY, MAY))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Share.ofDecimal(new BigDecimal("1.5")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static String left(String instant, Period period) {
        return Share.ofTimeLeft(Instant.parse(instant), period)
                .of(BigDecimal.valueOf(100), 8)
                .toPlainString();
    }
}
