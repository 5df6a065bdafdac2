package io.processheat.webhook.delivery;

import io.processheat.webhook.Priority;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.delivery.QueuedDelivery.State;
import io.processheat.webhook.delivery.http.PostRequest;
import io.processheat.webhook.delivery.http.PostResult;
import io.processheat.webhook.delivery.http.PostResult.Answered;
import io.processheat.webhook.delivery.http.PostResult.Failed;
import io.processheat.webhook.delivery.http.PostResult.Kind;
import io.processheat.webhook.spi.EventTerms;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** From memory to the receivers: starts attempts as limits and windows allow, webhook by webhook in turn. */
final class Attempts {

    private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

    private static final List<Priority> HIGHEST_FIRST = List.of(Priority.HIGH, Priority.MEDIUM, Priority.LOW);

    private final Loop loop;
    private final LaneClock clock;
    private final LongSupplier millis;
    private final Sender sender;
    private final Windows windows;
    private final ZoneGate gate;
    private final RunningAttempts running;
    private final BooleanSupplier open;
    private final BiConsumer<RunningAttempt, PostResult> ended;
    private final Consumer<QueuedDelivery> expired;
    private final Runnable turn;

    private final DueHeap<QueuedDelivery> waiting = new DueHeap<>();
    private final Turns turns = new Turns();
    private final ArrayDeque<WebhookQueue> withTests = new ArrayDeque<>();

    /**
     * @param open false while nothing may be started
     * @param ended told of each attempt's end
     * @param expired told of what was about to start past its deadline
     * @param turn run after an attempt's end
     */
    Attempts(
            Loop loop,
            LaneClock clock,
            Sender sender,
            LaneSettings settings,
            ZoneGate gate,
            BooleanSupplier open,
            BiConsumer<RunningAttempt, PostResult> ended,
            Consumer<QueuedDelivery> expired,
            Runnable turn) {
        this.loop = loop;
        this.clock = clock;
        this.millis = clock::millis;
        this.sender = sender;
        this.windows = new Windows(settings.fastWindow(), settings.slowWindow(), settings.reservedPercent());
        this.running = new RunningAttempts(windows, settings.timeoutMillis());
        this.gate = gate;
        this.open = open;
        this.ended = ended;
        this.expired = expired;
        this.turn = turn;
    }

    /** A queue has something to send, perhaps. */
    void offer(WebhookQueue queue) {
        if (queue.hasTest() && queue.receiver() != null) {
            withTests.add(queue);
        }
        if (queue.startable() && !gate.isClosed(queue)) {
            turns.offer(queue, millis);
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
        return Math.min(running.nextTick(), Math.min(waiting.earliest(), turns.nextRested()));
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
        WebhookQueue rested = turns.pollRested(now);
        while (rested != null) {
            offer(rested);
            rested = turns.pollRested(now);
        }
        startTests();
        for (Priority priority : HIGHEST_FIRST) {
            start(priority, true);
            start(priority, false);
        }
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

    private void start(Priority priority, boolean prompt) {
        ArrayDeque<WebhookQueue> queues = turns.of(priority, prompt);
        boolean highest = priority == Priority.HIGH;
        int passed = 0;
        while (passed < queues.size() && open.getAsBoolean() && windows.hasRoom(prompt, highest)) {
            WebhookQueue queue = queues.poll();
            if (queue.pace().prompt() != prompt || !mayStartNow(queue) || queue.highestReady() != priority) {
                queue.standing().leave(priority);
                offer(queue);
            } else if (!windows.mayStart(prompt, highest, queue.pace().underWay(priority)) || gate.isFull(queue)) {
                queues.addLast(queue);
                passed++;
            } else {
                queue.standing().leave(priority);
                startNext(queue);
                offer(queue);
                passed = 0;
            }
        }
    }

    private boolean mayStartNow(WebhookQueue queue) {
        return queue.startable() && !queue.pace().isResting(millis) && !gate.isClosed(queue);
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
        QueuedDelivery next = queue.nextReady();
        long expiresAt = next.claimed().expiresAt();
        if (expiresAt != EventTerms.NEVER && expiresAt <= clock.wall()) {
            expired.accept(next);
        } else {
            start(next);
        }
    }

    private void start(QueuedDelivery delivery) {
        Pace pace = delivery.queue().pace();
        RunningAttempt attempt =
                new RunningAttempt(delivery, windows.enter(pace.prompt(), delivery.goesFirst()), clock.wall(), clock.millis());
        delivery.become(State.UNDER_WAY);
        running.add(attempt);
        gate.enter(attempt);
        if (!delivery.test()) {
            pace.started(delivery.priority(), attempt.startedMillis);
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

    /** What may be the line's says something of the receiver once it is clear that it was not the line. */
    private void settlePace(RunningAttempt attempt, PostResult result) {
        WebhookQueue queue = attempt.queue();
        queue.pace().ended(attempt.delivery.priority());
        if (Pace.isWell(result)) {
            queue.pace().answeredWell();
        } else if (!result.sign().mayBeTheLine()) {
            queue.pace().learn(result, attempt.startedMillis, clock.millis(), clock.wall());
        }
        if (result instanceof Answered) {
            queue.answered(result.elapsed().toMillis() < RunningAttempts.LATE_MILLIS);
        }
    }
}
