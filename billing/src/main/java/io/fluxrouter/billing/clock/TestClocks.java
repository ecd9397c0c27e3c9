package io.fluxrouter.billing.clock;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Makes and removes test clocks, in development mode only: everywhere else each call is refused,
 * because a customer on a clock that stands still is never billed. Safe for all threads.
 */
public final class TestClocks {
    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

    private final Jdbi jdbi;
    private final CustomerTime time;
    private final boolean development;

    public TestClocks(Jdbi jdbi, InstantSource clock, boolean development) {
        this.jdbi = jdbi;
        this.time = new CustomerTime(clock);
        this.development = development;
    }

    /** Throws an {@link ApiError} NOT_SERVED where there are no test clocks. */
    public void requireOffered() {
        if (development) return;
        throw ApiError.of(
                Refusal.NOT_SERVED,
                "Test clocks exist in development mode only (FLUX_MODE=development).");
    }

    /** Throws an {@link ApiError} INVALID_VALUE that names the field. */
    public TestClock create(UUID organizationId, String name, Instant frozenTime) {
        requireOffered();
        TestClock clock =
                new TestClock(
                        UUID.randomUUID(),
                        organizationId,
                        Fields.text(name, "name"),
                        checked(frozenTime),
                        null,
                        time.now());
        jdbi.useHandle(handle -> TestClockRows.insert(handle, clock));
        return clock;
    }

    /** Newest first. */
    public Listing<TestClock> list(UUID organizationId, NumberedPage page) {
        requireOffered();
        return jdbi.withHandle(handle -> TestClockRows.list(handle, organizationId, page));
    }

    public Optional<TestClock> find(UUID organizationId, UUID id) {
        requireOffered();
        return jdbi.withHandle(handle -> TestClockRows.find(handle, organizationId, id));
    }

    /** NOT_FOUND for an unknown id. */
    public TestClock get(UUID organizationId, UUID id) {
        return find(organizationId, id).orElseThrow(TestClocks::unknown);
    }

    /** CONFLICT while customers live on it: archive them first. NOT_FOUND for an unknown id. */
    public void delete(UUID organizationId, UUID id) {
        requireOffered();
        Instant now = time.now();
        jdbi.useTransaction(
                tx -> {
                    TestClockRows.lock(tx, organizationId, id);
                    long customers = TestClockRows.customers(tx, id);
                    if (customers > 0) {
                        throw ApiError.of(
                                Refusal.CONFLICT,
                                "Customers who live on this clock: "
                                        + customers
                                        + ". Archive them first.");
                    }
                    TestClockRows.delete(tx, id, now);
                });
    }

    /** Has a customer about to be made find its clock, and keeps the clock until then. */
    public static void requireFor(Handle tx, UUID organizationId, UUID id) {
        if (TestClockRows.share(tx, organizationId, id).isEmpty()) {
            throw Fields.invalid("There is no such test clock.", "test_clock_id");
        }
    }

    static Instant checked(Instant frozenTime) {
        if (frozenTime.isBefore(EARLIEST) || frozenTime.isAfter(LATEST)) {
            throw Fields.invalid(
                    "frozen_time must be between the years 2000 and 2100.", "frozen_time");
        }
        return frozenTime.truncatedTo(ChronoUnit.MICROS);
    }

    static ApiError unknown() {
        return ApiError.of(Refusal.NOT_FOUND, "There is no such test clock.", "id");
    }
}
