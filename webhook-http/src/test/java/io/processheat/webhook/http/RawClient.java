package io.processheat.webhook.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A client that sends exactly the bytes it is told to, when it is told to. */
final class RawClient implements AutoCloseable {

    /** An answer as it came. */
    record Answer(int status, Map<String, String> headers, byte[] body) {

        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    RawClient(int port) {
        try {
            socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setSoTimeout(20_000);
            in = socket.getInputStream();
            out = socket.getOutputStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    RawClient send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    RawClient send(byte[] bytes) {
        try {
            out.write(bytes);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** Sends the head of a request with a token; more header lines each end with CRLF. */
    RawClient head(String method, String path, String... headers) {
        StringBuilder head = new StringBuilder(method + " /api/v1" + path + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Authorization: Bearer " + ApiCalls.TOKEN + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return send(head + "\r\n");
    }

    RawClient chunk(byte[] content) {
        return send(Integer.toHexString(content.length) + "\r\n").send(content).send("\r\n");
    }

    Answer answer() {
        return answer(true);
    }

    Answer answerToHead() {
        return answer(false);
    }

    /** Whether the server closed in an orderly way, with nothing more to say. */
    boolean closedByServer() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            return false;
        }
    }

    private Answer answer(boolean withBody) {
        try {
            int status = Integer.parseInt(line().split(" ")[1]);
            Map<String, String> headers = new TreeMap<>();
            for (String line = line(); !line.isEmpty(); line = line()) {
                String[] nameAndValue = line.split(":", 2);
                headers.put(nameAndValue[0].toLowerCase(Locale.ROOT), nameAndValue[1].strip());
            }
            int length = withBody ? Integer.parseInt(headers.getOrDefault("content-length", "0")) : 0;
            return new Answer(status, headers, in.readNBytes(length));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("closed after: " + line);
            }
            if (c != '\r') {
                line.write(c);
            }
        }
        return line.toString(StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
