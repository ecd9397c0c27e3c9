package io.fluxrouter.billing.catalog;

import java.util.ArrayList;
import java.util.List;

/** The mistakes found in one file so far, so that the operator sees all of them at once. */
final class Mistakes {
    private final String file;
    private final List<String> found = new ArrayList<>();

    Mistakes(String file) {
        this.file = file;
    }

    /** "catalog.yaml:12: models[3].market.input: expected …". */
    void add(int line, String path, String message) {
        found.add(file + ":" + line + ": " + (path.isEmpty() ? "" : path + ": ") + message);
    }

    boolean any() {
        return !found.isEmpty();
    }

    void throwIfAny() {
        if (!found.isEmpty()) throw new InvalidCatalogException(found);
    }
}
