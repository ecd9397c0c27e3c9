package io.fluxrouter.app.access;

import io.fluxrouter.app.node.TestNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** A digest of all that a node keeps, so that a change of anything is seen. */
final class Books {
    /** What changes by itself: marks of running programs, and mail on its way. */
    private static final Set<String> ALIVE = Set.of("node", "mail", "worker_claim");

    private final Jdbi jdbi;

    Books(TestNode node) {
        this.jdbi = node.app().storage().database().jdbi();
    }

    /** One digest for each table. */
    Map<String, String> digests() {
        return jdbi.withHandle(
                handle -> {
                    Map<String, String> digests = new TreeMap<>();
                    for (String table : tables(handle)) digests.put(table, digest(handle, table));
                    return digests;
                });
    }

    private static List<String> tables(Handle handle) {
        return handle
                .createQuery(
                        """
                        SELECT table_name FROM information_schema.tables
                        WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
                        """)
                .mapTo(String.class)
                .list()
                .stream()
                .filter(table -> !ALIVE.contains(table))
                .toList();
    }

    private static String digest(Handle handle, String table) {
        return handle.createQuery(
                        "SELECT count(*) || ' rows ' || coalesce(md5(string_agg(md5(t::text), ''"
                                + " ORDER BY md5(t::text))), '') FROM \""
                                + table
                                + "\" t")
                .mapTo(String.class)
                .one();
    }
}
