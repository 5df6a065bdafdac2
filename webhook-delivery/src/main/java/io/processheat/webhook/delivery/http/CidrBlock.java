package io.processheat.webhook.delivery.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Optional;

/** A network: an address and the number of its leading bits that matter. */
public final class CidrBlock {

    private final InetAddress address;
    private final byte[] network;
    private final int prefixLength;

    private CidrBlock(InetAddress address, int prefixLength) {
        this.address = address;
        this.network = address.getAddress();
        this.prefixLength = prefixLength;
    }

    /**
     * Reads {@code 10.20.0.0/16}, {@code fd00:1::/32} or a single address.
     *
     * @throws IllegalArgumentException saying what is wrong, and where possible what would be right
     */
    public static CidrBlock parse(String text) {
        String trimmed = text.strip();
        int slash = trimmed.indexOf('/');
        InetAddress address = address(slash < 0 ? trimmed : trimmed.substring(0, slash), trimmed);
        int bits = address.getAddress().length * Byte.SIZE;
        CidrBlock block = new CidrBlock(address, slash < 0 ? bits : prefixLength(trimmed, slash, bits));
        block.refuseHostBits();
        return block;
    }

    /** Whether the address lies in this network; one of the other family never does. */
    public boolean contains(InetAddress candidate) {
        return contains(candidate.getAddress());
    }

    boolean contains(byte[] candidate) {
        if (candidate.length != network.length) {
            return false;
        }
        int wholeBytes = prefixLength / Byte.SIZE;
        for (int i = 0; i < wholeBytes; i++) {
            if (candidate[i] != network[i]) {
                return false;
            }
        }
        int rest = prefixLength % Byte.SIZE;
        return rest == 0 || (candidate[wholeBytes] ^ network[wholeBytes]) >> (Byte.SIZE - rest) == 0;
    }

    int prefixLength() {
        return prefixLength;
    }

    private static InetAddress address(String literal, String whole) {
        Optional<InetAddress> address = IpLiteral.parse(literal);
        if (address.isEmpty()) {
            throw new IllegalArgumentException("'" + whole + "' is not a network: write it like 10.20.0.0/16, fd00:1::/32,"
                    + " or as a single address");
        }
        if (literal.indexOf(':') >= 0 && address.get().getAddress().length == 4) {
            throw new IllegalArgumentException("'" + whole + "' is an IPv4 network written as IPv6: write its IPv4 form");
        }
        return address.get();
    }

    private static int prefixLength(String whole, int slash, int bits) {
        String digits = whole.substring(slash + 1);
        if (!digits.matches("\\d{1,3}") || Integer.parseInt(digits) > bits) {
            throw new IllegalArgumentException("'" + whole + "': after the slash comes the prefix length, 0 to " + bits);
        }
        return Integer.parseInt(digits);
    }

    private void refuseHostBits() {
        byte[] masked = network.clone();
        for (int bit = prefixLength; bit < masked.length * Byte.SIZE; bit++) {
            masked[bit / Byte.SIZE] &= (byte) ~(0x80 >> bit % Byte.SIZE);
        }
        if (!Arrays.equals(masked, network)) {
            throw new IllegalArgumentException("'" + this + "' has bits set beyond its prefix: write "
                    + NetUtil.bytesToIpAddress(masked) + "/" + prefixLength + " for the network, or "
                    + NetUtil.toAddressString(address) + " for the one address");
        }
    }

    @Override
    public String toString() {
        return NetUtil.toAddressString(address) + "/" + prefixLength;
    }
}
