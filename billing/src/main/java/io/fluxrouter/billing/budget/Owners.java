package io.fluxrouter.billing.budget;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.billing.input.Fields;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Checks that keys and teams are the customer's own. */
final class Owners {
    private Owners() {}

    static void requireCustomer(Handle tx, UUID id) {
        boolean exists =
                tx.createQuery(
                                """
                                SELECT EXISTS (SELECT FROM customer
                                               WHERE id = :id AND archived_at IS NULL)
                                """)
                        .bind("id", id)
                        .mapTo(Boolean.class)
                        .one();
        if (!exists) throw Fields.invalid("There is no such customer.", "customer_id");
    }

    static void requireKeys(Handle tx, UUID customerId, Collection<UUID> keys, String param) {
        Set<UUID> wanted = new LinkedHashSet<>(keys);
        int own =
                tx.createQuery(
                                """
                                SELECT count(*) FROM api_key
                                WHERE customer_id = :customer AND id = ANY(:keys)
                                """)
                        .bind("customer", customerId)
                        .bind("keys", SqlArray.uuids(wanted))
                        .mapTo(Integer.class)
                        .one();
        if (own != wanted.size()) throw Fields.invalid("There is no such key.", param);
    }

    /** The keys of a team, which stays as it is until the transaction ends. */
    static List<UUID> keysOfTeam(Handle tx, UUID customerId, UUID team) {
        boolean own =
                tx.createQuery(
                                """
                                SELECT 1 FROM team WHERE id = :team AND customer_id = :customer
                                AND archived_at IS NULL FOR UPDATE
                                """)
                        .bind("team", team)
                        .bind("customer", customerId)
                        .mapTo(Integer.class)
                        .findOne()
                        .isPresent();
        if (!own) throw Fields.invalid("There is no such team.", "team_id");
        return TeamRows.keys(tx, team);
    }
}
