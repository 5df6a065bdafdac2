package io.processheat.webhook.delivery.http;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * IPv4 addresses inside IPv6 ones: translators and tunnels deliver such packets to the IPv4 host, whatever the IPv6
 * address looks like.
 */
final class EmbeddedIpv4 {

    private static final List<CidrBlock> STAND_INS = List.of(
            CidrBlock.parse("64:ff9b::/96"), // NAT64, RFC 6052
            CidrBlock.parse("::ffff:0:0:0/96"), // IPv4-translated, RFC 2765
            CidrBlock.parse("::/96")); // IPv4-compatible, RFC 4291

    private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};
    private static final byte[] ISATAP = {0, 0, 0x5e, (byte) 0xfe};
    private static final int UNIVERSAL_BIT = 0x02;

    private EmbeddedIpv4() {}

    /** The IPv4 address that this one only stands for, and that is to be judged in its place. */
    static Optional<byte[]> standsFor(byte[] address) {
        if (address.length == 4 || isUnspecifiedOrLoopback(address)) {
            return Optional.empty();
        }
        return isMapped(address) || STAND_INS.stream().anyMatch(block -> block.contains(address))
                ? Optional.of(lastFour(address))
                : Optional.empty();
    }

    /** The IPv4 address behind an ISATAP router (RFC 5214), to be judged beside the IPv6 prefix. */
    static Optional<byte[]> tunnelsTo(byte[] address) {
        return address.length == 16
                        && (address[8] & ~UNIVERSAL_BIT) == ISATAP[0]
                        && Arrays.equals(address, 9, 12, ISATAP, 1, 4)
                ? Optional.of(lastFour(address))
                : Optional.empty();
    }

    private static boolean isMapped(byte[] address) {
        return Arrays.equals(address, 0, MAPPED.length, MAPPED, 0, MAPPED.length);
    }

    private static boolean isUnspecifiedOrLoopback(byte[] address) {
        for (int i = 0; i < 15; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return address[15] == 0 || address[15] == 1;
    }

    private static byte[] lastFour(byte[] address) {
        return Arrays.copyOfRange(address, 12, 16);
    }
}
