package io.fluxrouter.billing.plan;

import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/** Rows that are part of a plan's versions from one on, and maybe until another. */
final class VersionRows {
    private VersionRows() {}

    /** Those of one version, oldest first. */
    static <T> List<T> of(
            Handle handle, String select, UUID planId, int version, RowMapper<T> mapper) {
        return handle.createQuery(
                        select
                                + """
                                WHERE plan_id = :planId AND from_version <= :version
                                  AND (until_version IS NULL OR until_version > :version)
                                ORDER BY created_at, id
                                """)
                .bind("planId", planId)
                .bind("version", version)
                .map(mapper)
                .list();
    }
}
