package io.fluxrouter.billing.member;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The statements on people's places with customers. */
final class MemberRows {
    private MemberRows() {}

    static void put(Handle tx, UUID personId, UUID customerId, Role role, Instant now) {
        tx.createUpdate(
                        """
                        INSERT INTO customer_member (person_id, customer_id, role, created_at)
                        VALUES (:personId, :customerId, :role, :now)
                        ON CONFLICT (person_id, customer_id) DO UPDATE SET role = excluded.role
                        """)
                .bind("personId", personId)
                .bind("customerId", customerId)
                .bind("role", role.key())
                .bind("now", now)
                .execute();
    }

    static int remove(Handle tx, UUID personId, UUID customerId) {
        return tx.createUpdate(
                        """
                        DELETE FROM customer_member
                        WHERE person_id = :personId AND customer_id = :customerId
                        """)
                .bind("personId", personId)
                .bind("customerId", customerId)
                .execute();
    }

    /** The places of one person, the oldest first; archived customers have none. */
    static List<Membership> ofPerson(Handle handle, UUID personId) {
        return handle.createQuery(
                        """
                        SELECT m.customer_id, c.name, m.role FROM customer_member m
                        JOIN customer c ON c.id = m.customer_id AND c.archived_at IS NULL
                        WHERE m.person_id = :personId ORDER BY m.created_at, m.customer_id
                        """)
                .bind("personId", personId)
                .map(
                        (row, context) ->
                                new Membership(
                                        row.getObject("customer_id", UUID.class),
                                        row.getString("name"),
                                        Role.byKey(row.getString("role"))))
                .list();
    }

    static List<Member> ofCustomer(Handle handle, UUID customerId) {
        return handle.createQuery(
                        """
                        SELECT m.person_id, p.email, m.role, m.created_at FROM customer_member m
                        JOIN person p ON p.id = m.person_id
                        WHERE m.customer_id = :customerId ORDER BY m.created_at, p.email
                        """)
                .bind("customerId", customerId)
                .map(
                        (row, context) ->
                                new Member(
                                        row.getObject("person_id", UUID.class),
                                        row.getString("email"),
                                        Role.byKey(row.getString("role")),
                                        row.getObject("created_at", OffsetDateTime.class)
                                                .toInstant()))
                .list();
    }

    /** Makes whoever else changes the customer's people wait. */
    static void lock(Handle tx, UUID customerId) {
        tx.createQuery("SELECT id FROM customer WHERE id = :id FOR NO KEY UPDATE")
                .bind("id", customerId)
                .mapTo(UUID.class)
                .findOne();
    }
}
