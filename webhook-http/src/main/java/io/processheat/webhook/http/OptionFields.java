package io.processheat.webhook.http;

import io.processheat.webhook.DeliveryOptions;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The fields that say how a webhook wants its deliveries, the same in a registration and a change. */
final class OptionFields {

    static final Set<String> NAMES = Set.of("retry_schedule", "ordered", "coalesce", "max_in_flight", "max_per_second");

    private OptionFields() {}

    static DeliveryOptions of(Fields fields) {
        List<String> coalesce = fields.texts("coalesce");
        return new DeliveryOptions(
                fields.text("retry_schedule"),
                fields.flag("ordered"),
                coalesce == null ? null : new TreeSet<>(coalesce),
                fields.whole("max_in_flight"),
                fields.whole("max_per_second"));
    }
}
