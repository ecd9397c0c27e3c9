package io.fluxrouter.billing.webhook;

import io.fluxrouter.core.access.IpRange;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses deliveries may go to. In production only public ones: an organisation must not
 * reach the operator's own network through us (server-side request forgery).
 */
public enum Reach {
    /** Any address: receivers on one's own machine. */
    ANYWHERE,
    /** None that IANA's registries of special-purpose addresses keep from the open network. */
    PUBLIC;

    private static final List<IpRange> KEPT_BACK =
            Stream.of(
                            "0.0.0.0/8",
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            "169.254.0.0/16",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.88.99.0/24",
                            "192.168.0.0/16",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/3",
                            // Of IPv6 all but 2000::/3, and there what carries or may hide an
                            // address of IPv4.
                            "::/3",
                            "4000::/2",
                            "8000::/1",
                            "2001::/23",
                            "2001:db8::/32",
                            "2002::/16")
                    .map(IpRange::parse)
                    .toList();

    public boolean allows(InetAddress address) {
        return this == ANYWHERE || KEPT_BACK.stream().noneMatch(range -> range.contains(address));
    }
}
