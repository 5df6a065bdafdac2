package io.processheat.webhook.core.json;

/** How deep objects and arrays may stand in each other; receivers parse recursively, and some give up early. */
final class Nesting {

    static final int MAX_DEPTH = 200;

    private Nesting() {}

    static void check(int depth) {
        if (depth > MAX_DEPTH) {
            throw new Refusal("nested deeper than " + MAX_DEPTH);
        }
    }
}
