package io.processheat.webhook.delivery;

import io.processheat.webhook.Priority;
import io.processheat.webhook.spi.DuePage;
import io.processheat.webhook.spi.Lease;
import io.processheat.webhook.spi.WebhookStore;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From the store to memory: looks for what is due, webhook by webhook, when a queue runs low and has room. While pages
 * bring less than is due they grow, and are asked for earlier: what is held already is on each of them again.
 */
final class Pager {

    static final int PAGE = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Pager.class);
    private static final int LARGEST_PAGE = 512;
    private static final int SMALLEST_PAGE = 64;
    private static final int RUNS_LOW_PART = 4;
    private static final int LOADS_AT_ONCE = 8;

    /** The store commits nothing while it reads pages: an alarm that is published meanwhile waits for them. */
    private static final int ROWS_AT_ONCE = 1024;

    private static final long LEAST_ROOM = 16 << 10;
    private static final long ROOM_CHECK_MILLIS = 250;
    private static final long FAILURE_PAUSE_MILLIS = 1_000;

    private final Loop loop;
    private final LaneClock clock;
    private final WebhookStore store;
    private final PageReader reader;
    private final Attempts attempts;
    private final ZoneGate gate;
    private final long recheckMillis;
    private final Consumer<WebhookQueue> looking;
    private final Runnable turn;

    private final DueHeap<WebhookQueue> looks = new DueHeap<>();
    private final ArrayDeque<WebhookQueue> asking = new ArrayDeque<>();
    private int loads;
    private int rowsAsked;
    private boolean failing;

    /**
     * @param looking told when it is time to look for a webhook's deliveries, at least every {@code recheckMillis}
     * @param turn run after each page
     */
    Pager(
            Loop loop,
            LaneClock clock,
            WebhookStore store,
            PageReader reader,
            Attempts attempts,
            ZoneGate gate,
            long recheckMillis,
            Consumer<WebhookQueue> looking,
            Runnable turn) {
        this.loop = loop;
        this.clock = clock;
        this.store = store;
        this.reader = reader;
        this.attempts = attempts;
        this.gate = gate;
        this.recheckMillis = recheckMillis;
        this.looking = looking;
        this.turn = turn;
    }

    /** Something of this priority, or of those below, may be due in the store now. */
    void look(WebhookQueue queue, Priority priority) {
        queue.unread().add(priority);
        ask(queue);
    }

    /** Anything may be due in the store now. */
    void lookForAny(WebhookQueue queue) {
        look(queue, Priority.HIGH);
    }

    /** Something of this priority may be due in the store at this time of the monotonic clock. */
    void lookAt(WebhookQueue queue, Priority priority, long time) {
        queue.unread().looks().add(priority, time);
        enter(queue);
    }

    private void enter(WebhookQueue queue) {
        Unread unread = queue.unread();
        long earliest = unread.looks().earliest();
        if (earliest < unread.entryAt) {
            unread.entryAt = earliest;
            looks.add(earliest, queue);
        }
    }

    /** The queue has become shorter, or has more room: perhaps it is time for its next page. */
    void ask(WebhookQueue queue) {
        Unread unread = queue.unread();
        Priority due = unread.due();
        if (due == null || unread.asked || !queue.readable() || queue.readyCount(due) > unread.pageSize() / RUNS_LOW_PART) {
            return;
        }
        if (gate.isClosed(queue)) {
            return; // What cannot be sent is not read either; the lane asks again when the zone goes on.
        }
        if (!queue.held().fits(Math.max(unread.firstBytes(), queue.held().bytes(due) == 0 ? 0 : LEAST_ROOM), due)) {
            lookAt(queue, due, clock.millis() + ROOM_CHECK_MILLIS);
            return;
        }
        unread.asked = true;
        asking.add(queue);
    }

    /** When there is something to do without a call. */
    long wakeAt() {
        return looks.earliest();
    }

    void turn(long now) {
        WebhookQueue queue = looks.pollDue(now);
        while (queue != null) {
            lookIfTime(queue, now);
            queue = looks.pollDue(now);
        }
        while (loads < LOADS_AT_ONCE && rowsAsked < ROWS_AT_ONCE && !asking.isEmpty()) {
            load(asking.poll());
        }
    }

    private void lookIfTime(WebhookQueue queue, long now) {
        Unread unread = queue.unread();
        unread.entryAt = DueHeap.NEVER;
        Priority priority = unread.looks().poll(now);
        if (priority == null) {
            enter(queue);
        } else if (queue.lease() == null) {
            unread.looks().clear();
        } else {
            unread.clockSuspect |= unread.clockSuspectStill;
            lookAt(queue, Priority.HIGH, now + recheckMillis());
            looking.accept(queue);
            look(queue, priority);
        }
    }

    private void load(WebhookQueue queue) {
        Lease lease = queue.lease();
        if (lease == null) {
            queue.unread().asked = false;
            queue.unread().pageRead();
            return;
        }
        Priority due = queue.unread().due();
        queue.unread().pageAsked();
        lookAt(queue, Priority.HIGH, clock.millis() + recheckMillis());
        boolean whateverTheClock = queue.unread().clockSuspect;
        queue.unread().clockSuspect = false;
        long until = whateverTheClock ? Long.MAX_VALUE : clock.wall();
        long fitting = Math.min(queue.unread().pageSize(), queue.held().roomFor(due));
        int limit = queue.held().count() + (int) Math.max(SMALLEST_PAGE, fitting);
        loads++;
        rowsAsked += limit;
        long bytes = queue.held().bytes(Priority.LOW) + Math.max(1, queue.held().share(due));
        CompletableFuture.completedFuture(lease)
                .thenCompose(own -> store.loadDue(own, until, limit, bytes))
                .whenComplete((page, failure) -> loop.execute(() -> {
                    rowsAsked -= limit;
                    loaded(queue, lease, whateverTheClock, page, failure);
                }));
    }

    private void loaded(WebhookQueue queue, Lease lease, boolean whateverTheClock, DuePage page, Throwable failure) {
        loads--;
        queue.unread().asked = false;
        if (failure != null) {
            pause(queue, whateverTheClock, failure);
        } else if (lease.equals(queue.lease())) {
            read(queue, page, whateverTheClock);
        } else {
            queue.unread().clockSuspect |= whateverTheClock;
            queue.unread().pageRead();
            ask(queue);
        }
        turn.run();
    }

    private void pause(WebhookQueue queue, boolean whateverTheClock, Throwable failure) {
        if (!failing) {
            LOG.warn("Due deliveries cannot be read from the store; trying again", failure);
        }
        failing = true;
        queue.unread().clockSuspect |= whateverTheClock;
        queue.unread().add(Priority.HIGH);
        queue.unread().pageRead();
        queue.settleArrived();
        lookAt(queue, Priority.HIGH, clock.millis() + FAILURE_PAUSE_MILLIS);
    }

    /** Spread, so that not all webhooks of a lane come at once. */
    private long recheckMillis() {
        return ThreadLocalRandom.current().nextLong(recheckMillis / 2, recheckMillis) + 1;
    }

    private void read(WebhookQueue queue, DuePage page, boolean whateverTheClock) {
        failing = false;
        long now = clock.millis();
        Unread unread = queue.unread();
        page.nextDue().ifPresent(due -> lookAt(queue, Priority.HIGH, now + Math.max(0, due - clock.wall())));
        PageReader.Summary summary = reader.read(queue, page, this::lookAt);
        if (whateverTheClock) {
            unread.clockSuspect |= summary.left() != null && !summary.endsLater();
            unread.clockSuspectStill = !page.complete() || summary.left() != null;
        }
        if (summary.left() != null) {
            unread.add(summary.left(), summary.leftBytes());
        }
        unread.pageSize(summary.left() == null ? PAGE : Math.min(LARGEST_PAGE, 2 * unread.pageSize()));
        unread.pageRead();
        queue.settleArrived();
        attempts.offer(queue);
        if (summary.left() != null && summary.taken() == 0 && !whateverTheClock) {
            lookAt(queue, summary.left(), now + ROOM_CHECK_MILLIS);
        } else {
            ask(queue);
        }
    }
}
