package io.fluxrouter.billing.audit;

/**
 * A record as people read it.
 *
 * @param id grows with time; for paging
 * @param who the e-mail of the person, else the author as written
 * @param subject the name of what was changed: a key's, a plan's; empty where it has none
 */
public record AuditEntry(long id, AuditRecord record, String who, String subject) {}
