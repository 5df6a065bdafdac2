package io.processheat.webhook.delivery;

import io.processheat.webhook.spi.Signer.Signatures;
import io.processheat.webhook.spi.Signer.SigningKey;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has requests signed beside the loop while they wait for their turn: signing takes a sixth of a lane's time, and of what
 * comes in large commits most waits. Whatever was not signed by then, or in another second, the lane signs itself.
 */
final class SigningAhead {

    private static final Logger LOG = LoggerFactory.getLogger(SigningAhead.class);

    /** The loop sends the first ones before another thread has even begun. */
    private static final int NEXT = 16;

    private final Executor executor;
    private final LaneClock clock;
    private List<Work> waiting = new ArrayList<>();

    /** @param executor may leave undone what it is given */
    SigningAhead(Executor executor, LaneClock clock) {
        this.executor = executor;
        this.clock = clock;
    }

    /** Remembers a delivery that may be sent now. */
    void add(QueuedDelivery delivery) {
        Receiver receiver = delivery.queue().receiver();
        SigningKey key = receiver == null ? null : receiver.openedKey();
        if (key != null) {
            waiting.add(new Work(delivery, key));
        }
    }

    /** Begins to sign what was added since the last time. */
    void start() {
        if (waiting.size() > NEXT) {
            long timestamp = TimeUnit.MILLISECONDS.toSeconds(clock.wall());
            List<Work> last = waiting.subList(NEXT, waiting.size());
            executor.execute(() -> last.forEach(work -> work.sign(timestamp)));
            waiting = new ArrayList<>();
        } else {
            waiting.clear();
        }
    }

    /** What is in the queue is the loop's: another thread gets what does not change. */
    private static final class Work {

        private final Signed signed = new Signed();
        private final SigningKey key;
        private final String eventId;
        private final byte[] body;

        Work(QueuedDelivery delivery, SigningKey key) {
            this.key = key;
            this.eventId = delivery.claimed().event().eventId();
            this.body = delivery.claimed().event().payload();
            delivery.signedAhead(signed);
        }

        void sign(long timestamp) {
            if (signed.isTaken()) {
                return;
            }
            try {
                signed.put(key, timestamp, key.sign(eventId, timestamp, body));
            } catch (RuntimeException e) {
                LOG.debug("Signing is left to the lane", e);
            }
        }
    }

    /** Signatures that another thread may bring. */
    static final class Signed {

        private volatile boolean taken;
        private volatile Content content;

        private record Content(SigningKey key, long timestamp, Signatures signatures) {}

        private boolean isTaken() {
            return taken;
        }

        private void put(SigningKey key, long timestamp, Signatures signatures) {
            content = new Content(key, timestamp, signatures);
        }

        /** Null where there are none for this key and second. */
        Signatures take(SigningKey key, long timestamp) {
            taken = true;
            Content brought = content;
            return brought != null && brought.key() == key && brought.timestamp() == timestamp ? brought.signatures() : null;
        }
    }
}
