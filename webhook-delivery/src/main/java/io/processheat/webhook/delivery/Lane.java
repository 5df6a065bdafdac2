package io.processheat.webhook.delivery;

import io.processheat.webhook.delivery.OutcomeRecorder.Entry;
import io.processheat.webhook.spi.ClaimedDelivery;
import io.processheat.webhook.spi.EndedDelivery;
import io.processheat.webhook.spi.Lease;
import io.processheat.webhook.spi.StoredWebhook;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of the webhooks, with all that is in memory for them, on one loop: nothing is locked and nothing is shared with
 * other lanes. What may be called from any thread takes effect in the order of the calls of a thread.
 *
 * <p>Whatever happens changes some state and asks for a turn; the turn does what has become possible.
 */
final class Lane {

    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);

    private final Loop loop;
    private final LaneSettings settings;
    private final LaneClock clock;
    private final Function<StoredWebhook, Receiver> receivers;
    private final Watches watches;
    private final AtomicLong renewals;
    private final ByteBudget budget;
    private final Attempts attempts;
    private final Results results;
    private final ZoneGate gate;
    private final Verdicts verdicts;
    private final OutcomeRecorder recorder;
    private final Pager pager;
    private final Intake intake;
    private final SigningAhead signing;
    private final Aftermath aftermath;
    private final WakeUp wakeUp;

    private final Map<UUID, WebhookQueue> queues = new HashMap<>();
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private boolean stopping;
    private long cancelAt = DueHeap.NEVER;
    private boolean turnAsked;

    Lane(Loop loop, LaneSettings settings, LaneParts parts, Zones zones, Sender sender) {
        this.loop = loop;
        this.settings = settings;
        this.clock = new LaneClock(loop, parts.store()::now);
        this.wakeUp = new WakeUp(loop, clock, this::turn);
        this.receivers = parts.receivers();
        this.watches = parts.watches();
        this.renewals = parts.renewals();
        this.budget = new ByteBudget(settings.queueBytes());
        Past past = new Past(parts.store(), parts.blocking(), loop);
        this.results = new Results(clock, past, new RetryPolicy(settings.orderHoldMillis()), this::decided);
        this.gate = new ZoneGate(zones);
        this.verdicts = new Verdicts(loop, clock, zones, results::ended, this::notAttempted, this::askTurn);
        this.attempts = new Attempts(
                loop, clock, sender, settings, gate, this::mayStart, verdicts::ended, results::expired, this::askTurn);
        this.signing = new SigningAhead(parts.signing(), clock);
        PageReader reader = new PageReader(clock, attempts, past, signing);
        this.pager = new Pager(loop, clock, parts.store(), reader, attempts, gate, settings.recheckMillis(), this::looking, this::askTurn);
        this.intake = new Intake(attempts, pager, signing);
        this.aftermath = new Aftermath(clock, attempts, pager, intake, watches, parts.unhealthy());
        this.recorder =
                new OutcomeRecorder(loop, parts.store(), settings.unhealthyAfter(), aftermath::recorded, this::askTurn);
        zones.onChange(() -> run(this::zonesChanged));
    }

    // ---- from any thread

    /** Takes what a commit made. */
    void claimed(List<ClaimedDelivery> deliveries) {
        run(() -> deliveries.forEach(this::take));
    }

    /** Hears of webhooks as they are now. */
    void webhooksChanged(List<StoredWebhook> webhooks) {
        run(() -> webhooks.forEach(this::change));
    }

    /** Takes leases. Those of webhooks it has not heard of, or that are unregistered, it leaves to a later round. */
    void leased(Collection<Lease> leases) {
        run(() -> leases.forEach(lease -> {
            WebhookQueue queue = queues.get(lease.webhookId());
            if (queue != null && !queue.deleted()) {
                own(queue, lease);
            }
        }));
    }

    /**
     * Hears which leases held when they were renewed.
     *
     * @param round of renewing; leases that came while it was under way are not in question
     */
    void renewed(Set<Lease> leases, long round) {
        run(() -> {
            queues.values().forEach(queue -> disownUnless(leases, queue, round));
            queues.values().removeIf(Lane::isGone);
        });
    }

    /** Hears of webhooks with deliveries in the store that were handed to nobody. */
    void deliveriesAvailable(Collection<UUID> webhookIds) {
        run(() -> webhookIds.stream().map(queues::get).filter(Objects::nonNull).forEach(pager::lookForAny));
    }

    /** Hears of deliveries that the store gave up. */
    void deliveriesEnded(Collection<EndedDelivery> ended) {
        run(() -> ended.forEach(this::letGo));
    }

    /** Looks at the store for all its webhooks. */
    void wake() {
        run(() -> queues.values().forEach(pager::lookForAny));
    }

    /** Starts nothing more; what is under way may end for so long, and is cancelled then. */
    CompletableFuture<Void> stop(long drainMillis) {
        run(() -> {
            stopping = true;
            verdicts.stop();
            cancelAt = clock.millis() + drainMillis;
        });
        return stopped;
    }

    private void run(Runnable change) {
        loop.execute(() -> {
            change.run();
            askTurn();
        });
    }

    // ---- webhooks, and whose they are

    private WebhookQueue queue(UUID webhookId) {
        return queues.computeIfAbsent(webhookId, id -> new WebhookQueue(id, budget, settings.pace()));
    }

    private void change(StoredWebhook webhook) {
        WebhookQueue queue = queue(webhook.id());
        Receiver known = queue.receiver();
        if (known != null && known.version() >= webhook.version()) {
            return;
        }
        queue.receiver(receivers.apply(webhook));
        if (!queue.isOpen()) {
            queue.releaseIdle();
            watches.check();
        }
        attempts.offer(queue);
        pager.lookForAny(queue);
    }

    private void own(WebhookQueue queue, Lease lease) {
        if (queue.lease() == null || lease.epoch() > queue.lease().epoch()) {
            queue.releaseIdle();
            queue.own(lease, renewals.get());
            queue.unread().clockSuspect = true;
            pager.lookForAny(queue);
        }
    }

    private void disownUnless(Set<Lease> leases, WebhookQueue queue, long round) {
        if (queue.lease() != null && queue.leaseRound() < round && !leases.contains(queue.lease())) {
            LOG.debug("The lease of webhook {} is lost", queue.webhookId());
            queue.disown();
            queue.releaseIdle();
        }
    }

    /** An unregistered webhook is remembered for a while, lest what was read before brings it back. */
    private static boolean isGone(WebhookQueue queue) {
        return queue.deleted() && queue.held().count() == 0;
    }

    // ---- deliveries

    private void take(ClaimedDelivery claimed) {
        WebhookQueue queue = queue(claimed.webhookId());
        own(queue, claimed.lease());
        intake.take(queue, claimed);
    }

    private void letGo(EndedDelivery ended) {
        WebhookQueue queue = queues.get(ended.webhookId());
        if (queue != null) {
            queue.giveUp(ended.sequence());
            pager.ask(queue);
        }
    }

    private void notAttempted(QueuedDelivery delivery) {
        aftermath.notAttempted(delivery);
    }

    private void zonesChanged() {
        verdicts.settle();
        if (gate.takeRefused()) {
            queues.values().forEach(queue -> {
                attempts.offer(queue);
                pager.ask(queue);
            });
        }
    }

    private boolean mayStart() {
        return !stopping && !recorder.isFull();
    }

    private void decided(Entry entry) {
        recorder.add(entry);
        askTurn();
    }

    private void looking(WebhookQueue queue) {
        queue.unblock();
        attempts.offer(queue);
        if (clock.wasSetBack()) {
            queues.values().forEach(each -> {
                each.unread().clockSuspect = true;
                pager.lookForAny(each);
            });
        }
    }

    // ---- turns

    private void askTurn() {
        if (!turnAsked) {
            turnAsked = true;
            loop.execute(this::turn);
        }
    }

    private void turn() {
        turnAsked = false;
        long now = clock.millis();
        pager.turn(now);
        signing.start();
        attempts.turn(now);
        stopIfDone(now);
        recorder.turn(now);
        wakeUp.set(Math.min(Math.min(attempts.wakeAt(), pager.wakeAt()), Math.min(recorder.wakeAt(), cancelAt)));
    }

    private void stopIfDone(long now) {
        if (stopping && attempts.isIdle() && results.isIdle() && recorder.isIdle()) {
            cancelAt = DueHeap.NEVER;
            stopped.complete(null);
        } else if (now >= cancelAt) {
            cancelAt = DueHeap.NEVER;
            attempts.cancelAll();
        }
    }
}
