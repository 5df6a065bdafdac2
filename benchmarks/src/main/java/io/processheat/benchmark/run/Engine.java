package io.processheat.benchmark.run;

import io.processheat.benchmark.publisher.Measurement;
import io.processheat.benchmark.publisher.Order;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The way to the publisher bundle inside the runtime. */
final class Engine implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader answers;
    private final PrintWriter orders;

    Engine(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        orders = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.US_ASCII);
    }

    Measurement carryOut(Order order) throws IOException {
        orders.println(order.line());
        String answer = answers.readLine();
        if (answer == null || !answer.startsWith("done ")) {
            throw new IOException("The engine answered: " + answer);
        }
        return Measurement.parse(answer.substring("done ".length()));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
