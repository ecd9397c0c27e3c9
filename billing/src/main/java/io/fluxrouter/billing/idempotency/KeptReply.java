package io.fluxrouter.billing.idempotency;

/** A reply as it is kept for a repeated call. Holds no secret: it stays in the database. */
public record KeptReply(int status, String contentType, String body) {}
