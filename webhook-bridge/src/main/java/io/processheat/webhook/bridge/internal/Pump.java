package io.processheat.webhook.bridge.internal;

import io.processheat.webhook.bridge.EventSink;
import io.processheat.webhook.bridge.internal.Outcomes.Refusal;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that hands over what is held, and what happens when the sink has answered. */
final class Pump {

    private static final Logger LOG = LoggerFactory.getLogger(Pump.class);

    private final Hold hold;
    private final Outcomes outcomes;
    private final Thread thread = new Thread(this::run, "webhook-bridge");
    private volatile boolean stopped;

    Pump(Hold hold, Outcomes outcomes) {
        this.hold = hold;
        this.outcomes = outcomes;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    void stop() {
        stopped = true;
        thread.interrupt();
    }

    private void run() {
        while (!stopped) {
            try {
                HandOver next = hold.take(LimitedLog.PERIOD);
                if (next != null) {
                    handOver(next);
                }
                outcomes.tick();
            } catch (InterruptedException e) {
                LOG.debug("Interrupted, {}", stopped ? "to stop" : "by what a sink left behind: going on", e);
            }
        }
    }

    private void handOver(HandOver handOver) {
        try {
            answerOf(handOver).whenComplete((eventId, failure) -> {
                if (failure == null) {
                    delivered(handOver, eventId);
                } else {
                    failed(handOver, cause(failure));
                }
            });
        } catch (Throwable e) { // an Error too: a sink in the middle of its update must not end this thread
            failed(handOver, e);
        }
    }

    private static CompletionStage<String> answerOf(HandOver handOver) {
        EventSink sink = handOver.sink();
        CompletionStage<String> answer = sink.accept(handOver.held().event());
        if (answer == null) {
            throw new IllegalStateException(sink.getClass().getName() + " answered with null");
        }
        return answer;
    }

    private void delivered(HandOver handOver, String eventId) {
        Held held = handOver.held();
        if (hold.acknowledge(handOver)) {
            outcomes.delivered(held, eventId == null ? held.event().id() : eventId);
        }
    }

    private void failed(HandOver handOver, Throwable cause) {
        if (cause instanceof IllegalArgumentException) {
            refused(handOver, cause);
            return;
        }
        OptionalLong nextTry = hold.putBack(handOver);
        if (nextTry.isPresent()) {
            outcomes.failed(handOver.held(), cause, nextTry.getAsLong());
        }
    }

    private void refused(HandOver handOver, Throwable cause) {
        Held held = handOver.held();
        if (hold.refuse(handOver)) {
            outcomes.refused(Refusal.NOT_TAKEN, held.event().topic(), held.receipt(), () -> cause);
        }
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
