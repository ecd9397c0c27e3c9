package io.fluxrouter.app.rate;

import org.jspecify.annotations.Nullable;

/** Fields that sources name differently: the first of the names that is there counts. */
final class Alias {

    private Alias() {}

    static @Nullable String find(PaperInput input, String... names) {
        for (String name : names) {
            if (input.has(name)) return name;
        }
        return null;
    }

    /** As {@link #find}, but one of them must be there; the first names what is missing. */
    static String of(PaperInput input, String... names) {
        String name = find(input, names);
        if (name == null) throw BadInput.missing(names[0]);
        return name;
    }
}
