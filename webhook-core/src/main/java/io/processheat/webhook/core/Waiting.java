package io.processheat.webhook.core;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Waits for the store on behalf of callers that want a plain value. */
final class Waiting {

    private Waiting() {}

    /**
     * The stage's value. An interruption does not end the wait, it is kept for the caller: a commit takes milliseconds,
     * and who was interrupted could not know whether something had been stored.
     */
    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw ofThisThread(e.getCause());
        }
    }

    /** The same error with the stack of who asked. */
    static WebhookException ofThisThread(Throwable cause) {
        if (cause instanceof WebhookException e) {
            return new WebhookException(e.reason(), e.field().orElse(null), e.getMessage(), e);
        }
        return new WebhookException(Reason.UNAVAILABLE, null, "the store failed: " + cause, cause);
    }
}
