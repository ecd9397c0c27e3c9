package io.fluxrouter.billing.scenario;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** A rule as the query that finds what breaks it. */
record Rule(String name, String query) {

    void addBroken(Handle handle, List<String> found) {
        handle.createQuery(query).mapTo(String.class).forEach(row -> found.add(name + ": " + row));
    }
}
