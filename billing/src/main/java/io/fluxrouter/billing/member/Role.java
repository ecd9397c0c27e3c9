package io.fluxrouter.billing.member;

import io.fluxrouter.billing.input.Fields;
import java.util.Locale;

/** What somebody is to a customer. The first may most. */
public enum Role {
    OWNER("Everything, and decides who else is an owner"),
    ADMIN("Everything but making owners"),
    MEMBER("Makes keys and sees all usage"),
    VIEWER("Looks and changes nothing");

    private final String meaning;

    Role(String meaning) {
        this.meaning = meaning;
    }

    public boolean may(Right right) {
        return switch (this) {
            case OWNER, ADMIN -> true;
            case MEMBER -> right == Right.SEE || right == Right.USE;
            case VIEWER -> right == Right.SEE;
        };
    }

    /** For whoever has to choose one. */
    public String meaning() {
        return meaning;
    }

    /** As it is stored and sent: "owner". */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Throws an {@link io.fluxrouter.core.refusal.ApiError} INVALID_VALUE for anything else. */
    public static Role byKey(String key) {
        for (Role role : values()) {
            if (role.key().equals(key)) return role;
        }
        throw Fields.invalid("role must be owner, admin, member or viewer.", "role");
    }
}
