package io.fluxrouter.billing.member;

/** What a person may do with a customer. */
public enum Right {
    /** Look at usage, costs and invoices. */
    SEE,
    /** Make, change and revoke keys; try models out. */
    USE,
    /** Change the plan and whatever costs money. */
    PAY,
    /** Invite people, and change or end what they may. */
    ADMIT
}
