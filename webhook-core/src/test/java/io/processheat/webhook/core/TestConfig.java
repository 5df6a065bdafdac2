package io.processheat.webhook.core;

import java.lang.annotation.Annotation;
import java.util.HashMap;
import java.util.Map;
import org.osgi.service.component.ComponentException;

/** A configuration as the component runtime gives it: what cannot be converted fails when it is read. */
@SuppressWarnings("all") // an annotation type as an interface is what the runtime makes of it, too
final class TestConfig implements SubscriberManager.Config {

    private final Map<String, Object> values = new HashMap<>();

    TestConfig with(String key, Object value) {
        values.put(key, value);
        return this;
    }

    TestConfig withTypes(String... types) {
        return with("event.types", types);
    }

    @Override
    public String[] event_types() {
        return texts("event.types");
    }

    @Override
    public String[] priority_high() {
        return texts("priority.high", "alarm.*");
    }

    @Override
    public String[] priority_medium() {
        return texts("priority.medium", "compliance.*");
    }

    @Override
    public String[] ordering_keys() {
        return texts("ordering.keys", "alarm.*=alarm_id");
    }

    @Override
    public String[] time_to_live() {
        return texts("time.to.live");
    }

    private String[] texts(String key, String... byDefault) {
        return (String[]) values.getOrDefault(key, byDefault);
    }

    @Override
    public long max_payload_bytes() {
        return number("max.payload.bytes", 1 << 20);
    }

    @Override
    public long max_metadata_bytes() {
        return number("max.metadata.bytes", 16 << 10);
    }

    @Override
    public long test_timeout_seconds() {
        return number("test.timeout.seconds", 30);
    }

    private long number(String key, long byDefault) {
        Object value = values.getOrDefault(key, byDefault);
        if (value instanceof Number number) {
            return number.longValue();
        }
        throw new ComponentException("not a number: " + value);
    }

    @Override
    public Class<? extends Annotation> annotationType() {
        return SubscriberManager.Config.class;
    }
}
