package io.fluxrouter.simulator.mail;

/**
 * A mail as it came.
 *
 * @param from and {@code to}: of the envelope
 * @param text headers and body, as sent
 */
public record CaughtMail(String from, String to, String text) {}
