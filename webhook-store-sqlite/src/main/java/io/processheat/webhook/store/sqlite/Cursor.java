package io.processheat.webhook.store.sqlite;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a listing goes on: the position of the last row of a page, opaque to callers and marked with its listing. */
enum Cursor {
    WEBHOOKS('w'),
    DELIVERIES('d'),
    EVENTS('e'),
    FAILED('f');

    private static final Pattern POSITION = Pattern.compile("([wdef])(\\d{1,18})");

    private final char mark;

    Cursor(char mark) {
        this.mark = mark;
    }

    String encode(long position) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((mark + "" + position).getBytes(US_ASCII));
    }

    long decode(String cursor) {
        Matcher matcher = POSITION.matcher(text(cursor));
        if (!matcher.matches() || matcher.group(1).charAt(0) != mark) {
            throw malformed();
        }
        long position = Long.parseLong(matcher.group(2));
        if (!encode(position).equals(cursor)) {
            throw malformed();
        }
        return position;
    }

    private static String text(String cursor) {
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), US_ASCII);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static WebhookException malformed() {
        return new WebhookException(
                Reason.INVALID, "cursor", "cursor is not one that this listing gave; start without one");
    }
}
