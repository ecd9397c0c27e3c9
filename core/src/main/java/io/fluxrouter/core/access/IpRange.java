package io.fluxrouter.core.access;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * One address or a block of them: "10.1.2.3", "10.0.0.0/8", "2001:db8::/32". An IPv4 address that
 * arrives mapped into IPv6 counts as IPv4.
 */
public record IpRange(String text, InetAddress network, int prefixLength) {
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,3}");

    /**
     * Throws {@link IllegalArgumentException} for anything but a literal address with an optional
     * length.
     */
    public static IpRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        InetAddress network = literal(address);
        int bits = network.getAddress().length * 8;
        int length = slash < 0 ? bits : length(text, slash) - mappedBits(network, address);
        if (length < 0 || length > bits) throw new IllegalArgumentException("bad range: " + text);
        return new IpRange(text, network, length);
    }

    /**
     * Reads a literal; never asks a name server. The JDK also takes "10", "10.1", "010.0.0.1" and
     * "[::1]"; these are refused, since "10/8" would not mean what its author meant.
     */
    public static InetAddress literal(String text) {
        InetAddress address = InetAddress.ofLiteral(text);
        boolean plain = text.indexOf(':') < 0 && text.equals(address.getHostAddress());
        boolean colons = text.indexOf(':') >= 0 && text.indexOf('[') < 0;
        if (plain || colons) return address;
        throw new IllegalArgumentException("bad address: " + text);
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

    /** An IPv4 address written as IPv6 counts its prefix length from the first of 128 bits. */
    private static int mappedBits(InetAddress network, String address) {
        return network instanceof Inet4Address && address.indexOf(':') >= 0 ? 96 : 0;
    }

    private static int length(String text, int slash) {
        String digits = text.substring(slash + 1);
        if (!LENGTH.matcher(digits).matches()) {
            throw new IllegalArgumentException("bad range: " + text);
        }
        return Integer.parseInt(digits);
    }
}
