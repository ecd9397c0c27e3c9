package io.fluxrouter.gateway;

import java.time.Duration;

/**
 * How the request plane listens.
 *
 * @param port 0 takes a free one
 * @param eventLoops how many event loops serve; each has its own connections to the providers
 * @param maxBody bytes of a request's body
 * @param maxHeader bytes of a request's headers
 * @param headerTime how long a client may take to send a request's headers
 * @param bodyTime how long it may take to send the body
 */
public record GatewaySettings(
        String host,
        int port,
        int eventLoops,
        int maxBody,
        int maxHeader,
        Duration headerTime,
        Duration bodyTime) {

    public static GatewaySettings on(String host, int port) {
        return new GatewaySettings(
                host,
                port,
                Runtime.getRuntime().availableProcessors(),
                16 * 1024 * 1024,
                32 * 1024,
                Duration.ofSeconds(15),
                Duration.ofSeconds(60));
    }

    public GatewaySettings onLoops(int loops) {
        return new GatewaySettings(host, port, loops, maxBody, maxHeader, headerTime, bodyTime);
    }

    /** How long a client may take to send its headers, and its body. */
    public GatewaySettings withPatience(Duration headers, Duration body) {
        return new GatewaySettings(host, port, eventLoops, maxBody, maxHeader, headers, body);
    }
}
