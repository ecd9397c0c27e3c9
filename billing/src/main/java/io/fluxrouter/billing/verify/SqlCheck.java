package io.fluxrouter.billing.verify;

import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * A rule between tables, as a query for the rows that break it.
 *
 * @param sql yields name, expected and found; may use :now
 */
record SqlCheck(String table, String problem, String sql) {
    private static final int MOST = 100;

    void run(Handle tx, Instant now, List<Finding> findings) {
        var query = tx.createQuery("SELECT * FROM (" + sql + ") AS broken LIMIT " + MOST);
        if (sql.contains(":now")) query.bind("now", now);
        query.map(
                        (row, context) ->
                                new Finding(
                                        table,
                                        String.valueOf(row.getString("name")),
                                        problem,
                                        String.valueOf(row.getString("expected")),
                                        String.valueOf(row.getString("found"))))
                .forEach(findings::add);
    }
}
