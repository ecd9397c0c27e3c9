package io.fluxrouter.billing.event;

/** What an event of an unknown customer does: the operator's choice. */
public enum UnknownCustomers {
    /** It is refused, so that a misspelt name is found out. */
    REFUSED,
    /** It makes the customer, prepaid only, with the name for an external id. */
    CREATED
}
