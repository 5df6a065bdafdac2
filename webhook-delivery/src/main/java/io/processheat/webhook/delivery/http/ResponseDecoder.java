package io.processheat.webhook.delivery.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpResponseDecoder;

/** Decodes answers, and knows whether a byte has come that is in none of them yet. */
final class ResponseDecoder extends HttpResponseDecoder {

    private static final int MAX_HEADER_BYTES = 64 * 1024;

    private boolean sawBytes;

    ResponseDecoder() {
        super(new HttpDecoderConfig()
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                // Small devices send bare line feeds and odd header names; we look at four headers only.
                .setStrictLineParsing(false)
                .setValidateHeaders(false)
                .setAllowDuplicateContentLengths(true));
    }

    /** Forgets what came before. */
    void expectAnswer() {
        sawBytes = false;
    }

    /** Whether a single byte has come since {@link #expectAnswer()}. */
    boolean sawBytes() {
        return sawBytes;
    }

    /** Whether bytes are left after the last message. */
    boolean hasLeftover() {
        return actualReadableBytes() > 0;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
        sawBytes = true;
        super.channelRead(ctx, bytes);
    }
}
