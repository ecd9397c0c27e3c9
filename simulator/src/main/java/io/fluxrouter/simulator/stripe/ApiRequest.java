package io.fluxrouter.simulator.stripe;

/**
 * One API request as it was served.
 *
 * @param idempotencyKey what the client sent, or empty
 * @param status what was answered; what the connection made of it is another matter
 * @param replayed whether the answer was that of an earlier request
 */
public record ApiRequest(
        String id,
        String method,
        String path,
        String idempotencyKey,
        int status,
        boolean replayed) {}
