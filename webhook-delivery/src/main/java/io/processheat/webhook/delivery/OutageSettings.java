package io.processheat.webhook.delivery;

import io.processheat.webhook.delivery.http.ProbeAddress;
import java.util.List;

/**
 * What of recognising an outage can be configured. What the values mean is said at {@link Config}.
 *
 * @param windowMillis how long a silence counts
 * @param quietMillis without an answer, after which silences count that began before the last answer
 */
record OutageSettings(
        int hosts,
        long windowMillis,
        long quietMillis,
        List<ProbeAddress> probes,
        long probeIntervalMillis,
        long probeTimeoutMillis,
        int rampStart,
        long rampStepMillis,
        int rampSteps) {

    OutageSettings {
        probes = List.copyOf(probes);
    }

    Ramp ramp() {
        return new Ramp(rampStart, rampStepMillis, rampSteps);
    }
}
