package io.processheat.webhook.delivery.http;

import io.netty.buffer.ByteBuf;
import io.processheat.webhook.spi.KeyOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Puts together what stands before the body, in a buffer that all requests of an event loop share, one after the
 * other. Values are ASCII, as {@link HeaderValue} has seen to.
 */
final class RequestHead {

    private static final byte[] CONTENT_LENGTH = name("Content-Length");
    private static final byte[] WEBHOOK_SIGNATURE = name("X-Webhook-Signature");
    private static final byte[] DELIVERY_ID = name("X-Webhook-ID");
    private static final byte[] EVENT_TYPE = name("X-Event-Type");
    private static final byte[] EVENT_TIME = name("X-Event-Time");
    private static final byte[] ATTEMPT = name("X-Webhook-Attempt");
    private static final byte[] SEQUENCE = name("X-Webhook-Sequence");
    private static final byte[] SEQUENCE_GAP = name("X-Webhook-Sequence-Gap");
    private static final byte[] STANDARD_ID = name("webhook-id");
    private static final byte[] STANDARD_TIMESTAMP = name("webhook-timestamp");
    private static final byte[] STANDARD_SIGNATURE = name("webhook-signature");

    private static final byte[] END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final byte[] constantHeaders;
    private final EventTimeText eventTime = new EventTimeText();
    private byte[] bytes = new byte[2048];
    private int length;

    RequestHead(String userAgent) {
        this.constantHeaders = ("Content-Type: application/json\r\nUser-Agent: " + userAgent)
                .getBytes(StandardCharsets.US_ASCII);
    }

    /** Starts over with this request. */
    RequestHead of(PostRequest request) {
        length = 0;
        append(request.target().requestLineAndHost());
        append(constantHeaders);
        header(CONTENT_LENGTH, Integer.toString(request.event().payload().length));
        header(WEBHOOK_SIGNATURE, request.signatures().webhookSignature());
        header(DELIVERY_ID, request.deliveryId().toString());
        header(EVENT_TYPE, request.event().type());
        append(EVENT_TIME);
        append(eventTime.of(request.event().eventTime()));
        header(ATTEMPT, Integer.toString(request.attempt()));
        if (request.order() != null) {
            order(request.order());
        }
        header(STANDARD_ID, request.event().eventId());
        header(STANDARD_TIMESTAMP, Long.toString(request.timestamp()));
        header(STANDARD_SIGNATURE, request.signatures().standardSignature());
        append(END);
        return this;
    }

    int length() {
        return length;
    }

    void writeTo(ByteBuf buffer) {
        buffer.writeBytes(bytes, 0, length);
    }

    private void order(KeyOrder order) {
        header(SEQUENCE, Long.toString(order.number()));
        order.gap().ifPresent(gap -> header(SEQUENCE_GAP, gap));
    }

    /** The method is deprecated for leaving out what ASCII has not; that is not there, and no other copies so fast. */
    @SuppressWarnings("deprecation")
    private void header(byte[] name, String value) {
        append(name);
        reserve(value.length());
        value.getBytes(0, value.length(), bytes, length);
        length += value.length();
    }

    private void append(byte[] piece) {
        reserve(piece.length);
        System.arraycopy(piece, 0, bytes, length, piece.length);
        length += piece.length;
    }

    private void reserve(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * (length + more));
        }
    }

    private static byte[] name(String name) {
        return ("\r\n" + name + ": ").getBytes(StandardCharsets.US_ASCII);
    }
}
