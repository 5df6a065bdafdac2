package io.processheat.webhook.core.json;

import java.util.Comparator;

/** Order of keys by Unicode code point, as Python sorts; {@code String.compareTo} puts surrogate pairs too early. */
enum CodePointOrder implements Comparator<String> {
    INSTANCE;

    @Override
    public int compare(String a, String b) {
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            if (a.charAt(i) != b.charAt(i)) {
                int start = insidePair(a, i) || insidePair(b, i) ? i - 1 : i;
                return Integer.compare(a.codePointAt(start), b.codePointAt(start));
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    private static boolean insidePair(String s, int i) {
        return i > 0 && Character.isSurrogatePair(s.charAt(i - 1), s.charAt(i));
    }
}
