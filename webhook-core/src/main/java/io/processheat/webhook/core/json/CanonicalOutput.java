package io.processheat.webhook.core.json;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Bytes of a canonical text while they come to be: ASCII only, and never more than the limit. */
final class CanonicalOutput {

    /** Part of the output that one member of an object takes. */
    record Member(String key, int from, int to) {}

    private static final int LARGEST_SPARE = 1 << 16;

    private static final int USUAL_BYTES = 1 << 11;

    /** An array that the thread used before: most texts are made in it, and only their bytes are new. */
    private static final ThreadLocal<byte[]> SPARE = new ThreadLocal<>();

    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int LONGEST_ESCAPE = 6;

    /** What stands for itself, by its Latin-1 code. */
    private static final boolean[] PLAIN = new boolean[256];

    static {
        for (char c = ' '; c <= '~'; c++) {
            PLAIN[c] = c != '"' && c != '\\';
        }
    }

    private final int limit;
    private final NonFinite nonFinite;
    private byte[] bytes;
    private int size;
    private int replaced;

    CanonicalOutput(int limit, NonFinite nonFinite) {
        this.limit = limit;
        this.nonFinite = nonFinite;
        byte[] spare = SPARE.get();
        SPARE.set(null);
        this.bytes = spare == null ? new byte[USUAL_BYTES] : spare;
    }

    int size() {
        return size;
    }

    /** How many numbers were written as null. */
    int replaced() {
        return replaced;
    }

    /** Ends it. */
    byte[] toByteArray() {
        byte[] result = Arrays.copyOf(bytes, size);
        if (bytes.length <= LARGEST_SPARE) {
            SPARE.set(bytes);
        }
        bytes = result;
        return result;
    }

    /** Refuses what needs at least this many more bytes, before anything is built for it. */
    void expect(long more) {
        if (more > limit - size) {
            throw Refusal.tooLarge("more than " + limit + " bytes of canonical JSON");
        }
    }

    /** What stands between two members or elements. */
    void comma() {
        reserve(2);
        bytes[size++] = ',';
        bytes[size++] = ' ';
    }

    /** What stands between key and value. */
    void colon() {
        reserve(2);
        bytes[size++] = ':';
        bytes[size++] = ' ';
    }

    void ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    void number(double value) {
        if (!Double.isFinite(value)) {
            nonFinite(Double.toString(value));
        } else if (!hasFewDecimals(value)) {
            ascii(PythonFloat.repr(value));
        }
    }

    /** Whether it could be written without looking for its digits; then it is. */
    private boolean hasFewDecimals(double value) {
        makeRoom(1 + FewDecimals.LONGEST);
        double magnitude = Math.abs(value);
        boolean negative = Double.doubleToRawLongBits(value) < 0;
        int start = negative ? size + 1 : size;
        int end = FewDecimals.write(magnitude, bytes, start);
        if (end == start) {
            return false;
        }
        if (negative) {
            bytes[size] = '-';
        }
        size = end;
        expect(0);
        return true;
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
        int plain = 0;
        while (plain < length && isPlain(text.charAt(plain))) {
            bytes[size + plain] = (byte) text.charAt(plain);
            plain++;
        }
        size += plain;
        if (plain < length) {
            escaped(text, plain);
        }
        bytes[size++] = '"';
    }

    private static boolean isPlain(char c) {
        return c < PLAIN.length && PLAIN[c];
    }

    private void escaped(String text, int from) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (isPlain(c)) {
                bytes[size++] = (byte) c;
            } else {
                escape(c);
                reserve(length - i);
            }
        }
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
                comma();
            }
            int length = member.to() - member.from();
            System.arraycopy(old, member.from() - start, bytes, size, length);
            size += length;
        }
    }

    private void reserve(int more) {
        expect(more);
        makeRoom(more);
    }

    private void makeRoom(int more) {
        if (more > bytes.length - size) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.min(2 * bytes.length, limit), size + more));
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, size, StandardCharsets.US_ASCII);
    }
}
