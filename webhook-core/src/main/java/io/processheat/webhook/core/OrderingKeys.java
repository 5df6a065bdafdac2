package io.processheat.webhook.core;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;

/** What can be an ordering key. */
final class OrderingKeys {

    static final String FORM = "1 to 256 characters, without control characters and halves of surrogate pairs";

    private static final int LONGEST = 256;

    private OrderingKeys() {}

    static boolean isKey(String text) {
        return !text.isEmpty()
                && text.length() <= 2 * LONGEST
                && text.codePointCount(0, text.length()) <= LONGEST
                && text.codePoints().allMatch(OrderingKeys::isAllowed);
    }

    /** Stores keep keys as Unicode text, where a half of a pair would become what another half becomes. */
    private static boolean isAllowed(int codePoint) {
        return !Character.isISOControl(codePoint) && Character.getType(codePoint) != Character.SURROGATE;
    }

    static String checked(String key) {
        if (!isKey(key)) {
            throw new WebhookException(Reason.INVALID, "ordering_key", "ordering_key must have " + FORM);
        }
        return key;
    }
}
