package io.processheat.webhook.store.sqlite;

import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that keeps events from being taken, or from being kept, for a while: said once when it begins and once when it ends. */
final class Disturbance {

    private static final Logger LOG = LoggerFactory.getLogger(Disturbance.class);

    private volatile String problem;

    /** From any thread. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    boolean isOn() {
        return problem != null;
    }

    void begin(String what) {
        if (problem == null) {
            LOG.warn("The webhook store: {}", what);
        }
        problem = what;
    }

    void end(String how) {
        if (problem != null) {
            LOG.info("The webhook store: {}", how);
            problem = null;
        }
    }
}
