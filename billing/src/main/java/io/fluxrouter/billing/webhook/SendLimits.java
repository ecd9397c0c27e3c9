package io.fluxrouter.billing.webhook;

import java.time.Duration;

/**
 * How a node sends.
 *
 * @param connect the longest wait for a connection
 * @param whole the longest that one attempt takes, from looking up the name to the answer
 * @param claim how long a delivery belongs to the node that sends it: longer than an attempt and
 *     the differences between the nodes' clocks together, and the wait after a node died
 * @param poll how often a node that has nothing to do looks for work
 * @param perEndpoint attempts at once to one endpoint, so that a slow one holds up only itself
 * @param inAll attempts at once
 */
public record SendLimits(
        Duration connect,
        Duration whole,
        Duration claim,
        Duration poll,
        int perEndpoint,
        int inAll) {

    public static final SendLimits STANDARD =
            new SendLimits(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(15),
                    Duration.ofSeconds(60),
                    Duration.ofMillis(500),
                    8,
                    512);
}
