package io.processheat.webhook.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import io.processheat.webhook.WebhookRegistration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.function.Executable;

/** A manager with a dispatcher over a store in memory. */
abstract class Scenario {

    static final String ALARM = "alarm.triggered";
    static final String MODEL = "model.deployed";
    static final String URL = "https://plant.example/hook";

    final InMemoryStore store = new InMemoryStore();
    final TestSigner signer = new TestSigner();
    final TestDispatcher dispatcher = new TestDispatcher();
    SubscriberManager manager;

    @BeforeEach
    void start() {
        manager = new SubscriberManager(store, signer, new TestConfig(), Map.of());
        manager.bindDispatcher(dispatcher);
    }

    String register(String... events) {
        return manager.registerWebhook(WebhookRegistration.of(URL, List.of(events))).webhook().id();
    }

    static WebhookException refused(Reason reason, Executable call) {
        WebhookException refusal = assertThrows(WebhookException.class, call);
        assertEquals(reason, refusal.reason(), refusal.getMessage());
        return refusal;
    }

    static WebhookException refused(Reason reason, String field, Executable call) {
        WebhookException refusal = refused(reason, call);
        assertEquals(field, refusal.field().orElse(null));
        return refusal;
    }

    static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().copy().orTimeout(20, TimeUnit.SECONDS).join();
    }

    static WebhookException failed(Reason reason, CompletionStage<?> stage) {
        CompletionException failure = assertThrows(CompletionException.class, () -> done(stage));
        WebhookException refusal = (WebhookException) failure.getCause();
        assertEquals(reason, refusal.reason());
        return refusal;
    }
}
