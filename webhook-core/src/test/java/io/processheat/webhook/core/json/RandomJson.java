package io.processheat.webhook.core.json;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;

/** Random values, and random texts that mean them or mean nothing. */
final class RandomJson {

    private static final String[] PIECES = {
        "a", "Z", "0", " ", "é", "€", "\u2028", "\uffff", "\ue000", "😀", "\ud835\udd18", "\u007f", "\n", "\"", "\\", "/", "\u0000"
    };
    private static final String[] SPACES = {"", "", "", " ", "\n", "\t ", "\r\n"};

    private final Random random;

    RandomJson(long seed) {
        random = new Random(seed);
    }

    Map<String, Object> object(int depth) {
        Map<String, Object> members = new LinkedHashMap<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            members.put(string(), value(depth + 1));
        }
        return members;
    }

    private Object value(int depth) {
        return switch (random.nextInt(depth > 4 ? 7 : 10)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> random.nextInt(2000) - 1000;
            case 3 -> random.nextLong();
            case 4 -> new BigInteger(random.nextInt(300), random);
            case 5 -> real();
            case 6 -> string();
            case 7, 8 -> object(depth);
            default -> list(depth);
        };
    }

    private List<Object> list(int depth) {
        List<Object> elements = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            elements.add(value(depth + 1));
        }
        return elements;
    }

    /** Of every magnitude, and more often such as sensors send. */
    double real() {
        double any = Double.longBitsToDouble(random.nextLong());
        return switch (random.nextInt(4)) {
            case 0 -> Math.round(random.nextDouble() * 1e6) / 1e3;
            case 1 -> Math.scalb(random.nextDouble(), random.nextInt(140) - 70);
            default -> Double.isFinite(any) ? any : 0;
        };
    }

    private String string() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    /** A text of the value, spaced and escaped at random. */
    String text(Object value) {
        if (value instanceof Map<?, ?> members) {
            StringJoiner object = new StringJoiner(",", "{" + space(), "}" + space());
            members.forEach((key, member) -> object.add(text(key) + space() + ":" + space() + text(member) + space()));
            return object.toString();
        }
        if (value instanceof List<?> elements) {
            StringJoiner array = new StringJoiner("," + space(), "[" + space(), "]");
            elements.forEach(element -> array.add(text(element)));
            return array.toString();
        }
        return value instanceof String string ? quoted(string) : String.valueOf(value);
    }

    private String quoted(String string) {
        StringBuilder text = new StringBuilder("\"");
        for (char c : string.toCharArray()) {
            boolean must = c < ' ' || c == '"' || c == '\\';
            boolean half = Character.isSurrogate(c);
            text.append(must || !half && random.nextInt(5) == 0 ? String.format("\\u%04X", (int) c) : String.valueOf(c));
        }
        return text.append('"').toString();
    }

    private String space() {
        return SPACES[random.nextInt(SPACES.length)];
    }

    /** The text with a few bytes changed, lost or doubled: mostly no JSON any more, sometimes no UTF-8. */
    byte[] damaged(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] signs = "{}[]:,\"\\-+.eE019untf /\u00e9\0".getBytes(StandardCharsets.UTF_8);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes[at] = random.nextBoolean() ? signs[random.nextInt(signs.length)] : bytes[random.nextInt(bytes.length)];
        }
        return bytes;
    }
}
