package io.processheat.webhook.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** On whose behalf new deliveries are born claimed: a dispatcher. */
@ConsumerType
public interface Claimant {

    /** The node's name, unique among running dispatchers. */
    String node();

    /**
     * Takes what a commit made for webhooks that this node owns, in order of sequence. Once per commit, after the fsync,
     * on the store's thread: hand over and return. What the claimant does not take in (memory is bounded) it reads again
     * with {@link WebhookStore#loadDue}.
     */
    void claimed(List<ClaimedDelivery> deliveries);
}
