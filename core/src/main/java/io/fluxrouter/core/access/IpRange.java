package io.fluxrouter.core.access;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * One address or a block of them: "10.1.2.3", "10.0.0.0/8", "2001:db8::/32". An IPv4 address that
 * arrives mapped into IPv6 counts as IPv4.
 */
public record IpRange(String text, InetAddress network, int prefixLength) {

    /**
     * Throws {@link IllegalArgumentException} for anything but a literal address with an optional
     * length.
     */
    public static IpRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress network = literal(slash < 0 ? text : text.substring(0, slash));
        int bits = network.getAddress().length * 8;
        int length = slash < 0 ? bits : length(text, slash);
        if (length < 0 || length > bits) throw new IllegalArgumentException("bad range: " + text);
        return new IpRange(text, network, length);
    }

    /** Reads a literal; never asks a name server. */
    public static InetAddress literal(String text) {
        return InetAddress.ofLiteral(text);
    }

    public boolean contains(InetAddress address) {
        byte[] ours = network.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) return false;
        int whole = prefixLength / 8;
        if (!Arrays.equals(ours, 0, whole, theirs, 0, whole)) return false;
        int rest = prefixLength % 8;
        if (rest == 0) return true;
        int mask = 0xFF << (8 - rest);
        return (ours[whole] & mask) == (theirs[whole] & mask);
    }

    private static int length(String text, int slash) {
        try {
            return Integer.parseInt(text.substring(slash + 1));
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("bad range: " + text, notANumber);
        }
    }
}
