package io.fluxrouter.app.access;

/** Who may make a call, as the table names it. */
enum Who {
    ANYBODY,
    /** Whoever has signed in on the pages. */
    SIGNED_IN,
    /** Rights of members of a customer, as {@code billing.member.Right} has them. */
    SEE,
    USE,
    PAY,
    ADMIT,
    /** Whoever runs the installation, on the pages. */
    OPERATOR,
    /** Keys of the gateway. */
    KEY,
    /** The admin token. */
    ADMIN,
    ADMIN_OR_KEY,
    /** Scopes of the billing API. */
    READ,
    WRITE,
    MANAGE,
    /** The operator's organisation, among those of the billing API. */
    MANAGE_ALL;

    boolean allows(Visitor visitor) {
        return switch (this) {
            case ANYBODY -> true;
            case SIGNED_IN -> visitor.isOnPages();
            case SEE -> visitor.isOnPages() && visitor != Visitor.REMOVED;
            case USE -> SEE.allows(visitor) && visitor != Visitor.VIEWER;
            case PAY, ADMIT -> USE.allows(visitor) && visitor != Visitor.MEMBER;
            case OPERATOR -> visitor == Visitor.OPERATOR;
            case KEY -> visitor == Visitor.KEY || visitor == Visitor.RIVAL_KEY;
            case ADMIN -> visitor == Visitor.ADMIN_TOKEN;
            case ADMIN_OR_KEY -> ADMIN.allows(visitor) || KEY.allows(visitor);
            case READ -> isScoped(visitor) && visitor != Visitor.WRITE_KEY;
            case WRITE -> isScoped(visitor) && visitor != Visitor.READ_KEY;
            case MANAGE ->
                    visitor == Visitor.PERSON
                            || visitor == Visitor.RIVAL_PERSON
                            || visitor == Visitor.ADMIN_TOKEN;
            case MANAGE_ALL -> visitor == Visitor.ADMIN_TOKEN;
        };
    }

    private static boolean isScoped(Visitor visitor) {
        return visitor.isOfOrganization() || visitor == Visitor.ADMIN_TOKEN;
    }

    /** Whose things a trial with ids is about: one of those that the call is for. */
    Visitor rightful() {
        return switch (this) {
            case ANYBODY -> Visitor.STRANGER;
            case SIGNED_IN, SEE, USE, PAY, ADMIT -> Visitor.OWNER;
            case OPERATOR -> Visitor.OPERATOR;
            case KEY, ADMIN_OR_KEY -> Visitor.KEY;
            case ADMIN, MANAGE_ALL -> Visitor.ADMIN_TOKEN;
            case READ, WRITE, MANAGE -> Visitor.PERSON;
        };
    }

    /** What those get who may not. */
    int denial(Visitor visitor) {
        return switch (this) {
            case ANYBODY -> throw new IllegalStateException("nobody is denied");
            case SIGNED_IN, SEE, USE, PAY, ADMIT -> visitor.isOnPages() ? 403 : 303;
            case OPERATOR -> visitor.isOnPages() ? 404 : 303;
            case KEY, ADMIN, ADMIN_OR_KEY -> 401;
            case READ, WRITE, MANAGE, MANAGE_ALL -> visitor.isOfOrganization() ? 403 : 401;
        };
    }
}
