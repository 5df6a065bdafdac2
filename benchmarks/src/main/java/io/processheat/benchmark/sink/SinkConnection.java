package io.processheat.benchmark.sink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** A kept-alive connection: finds the requests in what arrives and answers each. */
final class SinkConnection {

    private static final int MAX_REQUEST_BYTES = 16 << 10;
    private static final int INCOMPLETE = -1;
    private static final String ROOT = "POST /";
    private static final byte[] NO_CONTENT = "HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UNAVAILABLE =
            "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final Tally tally;
    private final LateAnswers late;
    private final byte[] bytes = new byte[MAX_REQUEST_BYTES];
    private final ByteBuffer in = ByteBuffer.wrap(bytes);
    private final ByteBuffer noContent = ByteBuffer.allocateDirect(NO_CONTENT.length).put(NO_CONTENT);

    SinkConnection(SocketChannel channel, Tally tally, LateAnswers late) {
        this.channel = channel;
        this.tally = tally;
        this.late = late;
    }

    void readable() {
        try {
            // A full buffer that holds no whole request reads 0 bytes: such a client is not worth serving.
            if (channel.read(in) <= 0) {
                channel.close();
                return;
            }
            answerAll();
        } catch (IOException gone) {
            closeAfter(gone);
        }
    }

    private void closeAfter(IOException cause) {
        try {
            channel.close();
        } catch (IOException failure) {
            failure.addSuppressed(cause);
            throw new UncheckedIOException(failure);
        }
    }

    private void answerAll() throws IOException {
        int start = 0;
        int end = answer(start);
        while (end != INCOMPLETE) {
            start = end;
            end = answer(start);
        }
        if (start > 0) {
            in.flip().position(start);
            in.compact();
        }
    }

    /** Answers the request at {@code start}, if all of it is there; where it ends. */
    private int answer(int start) throws IOException {
        int limit = in.position();
        int contentLength = 0;
        int line = start;
        for (int i = start; i < limit; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            if (i - line <= 1) {
                int end = i + 1 + contentLength;
                if (end > limit) {
                    return INCOMPLETE;
                }
                respond(start, i + 1, end);
                return end;
            }
            if (isContentLength(line, i)) {
                contentLength = (int) number(line + CONTENT_LENGTH.length, i);
            }
            line = i + 1;
        }
        return INCOMPLETE;
    }

    private boolean isContentLength(int from, int to) {
        if (to - from < CONTENT_LENGTH.length) {
            return false;
        }
        for (int i = 0; i < CONTENT_LENGTH.length; i++) {
            if ((bytes[from + i] | 0x20) != (CONTENT_LENGTH[i] | 0x20)) {
                return false;
            }
        }
        return true;
    }

    /** The first run of digits. */
    private long number(int from, int to) {
        int i = from;
        while (i < to && !isDigit(bytes[i])) {
            i++;
        }
        long number = 0;
        for (; i < to && isDigit(bytes[i]); i++) {
            number = number * 10 + bytes[i] - '0';
        }
        return number;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private void respond(int start, int body, int end) throws IOException {
        if (bytes[start] == 'G') {
            write(ByteBuffer.wrap(answerToGet(path(start))));
            return;
        }
        tally.received();
        if (bytes[start + ROOT.length()] == ' ') {
            write(noContent.rewind());
        } else {
            respond(SinkPath.parse(path(start)), body, end);
        }
    }

    private void respond(SinkPath path, int body, int end) throws IOException {
        if (path.timed()) {
            tally.timed(number(body, end));
        }
        if (path.ledger() >= 0 && !tally.ledger(path.ledger()).take((int) number(body, end), path.refuseOneIn())) {
            write(ByteBuffer.wrap(UNAVAILABLE));
        } else if (path.delayMillis() > 0) {
            late.owe(this, path.delayMillis());
        } else {
            write(noContent.rewind());
        }
    }

    private String path(int start) {
        int from = start;
        while (bytes[from] != '/') {
            from++;
        }
        int to = from;
        while (bytes[to] != ' ') {
            to++;
        }
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    /** What was left unanswered. The client may have gone meanwhile. */
    void answerLate() {
        try {
            if (channel.isOpen()) {
                write(noContent.rewind());
            }
        } catch (IOException gone) {
            closeAfter(gone);
        }
    }

    private byte[] answerToGet(String path) {
        String text = tally.answer(path);
        return ("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " + text.length() + "\r\n\r\n" + text)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private void write(ByteBuffer answer) throws IOException {
        channel.write(answer);
        if (answer.hasRemaining()) {
            throw new IOException("The client does not read its answers");
        }
    }
}
