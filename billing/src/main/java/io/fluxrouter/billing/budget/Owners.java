package io.fluxrouter.billing.budget;

import io.fluxrouter.billing.database.SqlArray;
import io.fluxrouter.billing.input.Fields;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Checks that budgets, keys and teams are the customer's own. */
public final class Owners {
    private static final String OWN_BUDGET =
            """
            SELECT 1 FROM budget
            WHERE id = :id AND customer_id = :customer AND archived_at IS NULL
            """;

    private static final String OWN_TEAM =
            """
            SELECT 1 FROM team WHERE id = :id AND customer_id = :customer AND archived_at IS NULL
            """;

    private Owners() {}

    public static void requireCustomer(Handle tx, UUID id) {
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

    /** Each that is named must be the customer's; INVALID_VALUE names the first that is not. */
    public static void requireTargets(
            Handle tx,
            UUID customerId,
            @Nullable UUID budget,
            @Nullable UUID team,
            @Nullable UUID key) {
        if (budget != null && !owns(tx, OWN_BUDGET, customerId, budget)) {
            throw Fields.invalid("There is no such budget.", "budget_id");
        }
        if (team != null && !owns(tx, OWN_TEAM, customerId, team)) {
            throw Fields.invalid("There is no such team.", "team_id");
        }
        if (key != null) requireKeys(tx, customerId, List.of(key), "key_id");
    }

    private static boolean owns(Handle tx, String sql, UUID customerId, UUID id) {
        return tx.createQuery(sql)
                .bind("id", id)
                .bind("customer", customerId)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /** The keys of a team, which stays as it is until the transaction ends. */
    static List<UUID> keysOfTeam(Handle tx, UUID customerId, UUID team) {
        boolean own = owns(tx, OWN_TEAM + " FOR UPDATE", customerId, team);
        if (!own) throw Fields.invalid("There is no such team.", "team_id");
        return TeamRows.keys(tx, team);
    }
}
