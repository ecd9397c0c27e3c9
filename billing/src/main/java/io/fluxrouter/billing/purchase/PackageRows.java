package io.fluxrouter.billing.purchase;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.purchase.CreditOffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** The table {@code credit_package}. */
final class PackageRows {
    private PackageRows() {}

    static void insert(Handle tx, CreditPackage one) {
        bind(
                        tx.createUpdate(
                                """
                                INSERT INTO credit_package (id, name, price_cents, credit_nanos, bonus_nanos,
                                    expires_after_days, is_active, created_at, updated_at)
                                VALUES (:id, :name, :price, :credit, :bonus, CAST(:days AS int), :active,
                                    :updatedAt, :updatedAt)
                                """),
                        one)
                .execute();
    }

    static void update(Handle tx, CreditPackage one) {
        bind(
                        tx.createUpdate(
                                """
                                UPDATE credit_package
                                SET name = :name, price_cents = :price, credit_nanos = :credit,
                                    bonus_nanos = :bonus, expires_after_days = CAST(:days AS int),
                                    is_active = :active, updated_at = :updatedAt
                                WHERE id = :id
                                """),
                        one)
                .execute();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, CreditPackage one) {
        CreditOffer offer = one.offer();
        return statement
                .bind("id", one.id())
                .bind("name", one.name())
                .bind("price", offer.price().cents())
                .bind("credit", offer.credit().nanos())
                .bind("bonus", offer.bonus().nanos())
                .bind("days", offer.expiresAfterDays())
                .bind("active", one.active())
                .bind("updatedAt", one.updatedAt());
    }

    /** The cheapest first. */
    static List<CreditPackage> all(Handle handle) {
        return handle.createQuery("SELECT * FROM credit_package ORDER BY price_cents, id")
                .map((row, context) -> read(row))
                .list();
    }

    static Optional<CreditPackage> find(Handle handle, UUID id) {
        return handle.createQuery("SELECT * FROM credit_package WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    static Optional<CreditPackage> lock(Handle tx, UUID id) {
        return tx.createQuery("SELECT * FROM credit_package WHERE id = :id FOR UPDATE")
                .bind("id", id)
                .map((row, context) -> read(row))
                .findOne();
    }

    private static CreditPackage read(ResultSet row) throws SQLException {
        return new CreditPackage(
                row.getObject("id", UUID.class),
                row.getString("name"),
                offer(row),
                row.getBoolean("is_active"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    /** From the columns that packages and purchases name alike. */
    static CreditOffer offer(ResultSet row) throws SQLException {
        return new CreditOffer(
                Money.ofCents(row.getLong("price_cents")),
                Money.ofNanos(row.getLong("credit_nanos")),
                Money.ofNanos(row.getLong("bonus_nanos")),
                row.getObject("expires_after_days", Integer.class));
    }
}
