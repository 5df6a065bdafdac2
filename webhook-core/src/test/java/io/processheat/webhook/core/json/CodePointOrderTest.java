package io.processheat.webhook.core.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class CodePointOrderTest {

    /** In Python's order; the surrogates stand alone where no pair is meant. */
    private static final List<String> ASCENDING = List.of(
            "", "A", "AB", "B", "a", "a\u0000", "aa", "\u00e9", "\ud800", "\ud800a", "\ud800\ue000", "\udc00",
            "\ue000", "\uffff", "\ud800\udc00", "\ud800\udc00a", "\ud800\udc01", "\ud83d\ude00", "\udbff\udfff");

    @Test
    void isThatOfCodePoints() {
        for (int i = 0; i < ASCENDING.size(); i++) {
            for (int j = 0; j < ASCENDING.size(); j++) {
                int compared = CodePointOrder.INSTANCE.compare(ASCENDING.get(i), ASCENDING.get(j));
                assertEquals(Integer.compare(i, j), Integer.signum(compared), i + " and " + j);
            }
        }
    }
}
