package io.processheat.webhook.spi;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Nested;

/**
 * What every {@link WebhookStore} must pass. Extend it beside the store, say how it is opened, and the suite runs.
 *
 * <p>The chapters are classes of their own; this one only binds them to a store.
 */
public abstract class WebhookStoreContract {

    /**
     * Opens a store on what the folder stands for; again after {@link #close}, it finds what it held.
     *
     * @param clock the store's clock, ms since the epoch
     */
    protected abstract WebhookStore open(Path folder, LongSupplier clock);

    /** Closes as a bundle that stops does. */
    protected abstract void close(WebhookStore store);

    @Nested
    class Registration extends RegistrationContract {
        Registration() {
            super(WebhookStoreContract.this);
        }
    }

    @Nested
    class Publishing extends PublishingContract {
        Publishing() {
            super(WebhookStoreContract.this);
        }
    }

    @Nested
    class Ownership extends OwnershipContract {
        Ownership() {
            super(WebhookStoreContract.this);
        }
    }

    @Nested
    class Recording extends RecordingContract {
        Recording() {
            super(WebhookStoreContract.this);
        }
    }

    @Nested
    class InFlight extends InFlightContract {
        InFlight() {
            super(WebhookStoreContract.this);
        }
    }

    @Nested
    class Health extends HealthContract {
        Health() {
            super(WebhookStoreContract.this);
        }
    }

    @Nested
    class DuePages extends DuePageContract {
        DuePages() {
            super(WebhookStoreContract.this);
        }
    }

    @Nested
    class Listing extends ListingContract {
        Listing() {
            super(WebhookStoreContract.this);
        }
    }

    @Nested
    class Lifecycle extends LifecycleContract {
        Lifecycle() {
            super(WebhookStoreContract.this);
        }
    }

    @Nested
    class Order extends OrderContract {
        Order() {
            super(WebhookStoreContract.this);
        }
    }

    @Nested
    class OrderAcrossChanges extends OrderAcrossChangesContract {
        OrderAcrossChanges() {
            super(WebhookStoreContract.this);
        }
    }

    @Nested
    class Priorities extends PriorityContract {
        Priorities() {
            super(WebhookStoreContract.this);
        }
    }

    @Nested
    class Coalescing extends CoalescingContract {
        Coalescing() {
            super(WebhookStoreContract.this);
        }
    }

    @Nested
    class Redelivery extends RedeliveryContract {
        Redelivery() {
            super(WebhookStoreContract.this);
        }
    }

    @Nested
    class Recovery extends RecoveryContract {
        Recovery() {
            super(WebhookStoreContract.this);
        }
    }

    @Nested
    class OrderAtRandom extends OrderAtRandomContract {
        OrderAtRandom() {
            super(WebhookStoreContract.this);
        }
    }
}
