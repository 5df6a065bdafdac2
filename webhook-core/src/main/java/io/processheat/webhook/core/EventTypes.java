package io.processheat.webhook.core;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookException.Reason;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** The event types that can be subscribed to and published. */
final class EventTypes {

    /** Type of test deliveries; without a dot, so that no configured type can be it. */
    static final String TEST = "test";

    static final EventTypes BUILT_IN = new EventTypes(new TreeSet<>(List.of(
            "alarm.cleared", "alarm.triggered",
            "calculation.completed", "calculation.failed",
            "compliance.report_ready", "compliance.violation",
            "model.degraded", "model.deployed")));

    private static final int MAX_LENGTH = 128;
    private static final Pattern VALID = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+");

    /** What a name must be like, in words for a log. */
    static final String FORM = VALID + ", at most " + MAX_LENGTH + " characters each";

    private final SortedSet<String> names;

    private EventTypes(SortedSet<String> names) {
        this.names = Collections.unmodifiableSortedSet(names);
    }

    /**
     * The built-in types and these.
     *
     * @throws IllegalArgumentException naming the first that has not the form of a type
     */
    static EventTypes with(Collection<String> additional) {
        SortedSet<String> all = new TreeSet<>(BUILT_IN.names);
        for (String name : additional) {
            if (name.length() > MAX_LENGTH || !VALID.matcher(name).matches()) {
                throw new IllegalArgumentException("'" + Shown.of(name) + "' is no event type");
            }
            all.add(name);
        }
        return new EventTypes(all);
    }

    SortedSet<String> names() {
        return names;
    }

    /** Refuses a type that is not among these, naming those that are. */
    void check(String type, String field) {
        if (!names.contains(type)) {
            throw new WebhookException(Reason.UNSUPPORTED_EVENT_TYPE, field,
                    "unsupported event type '" + Shown.of(type) + "'; supported: " + String.join(", ", names));
        }
    }
}
