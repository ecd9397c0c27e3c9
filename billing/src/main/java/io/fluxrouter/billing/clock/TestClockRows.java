package io.fluxrouter.billing.clock;

import io.fluxrouter.billing.input.Listing;
import io.fluxrouter.billing.input.NumberedPage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The statements on test clocks. */
final class TestClockRows {
    private static final String SELECT =
            """
            SELECT id, organization_id, name, frozen_time, target_time, created_at FROM test_clock
            WHERE deleted_at IS NULL AND organization_id = :organizationId
            """;

    private TestClockRows() {}

    static void insert(Handle tx, TestClock clock) {
        tx.createUpdate(
                        """
                        INSERT INTO test_clock (id, organization_id, name, frozen_time, created_at)
                        VALUES (:id, :organizationId, :name, :frozenTime, :createdAt)
                        """)
                .bindMethods(clock)
                .execute();
    }

    static Optional<TestClock> find(Handle handle, UUID organizationId, UUID id) {
        return one(handle, organizationId, id, "AND id = :id");
    }

    /** Keeps changes of the clock, and customers about to live on it, away. */
    static TestClock lock(Handle tx, UUID organizationId, UUID id) {
        return one(tx, organizationId, id, "AND id = :id FOR UPDATE")
                .orElseThrow(TestClocks::unknown);
    }

    /** Keeps the clock from being deleted until the transaction ends. */
    static Optional<TestClock> share(Handle tx, UUID organizationId, UUID id) {
        return one(tx, organizationId, id, "AND id = :id FOR KEY SHARE");
    }

    private static Optional<TestClock> one(
            Handle handle, UUID organizationId, UUID id, String condition) {
        return handle.createQuery(SELECT + condition)
                .bind("organizationId", organizationId)
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    static Listing<TestClock> list(Handle handle, UUID organizationId, NumberedPage page) {
        long total =
                handle.createQuery("SELECT count(*) FROM (" + SELECT + ") AS mine")
                        .bind("organizationId", organizationId)
                        .mapTo(Long.class)
                        .one();
        return new Listing<>(
                handle.createQuery(
                                SELECT
                                        + "ORDER BY created_at DESC, id DESC"
                                        + " LIMIT :size OFFSET :offset")
                        .bind("organizationId", organizationId)
                        .bind("size", page.size())
                        .bind("offset", page.offset())
                        .map((row, context) -> read(row))
                        .list(),
                total);
    }

    static void moveTo(Handle tx, UUID id, Instant time) {
        tx.execute("UPDATE test_clock SET frozen_time = ? WHERE id = ?", time, id);
    }

    static void aimAt(Handle tx, UUID id, Instant target) {
        tx.execute("UPDATE test_clock SET target_time = ? WHERE id = ?", target, id);
    }

    static void arriveAt(Handle tx, UUID id, Instant time) {
        tx.execute(
                "UPDATE test_clock SET frozen_time = ?, target_time = NULL WHERE id = ?", time, id);
    }

    static long customers(Handle tx, UUID id) {
        return tx.createQuery(
                        """
                        SELECT count(*) FROM customer
                        WHERE test_clock_id = :id AND archived_at IS NULL
                        """)
                .bind("id", id)
                .mapTo(Long.class)
                .one();
    }

    /** Out of sight; archived customers who lived on it keep its time. */
    static void delete(Handle tx, UUID id, Instant now) {
        tx.execute("UPDATE test_clock SET deleted_at = ? WHERE id = ?", now, id);
    }

    private static TestClock read(ResultSet row) throws SQLException {
        return new TestClock(
                row.getObject("id", UUID.class),
                row.getObject("organization_id", UUID.class),
                row.getString("name"),
                row.getObject("frozen_time", OffsetDateTime.class).toInstant(),
                CustomerTime.read(row, "target_time"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
