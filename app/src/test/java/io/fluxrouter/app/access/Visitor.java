package io.fluxrouter.app.access;

/** Everybody who may knock, by what they show. */
enum Visitor {
    /** Shows nothing. */
    STRANGER,
    VIEWER,
    MEMBER,
    ADMIN,
    OWNER,
    /** Was a member until an owner took it out; still signed in. */
    REMOVED,
    /** The owner of another customer. */
    RIVAL,
    /** Runs the installation, signed in, and looks at the customer's pages. */
    OPERATOR,
    /** A key of the gateway. */
    KEY,
    RIVAL_KEY,
    /** Keys of an organisation with one scope each, and with both. */
    READ_KEY,
    WRITE_KEY,
    BOTH_KEY,
    /** All that another organisation's key can have. */
    RIVAL_BOTH_KEY,
    /** A person of an organisation, by the cookie of the billing API. */
    PERSON,
    RIVAL_PERSON,
    ADMIN_TOKEN;

    /** Whether it has the cookie of the pages. */
    boolean isOnPages() {
        return compareTo(VIEWER) >= 0 && compareTo(OPERATOR) <= 0;
    }

    /** Whether it is somebody, or a machine, of an organisation. */
    boolean isOfOrganization() {
        return compareTo(READ_KEY) >= 0 && compareTo(RIVAL_PERSON) <= 0;
    }
}
