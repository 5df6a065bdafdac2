package io.processheat.webhook.delivery;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.delivery.QueuedDelivery.State;
import io.processheat.webhook.delivery.http.PostRequest;
import io.processheat.webhook.delivery.http.PostResult;
import io.processheat.webhook.delivery.http.PostResult.Answered;
import io.processheat.webhook.delivery.http.PostResult.Failed;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import io.processheat.webhook.delivery.http.PostResult.Sign;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From memory to the receivers: starts attempts as limits and windows allow, webhook by webhook in turn. */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private final Loop loop;
    private final LaneClock clock;
    private final Sender sender;
    private final Windows windows;
    private final ZoneGate gate;
    private final RunningAttempts running;
    private final BooleanSupplier open;
    private final BiConsumer<RunningAttempt, PostResult> ended;
    private final Runnable turn;

    private final DueHeap<QueuedDelivery> waiting = new DueHeap<>();
    private final DueHeap<WebhookQueue> paced = new DueHeap<>();
    private final ArrayDeque<WebhookQueue> promptTurns = new ArrayDeque<>();
    private final ArrayDeque<WebhookQueue> slowTurns = new ArrayDeque<>();
    private final ArrayDeque<WebhookQueue> withTests = new ArrayDeque<>();

    /**
     * @param open false while nothing may be started
     * @param ended told of each attempt's end
     * @param turn run after that
     */
    Attempts(
            Loop loop,
            LaneClock clock,
            Sender sender,
            LaneSettings settings,
            ZoneGate gate,
            BooleanSupplier open,
            BiConsumer<RunningAttempt, PostResult> ended,
            Runnable turn) {
        this.loop = loop;
        this.clock = clock;
        this.sender = sender;
        this.windows = new Windows(settings.fastWindow(), settings.slowWindow());
        this.running = new RunningAttempts(windows, settings.timeoutMillis());
        this.gate = gate;
        this.open = open;
        this.ended = ended;
        this.turn = turn;
    }

    /** A queue has something to send, perhaps. */
    void offer(WebhookQueue queue) {
        if (queue.hasTest() && queue.receiver() != null) {
            withTests.add(queue);
        }
        if (queue.startable() && !queue.queuedForSlot() && !gate.isClosed(queue)) {
            queue.queuedForSlot(true);
            long startAt = queue.pace().startAt();
            if (startAt > clock.millis()) {
                paced.add(startAt, queue);
            } else {
                turns(queue.pace().prompt()).addLast(queue);
            }
        }
    }

    /** A delivery becomes ready at this time of the monotonic clock. */
    void offerAt(long due, QueuedDelivery delivery) {
        delivery.become(State.WAITING);
        waiting.add(due, delivery);
    }

    boolean isIdle() {
        return running.isEmpty();
    }

    void cancelAll() {
        running.cancelAll();
    }

    /** When there is something to do without a call. */
    long wakeAt() {
        return Math.min(running.nextTick(), Math.min(waiting.earliest(), paced.earliest()));
    }

    void turn(long now) {
        running.tick(now);
        QueuedDelivery due = waiting.pollDue(now);
        while (due != null) {
            if (due.state() == State.WAITING) {
                due.queue().addReady(due);
                offer(due.queue());
            }
            due = waiting.pollDue(now);
        }
        WebhookQueue rested = paced.pollDue(now);
        while (rested != null) {
            rested.queuedForSlot(false);
            offer(rested);
            rested = paced.pollDue(now);
        }
        startTests();
        start(promptTurns, true);
        start(slowTurns, false);
    }

    private void startTests() {
        while (open.getAsBoolean() && !withTests.isEmpty()) {
            WebhookQueue queue = withTests.poll();
            QueuedDelivery test = queue.nextTest();
            while (test != null) {
                start(test);
                test = queue.nextTest();
            }
        }
    }

    private void start(ArrayDeque<WebhookQueue> turns, boolean prompt) {
        int passed = 0;
        while (passed < turns.size() && open.getAsBoolean() && windows.hasRoom(prompt)) {
            WebhookQueue queue = turns.poll();
            if (queue.pace().prompt() != prompt
                    || !queue.startable()
                    || queue.pace().startAt() > clock.millis()
                    || gate.isClosed(queue)) {
                queue.queuedForSlot(false);
                offer(queue);
            } else if (!windows.mayStart(prompt, queue.pace().underWay()) || gate.isFull(queue)) {
                turns.addLast(queue);
                passed++;
            } else {
                queue.queuedForSlot(false);
                startNext(queue);
                offer(queue);
                passed = 0;
            }
        }
    }

    /** A secret that does not open is no fault of the receiver: its deliveries wait until it does. */
    private void startNext(WebhookQueue queue) {
        try {
            queue.receiver().openKey();
        } catch (WebhookException e) {
            if (queue.block()) {
                LOG.error("Deliveries to webhook {} wait: {}", queue.webhookId(), e.getMessage());
            }
            return;
        }
        start(queue.nextReady());
    }

    private void start(QueuedDelivery delivery) {
        Pace pace = delivery.queue().pace();
        RunningAttempt attempt =
                new RunningAttempt(delivery, windows.enter(pace.prompt()), clock.wall(), clock.millis());
        delivery.become(State.UNDER_WAY);
        running.add(attempt);
        gate.enter(attempt);
        if (!delivery.test()) {
            pace.started(attempt.startedMillis);
        }
        try {
            PostRequest request = delivery.queue().receiver().request(delivery, attempt.startedAt);
            attempt.call = sender.send(request, result -> end(attempt, result));
        } catch (RuntimeException e) {
            loop.execute(() -> end(attempt, unsent(delivery, e)));
        }
    }

    /** No request could be made: of a URL that is not accepted any more, or because of a mistake of ours. */
    private static PostResult unsent(QueuedDelivery delivery, RuntimeException cause) {
        if (cause instanceof WebhookException) {
            return new Failed(Kind.ADDRESS_NOT_ALLOWED, cause.getMessage(), Duration.ZERO);
        }
        LOG.error("No request could be made for delivery {}", delivery.claimed().deliveryId(), cause);
        return new Failed(Kind.UNSENDABLE, "no request could be made", Duration.ZERO);
    }

    private void end(RunningAttempt attempt, PostResult result) {
        running.remove(attempt);
        gate.leave(attempt);
        if (!attempt.delivery.test()) {
            settlePace(attempt, result);
        }
        offer(attempt.queue());
        ended.accept(attempt, result);
        turn.run();
    }

    /** What silence says of the receiver is seen once it is clear that it was not the line. */
    private void settlePace(RunningAttempt attempt, PostResult result) {
        WebhookQueue queue = attempt.queue();
        queue.pace().ended();
        if (result.sign() != Sign.SILENCE) {
            queue.pace().learn(result, attempt.startedMillis, clock.millis(), clock.wall());
        }
        if (result instanceof Answered) {
            queue.answered(result.elapsed().toMillis() < RunningAttempts.LATE_MILLIS);
        }
    }

    private ArrayDeque<WebhookQueue> turns(boolean prompt) {
        return prompt ? promptTurns : slowTurns;
    }
}
