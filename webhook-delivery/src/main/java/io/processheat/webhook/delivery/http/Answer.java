package io.processheat.webhook.delivery.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** An answer whose headers are in, and what of its body has come so far. */
final class Answer {

    static final int KEPT_BYTES = 4 * 1024;
    private static final int READ_BYTES = 64 * 1024;
    private static final byte[] NOTHING = {};

    private final int status;
    private final String retryAfter;
    private final boolean keepAlive;
    private final long arrivedAt = System.nanoTime();
    private byte[] kept = NOTHING;
    private long bodyBytes;
    private boolean complete;
    private boolean broken;

    Answer(HttpResponse head) {
        this.status = head.status().code();
        this.retryAfter = head.headers().get(HttpHeaderNames.RETRY_AFTER);
        this.keepAlive = HttpUtil.isKeepAlive(head);
    }

    void add(ByteBuf content) {
        int more = (int) Math.min(content.readableBytes(), KEPT_BYTES - Math.min(bodyBytes, KEPT_BYTES));
        if (more > 0) {
            byte[] longer = Arrays.copyOf(kept, kept.length + more);
            content.getBytes(content.readerIndex(), longer, kept.length, more);
            kept = longer;
        }
        bodyBytes += content.readableBytes();
    }

    void completed() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }

    void broken() {
        broken = true;
    }

    /** Whether there is no point in reading on: the body is malformed, or longer than anybody needs. */
    boolean isToBeCut() {
        return broken || bodyBytes > READ_BYTES;
    }

    boolean keepsConnection() {
        return keepAlive;
    }

    int status() {
        return status;
    }

    Optional<String> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }

    /** When the headers were in, in {@link System#nanoTime()}. */
    long arrivedAt() {
        return arrivedAt;
    }

    /** The body's beginning as text, without a character that was cut in two at its end. */
    String text() {
        if (kept.length == 0) {
            return "";
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        CharBuffer text = CharBuffer.allocate(kept.length);
        decoder.decode(ByteBuffer.wrap(kept), text, complete && bodyBytes == kept.length);
        // Not every database takes U+0000 in a text.
        return text.flip().toString().replace('\0', '\uFFFD');
    }
}
