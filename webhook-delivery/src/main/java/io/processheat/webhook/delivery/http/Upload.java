package io.processheat.webhook.delivery.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;

/**
 * Writes one request. A long body goes out piece by piece as the receiver takes it: handed over whole, each stalled
 * receiver would hold a copy of it outside the heap.
 */
final class Upload implements ChannelFutureListener {

    private static final int PIECE_BYTES = 64 * 1024;

    private final Channel channel;
    private final byte[] body;
    private final Connection connection;
    private int handedOver;
    private int piecesUnderWay;
    private boolean failed;

    Upload(Channel channel, byte[] body, Connection connection) {
        this.channel = channel;
        this.body = body;
        this.connection = connection;
    }

    void start(RequestHead head) {
        handedOver = Math.min(body.length, PIECE_BYTES);
        ByteBuf first = channel.alloc().ioBuffer(head.length() + handedOver);
        head.writeTo(first);
        write(first.writeBytes(body, 0, handedOver));
        goOn();
    }

    void goOn() {
        while (handedOver < body.length && !failed && channel.isWritable()) {
            int length = Math.min(body.length - handedOver, PIECE_BYTES);
            ByteBuf piece = Unpooled.wrappedBuffer(body, handedOver, length);
            handedOver += length;
            write(piece);
        }
    }

    boolean isDone() {
        return handedOver == body.length && piecesUnderWay == 0 && !failed;
    }

    boolean hasFailed() {
        return failed;
    }

    private void write(ByteBuf piece) {
        piecesUnderWay++;
        channel.writeAndFlush(piece).addListener(this);
    }

    @Override
    public void operationComplete(ChannelFuture written) {
        piecesUnderWay--;
        if (written.isSuccess()) {
            if (isDone()) {
                connection.uploaded(this);
            }
        } else if (!failed) {
            failed = true;
            connection.uploadFailed(this, written.cause());
        }
    }
}
