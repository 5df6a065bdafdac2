package io.processheat.benchmark.sink;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Asks a sink for its count, over one connection. Of one thread. */
public final class SinkClient implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader answers;

    public SinkClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
    }

    public SinkCount count() throws IOException {
        return SinkCount.parse(get("/count"));
    }

    public LedgerCount ledger(int number) throws IOException {
        return LedgerCount.parse(get("/ledger/" + number));
    }

    public void reset() throws IOException {
        get("/reset");
    }

    private String get(String path) throws IOException {
        String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        int length = contentLength();
        char[] body = new char[length];
        for (int read = 0; read < length; ) {
            int n = answers.read(body, read, length - read);
            if (n < 0) {
                throw new IOException("The sink closed the connection");
            }
            read += n;
        }
        return new String(body);
    }

    private int contentLength() throws IOException {
        int length = 0;
        for (String line = answers.readLine(); line == null || !line.isEmpty(); line = answers.readLine()) {
            if (line == null) {
                throw new IOException("The sink closed the connection");
            }
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
