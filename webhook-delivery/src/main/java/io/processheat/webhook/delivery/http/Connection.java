package io.processheat.webhook.delivery.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import io.processheat.webhook.delivery.http.AnswerReader.Fault;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection: carries one exchange after the other, and is idle in between.
 *
 * <p>An exchange ends when the answer and the request are complete; or, once the headers of the answer are in, when the
 * grace time is over, the body gets too long or the connection breaks. In the latter cases the connection is closed.
 */
final class Connection extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final PoolKey key;
    private final ConnectionPool pool;
    private final ResponseDecoder decoder;
    private final RequestHead head;
    private final Duration bodyGrace;

    private ChannelHandlerContext context;
    private PostExchange exchange;
    private Upload upload;
    private AnswerReader reader;
    private Future<?> grace;
    private boolean reused;
    private long idleSince;

    Connection(PoolKey key, ConnectionPool pool, ResponseDecoder decoder, RequestHead head, Duration bodyGrace) {
        this.key = key;
        this.pool = pool;
        this.decoder = decoder;
        this.head = head;
        this.bodyGrace = bodyGrace;
    }

    PoolKey key() {
        return key;
    }

    long idleSince() {
        return idleSince;
    }

    boolean isOpen() {
        return context.channel().isActive();
    }

    boolean isUploading() {
        return upload != null && !upload.isDone();
    }

    /** Whether nothing has shown yet that the line still stands: it was idle before, and not a byte has come. */
    boolean isSilent() {
        return reused && !decoder.sawBytes();
    }

    /** Whether there is an answer, be it incomplete. */
    boolean hasHeaders() {
        return reader != null && reader.answer() != null;
    }

    void send(PostRequest request, PostExchange sender) {
        exchange = sender;
        reader = new AnswerReader();
        decoder.expectAnswer();
        upload = new Upload(context.channel(), request.event().payload(), this);
        upload.start(head.of(request));
    }

    /** Ends the exchange early: with the answer, where its headers are in. */
    boolean cutShort() {
        if (hasHeaders()) {
            finish(false);
            return true;
        }
        end();
        close();
        return false;
    }

    void close() {
        pool.remove(this);
        context.close();
    }

    void uploaded(Upload which) {
        if (which == upload && hasHeaders()) {
            settle();
        }
    }

    /** The receiver may have answered before it stopped listening, so that there is still something to read. */
    void uploadFailed(Upload which, Throwable cause) {
        if (which != upload) {
            return;
        }
        if (isOpen()) {
            armGrace();
        } else {
            lost(String.valueOf(cause.getMessage()));
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (exchange != null) {
                read(message);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (exchange == null) {
            closeIfSpokenTo();
        } else if (hasHeaders()) {
            settle();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (exchange != null) {
            upload.goOn();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        pool.remove(this);
        if (exchange != null) {
            lost("it closed the connection");
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        boolean tls = cause instanceof SSLException || cause.getCause() instanceof SSLException;
        if (!tls && !(cause instanceof IOException)) {
            LOG.error("Unexpected failure on the connection to {}", key, cause);
        }
        if (exchange == null) {
            close();
        } else if (!hasHeaders() && !decoder.sawBytes() && ConnectFailures.isLineDown(cause)) {
            fail(Kind.UNREACHABLE, cause.getMessage());
        } else if (hasHeaders() || !tls && cause instanceof IOException) {
            lost(String.valueOf(cause.getMessage()));
        } else {
            fail(tls ? Kind.TLS : Kind.PROTOCOL, tls ? TlsFailure.describe(cause) : cause.toString());
        }
    }

    private void read(Object message) {
        Optional<Fault> fault = reader.read(message);
        if (fault.isPresent()) {
            fail(fault.get().kind(), fault.get().message());
        } else if (hasHeaders() && reader.answer().isToBeCut()) {
            finish(false);
        }
    }

    /** Only at the end of a read: what follows the answer in it must not pass for the answer to the next request. */
    private void settle() {
        Answer answer = reader.answer();
        if (answer.isComplete() && upload.isDone()) {
            finish(answer.keepsConnection() && !reader.sawSurplus() && !decoder.hasLeftover());
        } else if (answer.isComplete() && upload.hasFailed()) {
            finish(false);
        } else {
            armGrace();
        }
    }

    private void armGrace() {
        if (grace == null) {
            grace = context.executor().schedule(this::graceIsOver, bodyGrace.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void graceIsOver() {
        lost("it stopped reading the request");
    }

    private void lost(String how) {
        if (hasHeaders()) {
            finish(false);
        } else if (isSilent()) {
            fail(Kind.STALE_CONNECTION, how);
        } else {
            fail(Kind.RESET, how);
        }
    }

    private void finish(boolean reusable) {
        Answer answer = reader.answer();
        PostExchange answered = end();
        if (reusable) {
            reused = true;
            idleSince = System.nanoTime();
            decoder.expectAnswer();
            pool.put(this);
        } else {
            close();
        }
        answered.answered(answer);
    }

    private void fail(Kind kind, String message) {
        PostExchange failed = end();
        close();
        failed.failed(kind, key + ": " + message);
    }

    private PostExchange end() {
        PostExchange ended = exchange;
        exchange = null;
        reader = null;
        upload = null;
        if (grace != null) {
            grace.cancel(false);
            grace = null;
        }
        return ended;
    }

    private void closeIfSpokenTo() {
        if (decoder.sawBytes()) {
            close();
        }
    }
}
