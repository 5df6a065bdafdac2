package io.processheat.demo.receiver;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Somebody who knows a receiver's URL and the wire format, but not the secret. */
final class Forger {

    private static final Logger LOG = LoggerFactory.getLogger(Forger.class);

    private static final int TIMEOUT_MILLIS = 5_000;
    private static final byte[] LIE = "{\"alarm_code\": \"STACK-TEMP-HIGH\", \"stack_temperature_c\": 900}"
            .getBytes(StandardCharsets.UTF_8);

    private final URI target;
    private final InstantSource clock;

    Forger(URI target, InstantSource clock) {
        this.target = target;
        this.clock = clock;
    }

    /** Sends a well-formed request signed with a key of its own; the status of the answer. */
    int forge() throws IOException {
        HttpURLConnection connection = (HttpURLConnection) target.toURL().openConnection();
        connection.setRequestMethod("POST");
        connection.setConnectTimeout(TIMEOUT_MILLIS);
        connection.setReadTimeout(TIMEOUT_MILLIS);
        connection.setDoOutput(true);
        sign(connection, SharedSecret.random());
        try (OutputStream body = connection.getOutputStream()) {
            body.write(LIE);
        }
        int status = connection.getResponseCode();
        if (status / 100 == 2) {
            LOG.error("A forged request to {} was accepted with {}", target, status);
        }
        return status;
    }

    private void sign(HttpURLConnection connection, SharedSecret wrongSecret) {
        String id = "forged";
        String timestamp = Long.toString(clock.instant().getEpochSecond());
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("X-Event-Type", "alarm.triggered");
        connection.setRequestProperty("X-Webhook-ID", id);
        connection.setRequestProperty("X-Webhook-Attempt", "1");
        connection.setRequestProperty("X-Webhook-Signature", wrongSecret.signature(LIE));
        connection.setRequestProperty("webhook-id", id);
        connection.setRequestProperty("webhook-timestamp", timestamp);
        connection.setRequestProperty("webhook-signature", wrongSecret.standardSignature(id, timestamp, LIE));
    }
}
