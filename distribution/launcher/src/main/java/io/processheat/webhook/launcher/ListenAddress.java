package io.processheat.webhook.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;

/** Where the API is to listen; tried before anything starts, because the HTTP service only logs that it could not. */
record ListenAddress(String host, int port) {

    void check() throws StartException {
        InetAddress address;
        try {
            address = InetAddress.getByName(host);
        } catch (UnknownHostException unknown) {
            throw new StartException("Cannot listen on '" + host + "': no such host", unknown);
        }
        try (ServerSocket probe = new ServerSocket(port, 1, address)) {
            assert probe.isBound();
        } catch (IOException refused) {
            throw new StartException("Cannot listen on " + host + ", port " + port + " (" + refused.getMessage()
                    + "): choose another with --port, 0 for any free one.", refused);
        }
    }
}
