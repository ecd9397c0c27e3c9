package io.fluxrouter.gateway.read;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.sym.PropertyNameMatcher;
import tools.jackson.core.util.Named;

/**
 * The fields of one kind of JSON object that mean something here, in an order that numbers them.
 * The parser matches their bytes without making strings.
 */
final class Fields {
    private final String owner;
    private final List<String> names;
    private final PropertyNameMatcher matcher;

    private Fields(String owner, List<String> names) {
        this.owner = owner;
        this.names = names;
        this.matcher =
                BodyParser.JSON.constructNameMatcher(
                        names.stream().map(Named::fromString).toList(), false);
    }

    static Fields of(String... names) {
        return new Fields("", Stream.of(names).toList());
    }

    /** Fields of the object that is the value of {@code owner}. */
    static Fields within(String owner, String... names) {
        return new Fields(owner + ".", Stream.of(names).toList());
    }

    PropertyNameMatcher matcher() {
        return matcher;
    }

    String name(int field) {
        return owner + names.get(field);
    }

    /**
     * The field that another name differs from only in case. Some providers decode without regard
     * to case, so {@code "Max_Tokens"} would pass here unread and count there.
     */
    @Nullable String sameButForCase(String other) {
        for (String name : names) {
            if (name.equalsIgnoreCase(other)) return owner + name;
        }
        return null;
    }
}
