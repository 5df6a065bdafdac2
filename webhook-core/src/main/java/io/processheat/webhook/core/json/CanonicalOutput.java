package io.processheat.webhook.core.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Bytes of a canonical text while they come to be: ASCII only, and never more than the limit. */
final class CanonicalOutput {

    /** Part of the output that one member of an object takes. */
    record Member(String key, int from, int to) {}

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_ESCAPE = 6;

    private final int limit;
    private final NonFinite nonFinite;
    private byte[] bytes = new byte[1024];
    private int size;
    private int replaced;

    CanonicalOutput(int limit, NonFinite nonFinite) {
        this.limit = limit;
        this.nonFinite = nonFinite;
    }

    int size() {
        return size;
    }

    /** How many numbers were written as null. */
    int replaced() {
        return replaced;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    /** Refuses what needs at least this many more bytes, before anything is built for it. */
    void expect(long more) {
        if (more > limit - size) {
            throw Refusal.tooLarge("more than " + limit + " bytes of canonical JSON");
        }
    }

    void ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    void number(double value) {
        if (Double.isFinite(value)) {
            ascii(PythonFloat.repr(value));
        } else {
            nonFinite(Double.toString(value));
        }
    }

    void nonFinite(String text) {
        if (nonFinite == NonFinite.REFUSED) {
            throw new Refusal(text + " is not a finite number");
        }
        replaced++;
        ascii("null");
    }

    void string(String text) {
        int length = text.length();
        reserve(length + 2);
        bytes[size++] = '"';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
                bytes[size++] = (byte) c;
            } else {
                escape(c);
                reserve(length - i);
            }
        }
        bytes[size++] = '"';
    }

    private void escape(char c) {
        reserve(LONGEST_ESCAPE);
        bytes[size++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[size++] = (byte) c;
            case '\b' -> bytes[size++] = 'b';
            case '\t' -> bytes[size++] = 't';
            case '\n' -> bytes[size++] = 'n';
            case '\f' -> bytes[size++] = 'f';
            case '\r' -> bytes[size++] = 'r';
            default -> {
                bytes[size++] = 'u';
                for (int shift = 12; shift >= 0; shift -= 4) {
                    bytes[size++] = HEX[c >> shift & 0xf];
                }
            }
        }
    }

    /** Puts the members that stand from here to the end, with {@code ", "} between them, into this order. */
    void rearrange(int start, List<Member> members) {
        byte[] old = Arrays.copyOfRange(bytes, start, size);
        size = start;
        for (Member member : members) {
            if (size > start) {
                ascii(", ");
            }
            int length = member.to() - member.from();
            System.arraycopy(old, member.from() - start, bytes, size, length);
            size += length;
        }
    }

    private void reserve(int more) {
        expect(more);
        if (more > bytes.length - size) {
            long doubled = Math.max(bytes.length * 2L, (long) size + more);
            bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, limit));
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.US_ASCII);
    }
}
