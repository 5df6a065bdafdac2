package io.processheat.webhook.http;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** Answers the calls of one route. */
@FunctionalInterface
interface Handler {

    CompletionStage<Response> answer(Call call);

    /** How long an answer may take. */
    default Duration patience(Settings settings) {
        return settings.answerTimeout();
    }

    /** A handler that has its answer when it returns. */
    static Handler direct(Function<Call, Response> answer) {
        return call -> CompletableFuture.completedFuture(answer.apply(call));
    }
}
