package io.processheat.webhook.delivery.http;

/** What may stand in a header: a line break in it would start another header. */
final class HeaderValue {

    private HeaderValue() {}

    /** Printable ASCII, or an {@link IllegalArgumentException}. */
    static void require(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                throw new IllegalArgumentException("a header value must be printable ASCII");
            }
        }
    }
}
