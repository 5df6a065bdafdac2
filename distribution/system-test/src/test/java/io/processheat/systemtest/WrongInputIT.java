package io.processheat.systemtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong input gets an error that names what is wrong, and changes nothing. */
@ExtendWith(ShowsOutput.class)
class WrongInputIT {

    @TempDir
    private static Path folder;
    private static Instance instance;
    private static Rest rest;

    @BeforeAll
    static void start() throws Exception {
        instance = Distribution.asBuilt().start(folder.resolve("data"));
        rest = instance.rest();
    }

    @AfterAll
    static void stop() {
        instance.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /webhooks | {"url": "no url", "events": ["alarm.triggered"]}                            | url
            /webhooks | {"url": "ftp://example.com/", "events": ["alarm.triggered"]}                | url
            /webhooks | {"url": "https://10.1.2.3/", "events": ["alarm.triggered"]}                 | url
            /webhooks | {"url": "https://169.254.169.254/latest", "events": ["alarm.triggered"]}    | url
            /webhooks | {"url": "https://[::ffff:10.1.2.3]/", "events": ["alarm.triggered"]}        | url
            /webhooks | {"url": "https://example.com/", "events": ["nonsense"]}                     | events
            /webhooks | {"url": "https://example.com/", "events": "alarm.triggered"}                | events
            /webhooks | {"url": "https://example.com/"}                                             | events
            /webhooks | {"url": "https://example.com/", "events": ["alarm.triggered"], "colour": 1} | colour
            /webhooks | {"url":                                                                     | JSON
            /events   | {"event_type": "nonsense", "payload": {}}                                   | event_type
            /events   | {"event_type": "alarm.triggered", "payload": []}                            | payload
            /events   | {"event_type": "alarm.triggered", "payload": {}, "webhook_ids": ["none"]}   | webhook_ids
            /events   | {"event_type": "alarm.triggered", "payload": {}, "event_id": "a b"}         | event_id
            """)
    void isRefusedWithItsNameAndChangesNothing(String path, String body, String named) throws Exception {
        Rest.Answer refused = rest.send("POST", path, body);

        assertTrue(refused.status() == 400 || refused.status() == 422, refused.toString());
        assertTrue(refused.body().toString().contains(named), refused.toString());
        assertEquals(0, rest.get("/webhooks").expect(200).body().size());
    }

    @Test
    void callWithoutTheTokenIsUnauthorized() throws Exception {
        rest.withToken(null).get("/webhooks").expect(401);
        rest.withToken("guessed").get("/webhooks").expect(401);
        rest.withToken(null).send("POST", "/events", "{\"event_type\": \"alarm.triggered\", \"payload\": {}}").expect(401);
        rest.withToken(null).get("/health").expect(200);
    }

    @Test
    void unknownIdIsNotFound() throws Exception {
        rest.get("/webhooks/none").expect(404);
        rest.get("/deliveries/none").expect(404);
        rest.send("DELETE", "/webhooks/none", null).expect(404);
    }

    @Test
    void sameEventIdWithOtherContentIsAConflict() throws Exception {
        String event = "{\"event_type\": \"alarm.triggered\", \"event_id\": \"once\", \"payload\": {\"a\": %d}}";
        rest.send("POST", "/events", event.formatted(1)).expect(202);
        rest.send("POST", "/events", event.formatted(1)).expect(202);
        rest.send("POST", "/events", event.formatted(2)).expect(409);
    }
}
