package io.processheat.webhook.bridge.internal;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.processheat.webhook.bridge.EventSink;
import io.processheat.webhook.bridge.PostedEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A sink whose answers the test gives. */
final class ControlledSink implements EventSink {

    record Call(PostedEvent event, CompletableFuture<String> answer) {

        void acknowledge() {
            answer.complete(event.id());
        }
    }

    private final BlockingQueue<Call> calls = new LinkedBlockingQueue<>();

    @Override
    public CompletionStage<String> accept(PostedEvent event) {
        Call call = new Call(event, new CompletableFuture<>());
        calls.add(call);
        return call.answer();
    }

    Call next() throws InterruptedException {
        Call call = calls.poll(20, TimeUnit.SECONDS);
        assertNotNull(call, "nothing was handed over");
        return call;
    }

    List<Call> next(int count) throws InterruptedException {
        List<Call> next = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            next.add(next());
        }
        return next;
    }

    boolean hasMore() {
        return !calls.isEmpty();
    }

    static List<String> idsOf(List<Call> calls) {
        return calls.stream().map(call -> call.event().id()).toList();
    }
}
