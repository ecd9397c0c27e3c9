package io.fluxrouter.core.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangeTest {

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.4, false",
        "10.1.2.3/32, 10.1.2.3, true",
        "10.1.2.3/32, 10.1.2.2, false",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.9.9.9/8, 10.1.1.1, true",
        "192.168.0.0/23, 192.168.1.255, true",
        "192.168.0.0/23, 192.168.2.0, false",
        "200.0.0.0/5, 207.1.1.1, true",
        "200.0.0.0/5, 208.1.1.1, false",
        "0.0.0.0/0, 255.1.2.3, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 10.0.0.1, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::1, false",
        "2001:db8::8000/113, 2001:db8::ffff, true",
        "2001:db8::8000/113, 2001:db8::7fff, false",
        "::1, ::1, true",
        "2001:DB8::1, 2001:db8:0:0::1, true"
    })
    void a_block_contains_what_shares_its_first_bits(String range, String address, boolean in) {
        assertThat(IpRange.parse(range).contains(IpRange.literal(address))).isEqualTo(in);
    }

    @Test
    void an_ipv4_address_mapped_into_ipv6_counts_as_ipv4() {
        assertThat(IpRange.literal("::ffff:10.0.0.1")).isInstanceOf(Inet4Address.class);
        IpRange ten = IpRange.parse("10.0.0.0/8");
        assertThat(ten.contains(IpRange.literal("::ffff:10.0.0.1"))).isTrue();
        assertThat(ten.contains(IpRange.literal("::ffff:a00:1"))).isTrue();
        assertThat(ten.contains(IpRange.literal("::10.0.0.1"))).isFalse();
    }

    @Test
    void a_mapped_block_counts_its_length_in_ipv6_bits() {
        IpRange ten = IpRange.parse("::ffff:10.0.0.0/104");
        assertThat(ten.prefixLength()).isEqualTo(8);
        assertThat(ten.contains(IpRange.literal("10.200.0.1"))).isTrue();
        assertThat(IpRange.parse("::ffff:10.0.0.1").contains(IpRange.literal("10.0.0.1"))).isTrue();
        assertThatThrownBy(() -> IpRange.parse("::ffff:10.0.0.0/24"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/-0",
                "10.0.0.0/8/8",
                "10.0.0.0/ 8",
                "10.0.0.0/x",
                "10.0.0.0/٨",
                "10.0.0.0/99999999999",
                "::/129",
                "10/8",
                "10.1",
                "167772161",
                "010.0.0.1",
                "256.0.0.1",
                "1.2.3.4.5",
                "10.0.0.1 ",
                "[::1]",
                "2001:db8::1::2",
                "localhost",
                "example.com",
                "dead.beef"
            })
    void junk_is_refused_and_no_name_server_is_asked(String text) {
        assertThatThrownBy(() -> IpRange.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("io.fluxrouter.core.Seeds#thousand")
    void containing_is_equality_of_the_shifted_numbers(long seed) throws UnknownHostException {
        Random random = new Random(seed);
        byte[] network = new byte[random.nextBoolean() ? 4 : 16];
        random.nextBytes(network);
        byte[] near = network.clone();
        near[random.nextInt(near.length)] ^= (byte) (1 << random.nextInt(8));
        int length = random.nextInt(network.length * 8 + 1);
        IpRange range =
                IpRange.parse(InetAddress.getByAddress(network).getHostAddress() + "/" + length);
        int rest = network.length * 8 - length;
        boolean same =
                new BigInteger(1, network)
                        .shiftRight(rest)
                        .equals(new BigInteger(1, near).shiftRight(rest));
        assertThat(range.contains(InetAddress.getByAddress(near))).isEqualTo(same);
        assertThat(range.contains(InetAddress.getByAddress(network))).isTrue();
    }
}
