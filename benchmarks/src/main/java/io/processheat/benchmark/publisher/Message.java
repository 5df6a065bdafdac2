package io.processheat.benchmark.publisher;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A line between the processes: what it is about, and named values. Nothing in it holds a space. */
public record Message(String about, Map<String, String> values) {

    public static Message about(String what) {
        return new Message(what, Map.of());
    }

    public static Message parse(String line) {
        String[] words = line.split(" ");
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return new Message(words[0], values);
    }

    public Message with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(name, value.toString());
        return new Message(about, more);
    }

    public Message with(String name, List<String> list) {
        return with(name, String.join(",", list));
    }

    public String text(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing in: " + line());
        }
        return value;
    }

    public List<String> list(String name) {
        return text(name).isEmpty() ? List.of() : List.of(text(name).split(","));
    }

    public long number(String name) {
        return Long.parseLong(text(name));
    }

    public double decimal(String name) {
        return Double.parseDouble(text(name));
    }

    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    public String line() {
        return values.entrySet().stream()
                .map(value -> " " + value.getKey() + "=" + value.getValue())
                .collect(Collectors.joining("", about, ""));
    }
}
