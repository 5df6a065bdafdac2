package io.processheat.webhook.bridge.internal;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import io.processheat.webhook.bridge.PostedEvent;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventConstants;

/**
 * Reads an EventAdmin event while its poster still stands by.
 *
 * <p>What the framework adds stays out, by exact key, so that a plant's own {@code event.severity} or
 * {@code service.hours} gets through; and whatever the key, framework objects (bundles, service references, events) do.
 */
final class EventReader {

    static final String ID = "event.id";
    static final String RECEIPT = "webhook.receipt";

    private static final Set<String> NOT_PAYLOAD = Set.of(
            EventConstants.EVENT_TOPIC, EventConstants.EVENT_FILTER, EventConstants.EVENT_DELIVERY,
            EventConstants.SERVICE_ID, EventConstants.SERVICE_PID, EventConstants.SERVICE_OBJECTCLASS,
            EventConstants.BUNDLE_ID, EventConstants.BUNDLE_SYMBOLICNAME, EventConstants.BUNDLE_VERSION,
            EventConstants.BUNDLE_SIGNER,
            ID, RECEIPT);

    /** The record, its id and type, and its places in the hold's collections. */
    private static final int OVERHEAD_BYTES = 512;

    private final TimeBasedEpochGenerator ids = Generators.timeBasedEpochGenerator();
    private final UnknownTypes unknownTypes;
    private final InstantSource clock;

    EventReader(UnknownTypes unknownTypes, InstantSource clock) {
        this.unknownTypes = unknownTypes;
        this.clock = clock;
    }

    /** The future under {@code webhook.receipt}; null where there is none. */
    @SuppressWarnings("unchecked") // the documented type; whoever puts another one there sees it when reading it
    static CompletableFuture<String> receiptOf(Event event) {
        return event.getProperty(RECEIPT) instanceof CompletableFuture<?> future ? (CompletableFuture<String>) future : null;
    }

    /** @throws IllegalArgumentException naming the property that cannot be copied */
    Held read(Event event, Topics topics, long maxBytes) {
        PlainCopy copy = new PlainCopy(maxBytes, unknownTypes);
        Long timestamp = millis(event.getProperty(EventConstants.TIMESTAMP));
        Map<String, Object> properties = new LinkedHashMap<>();
        for (String name : event.getPropertyNames()) {
            Object value = event.getProperty(name);
            if (isPayload(name, value, timestamp != null)) {
                properties.put(name, copyOf(name, value, copy));
            }
        }
        PostedEvent posted = new PostedEvent(
                idOf(event), event.getTopic(), topics.typeOf(event.getTopic()),
                timestamp != null ? timestamp : clock.millis(), Collections.unmodifiableMap(properties));
        return new Held(posted, OVERHEAD_BYTES + copy.bytes(), receiptOf(event));
    }

    private static boolean isPayload(String name, Object value, boolean timestampIsTime) {
        boolean isTime = timestampIsTime && name.equals(EventConstants.TIMESTAMP);
        return !isTime && !NOT_PAYLOAD.contains(name)
                && !(value instanceof Bundle) && !(value instanceof ServiceReference) && !(value instanceof Event);
    }

    private static Object copyOf(String name, Object value, PlainCopy copy) {
        try {
            return copy.of(name, value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the property " + name + " is " + e.getMessage(), e);
        }
    }

    private String idOf(Event event) {
        Object given = event.getProperty(ID);
        return given == null ? ids.generate().toString() : given.toString();
    }

    private static Long millis(Object timestamp) {
        if (timestamp instanceof Number number) {
            return number.longValue();
        }
        if (timestamp instanceof Instant instant) {
            return instant.toEpochMilli();
        }
        return timestamp instanceof Date date ? (Long) date.getTime() : null;
    }
}
