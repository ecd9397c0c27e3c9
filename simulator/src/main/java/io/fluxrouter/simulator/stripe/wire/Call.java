package io.fluxrouter.simulator.stripe.wire;

/**
 * One API request on its way to an operation.
 *
 * @param id the object that the path names, or empty
 * @param path the path as it was called, without the query
 */
public record Call(String id, String path, Params params) {}
