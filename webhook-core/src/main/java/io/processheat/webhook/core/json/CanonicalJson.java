package io.processheat.webhook.core.json;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import io.processheat.webhook.WebhookEvent;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * The one form in which an object is stored, signed and sent: what Python's
 * {@code json.dumps(json.loads(text), sort_keys=True)} gives, so that a receiver may verify the raw bytes or its own
 * serialisation of what it parsed. Texts that such a receiver would read differently are refused.
 *
 * @param field what refusals call the object
 * @param maxBytes of the canonical form
 * @param nonFinite what becomes of NaN and the infinities
 */
public record CanonicalJson(String field, int maxBytes, NonFinite nonFinite) {

    /** The highest limit that anybody may set. */
    public static final int LARGEST = 16 << 20;

    /** Room for white space and escapes that the canonical form does without. */
    private static final long TEXT_TO_CANONICAL = 8;

    /**
     * A canonical form.
     *
     * @param replacedNumbers how many were written as null
     */
    public record Result(byte[] bytes, int replacedNumbers) {}

    /** Of an event's payload, in whichever form it has. */
    public Result ofPayload(WebhookEvent event) {
        return event.payloadJson().map(this::of).orElseGet(() -> of(event.payload().orElseThrow()));
    }

    /**
     * Of a UTF-8 text.
     *
     * @throws WebhookException {@code INVALID} or {@code TOO_LARGE}, saying where and why
     */
    public Result of(byte[] utf8) {
        if (utf8.length > TEXT_TO_CANONICAL * maxBytes) {
            throw new WebhookException(Reason.TOO_LARGE, field,
                    field + ": " + utf8.length + " bytes of text, where the canonical form may have " + maxBytes);
        }
        CanonicalOutput out = new CanonicalOutput(maxBytes, nonFinite);
        try (JsonParser parser = JsonTexts.open(utf8, nonFinite)) {
            new TextCanonicalizer(parser, out).document();
        } catch (Refusal e) {
            throw e.toException(field);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory", e);
        }
        return new Result(out.toByteArray(), out.replaced());
    }

    /**
     * Of plain values: strings, numbers, booleans, null, maps with string keys, collections and arrays of these, and
     * {@code Instant}, {@code Date} and enums, which become strings.
     *
     * <p>A float is written with its own shortest digits (0.1f as 0.1), a {@code BigDecimal} without a scale as an integer
     * and otherwise as the nearest double, other numbers as what they say of themselves.
     *
     * @throws WebhookException {@code INVALID} or {@code TOO_LARGE}, saying where and why
     */
    public Result of(Map<String, ?> values) {
        CanonicalOutput out = new CanonicalOutput(maxBytes, nonFinite);
        try {
            new ValueCanonicalizer(out).object(values);
        } catch (Refusal e) {
            throw e.toException(field);
        } catch (RuntimeException e) {
            // The map is foreign code, and somebody may be writing to it.
            throw new WebhookException(Reason.INVALID, field, field + " could not be read: " + e, e);
        }
        return new Result(out.toByteArray(), out.replaced());
    }

    private WebhookException malformed(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String where = at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new WebhookException(Reason.INVALID, field, field + ": not JSON" + where + ": " + e.getOriginalMessage());
    }
}
