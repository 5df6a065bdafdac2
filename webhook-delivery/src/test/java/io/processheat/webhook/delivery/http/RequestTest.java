package io.processheat.webhook.delivery.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import io.processheat.webhook.spi.EventContent;
import io.processheat.webhook.spi.KeyOrder;
import io.processheat.webhook.spi.Signer.Signatures;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

    @Test
    void theRequestHasExactlyTheHeadersOfTheWireFormat() throws Exception {
        try (Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.open()) {
            lane.post("http://127.0.0.1:" + receiver.port() + "/hook?a=1", "{\"a\": 1}".getBytes(StandardCharsets.UTF_8))
                    .answer();
            Receiver.Request request = receiver.nextRequest();
            assertEquals(
                    List.of(
                            "POST /hook?a=1 HTTP/1.1",
                            "Host: 127.0.0.1:" + receiver.port(),
                            "Content-Type: application/json",
                            "User-Agent: ProcessHeat-Webhooks/1.2.3",
                            "Content-Length: 8",
                            "X-Webhook-Signature: sha256=00ff",
                            "X-Webhook-ID: " + Lane.DELIVERY,
                            "X-Event-Type: alarm.triggered",
                            "X-Event-Time: 2026-11-24T21:05:00.123Z",
                            "X-Webhook-Attempt: 1",
                            "webhook-id: event-1",
                            "webhook-timestamp: 1795554301",
                            "webhook-signature: v1,AAAA v1,BBBB"),
                    request.lines());
            assertEquals("{\"a\": 1}", request.text());
        }
    }

    @Test
    void theTimeAlwaysHasThreeDecimals() throws Exception {
        try (Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.open()) {
            lane.post(receiver.url(), new byte[0], request -> at(request, 1_795_554_300_000L)).answer();
            assertEquals("2026-11-24T21:05:00.000Z", receiver.nextRequest().headers().get("X-Event-Time"));
            lane.post(receiver.url(), new byte[0], request -> at(request, -1)).answer();
            assertEquals("1969-12-31T23:59:59.999Z", receiver.nextRequest().headers().get("X-Event-Time"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 64 * 1024 - 1, 64 * 1024, 64 * 1024 + 1, 1024 * 1024})
    void bodiesOfAnyLengthArriveAsTheyAre(int length) throws Exception {
        byte[] body = new byte[length];
        new Random(length).nextBytes(body);
        try (Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.open()) {
            for (int i = 0; i < 2; i++) {
                assertEquals(200, lane.post(receiver.url(), body).status());
                assertArrayEquals(body, receiver.nextRequest().body());
            }
            assertEquals(1, receiver.connections());
        }
    }

    @Test
    void receiversThatDoNotReadHoldNoMoreThanAPieceOfTheBodyOutsideTheHeap() throws Exception {
        byte[] body = new byte[20 * 1024 * 1024];
        try (Receiver deaf = Receiver.doing(conversation -> {
                    conversation.readHead();
                    conversation.hold();
                });
                Lane lane = Lane.open()) {
            long before = directMemory();
            List<Lane.Posting> stalled = Stream.generate(() -> lane.post(deaf.url(), body)).limit(10).toList();
            for (Lane.Posting posting : stalled) {
                lane.await(() -> posting.doing().startsWith("sending"));
            }
            assertTrue(directMemory() - before < body.length, "ten bodies take less than one of them");
        }
    }

    private static long directMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
    }

    @Test
    void aLongHeadArrivesWhole() throws Exception {
        String manyKeys = "v1,AAAA ".repeat(500).strip();
        try (Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.open()) {
            lane.post(receiver.url(), new byte[0], request -> signed(request, manyKeys)).answer();
            assertEquals(manyKeys, receiver.nextRequest().headers().get("webhook-signature"));
        }
    }

    @Test
    void aLineBreakInAHeaderValueIsRefused() {
        PostRequest request = Lane.request("http://127.0.0.1/", new byte[0]);
        assertThrows(IllegalArgumentException.class, () -> signed(request, "v1,A\r\nX-Evil: 1"));
        assertThrows(IllegalArgumentException.class, () -> HttpSettings.defaults("1\n2"));
    }

    @ParameterizedTest
    @CsvSource({"1,0,", "7,6,", "7,5,6", "7,2,3-6"})
    void aKeysNumberIsThereAndThoseTheReceiverDoesNotKnowOf(long number, long toldThrough, String gap) throws Exception {
        try (Receiver receiver = Receiver.answering(Receiver.OK);
                Lane lane = Lane.open()) {
            lane.post(receiver.url(), new byte[0], request -> ordered(request, new KeyOrder(number, toldThrough))).answer();
            Map<String, String> headers = receiver.nextRequest().headers();
            assertEquals(Long.toString(number), headers.get("X-Webhook-Sequence"));
            assertEquals(gap, headers.get("X-Webhook-Sequence-Gap"));
        }
    }

    private static PostRequest ordered(PostRequest request, KeyOrder order) {
        return new PostRequest(
                request.target(), request.event(), request.deliveryId(), 1, order, 0, request.signatures(), false);
    }

    private static PostRequest at(PostRequest request, long time) {
        EventContent event = new EventContent("e", "alarm.triggered", time, request.event().payload());
        return new PostRequest(request.target(), event, request.deliveryId(), 1, null, 0, request.signatures(), false);
    }

    private static PostRequest signed(PostRequest request, String signature) {
        Signatures signatures = new Signatures("sha256=00ff", signature);
        return new PostRequest(request.target(), request.event(), request.deliveryId(), 1, null, 0, signatures, false);
    }
}
