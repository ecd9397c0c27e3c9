package io.fluxrouter.core.auth;

import io.fluxrouter.core.access.IpRange;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The proxies in front of this server, which are believed about where a request comes from. Each
 * adds the address it was called from at the end of a header, so the last one that is not a proxy's
 * is the client's; what stands before it anybody may have written.
 */
public record TrustedProxies(List<IpRange> ranges) {
    /** Nobody is believed: the client is who is connected. */
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    public TrustedProxies {
        ranges = List.copyOf(ranges);
    }

    /** Reads "10.0.0.0/8, 2001:db8::1"; throws {@link IllegalArgumentException}. */
    public static TrustedProxies parse(String list) {
        List<IpRange> ranges = new ArrayList<>();
        for (String range : list.split(",", -1)) ranges.add(IpRange.parse(range.strip()));
        return new TrustedProxies(ranges);
    }

    /**
     * The client's address: the rightmost in {@code X-Forwarded-For} that is not a trusted proxy's,
     * or in {@code Forwarded} where the former is missing; the leftmost if all are. The peer's
     * where it is not trusted, or where an entry on the way cannot be read.
     *
     * @param peer who is connected, if known
     * @param headers all values of a header, in the order in which they came
     */
    public @Nullable String client(@Nullable String peer, Function<String, List<String>> headers) {
        if (ranges.isEmpty() || peer == null || !trusts(Hops.address(peer))) return peer;
        List<String> hops = Hops.of(headers);
        InetAddress client = null;
        for (int i = hops.size() - 1; i >= 0; i--) {
            client = Hops.address(hops.get(i));
            if (client == null) return peer;
            if (!trusts(client)) break;
        }
        return client == null ? peer : client.getHostAddress();
    }

    private boolean trusts(@Nullable InetAddress address) {
        if (address == null) return false;
        for (IpRange range : ranges) if (range.contains(address)) return true;
        return false;
    }
}
