package io.processheat.webhook;

/** Health of a webhook. */
public enum HealthStatus {
    HEALTHY,
    /** Deactivated after too many failed deliveries in a row, or by an answer of 410. Re-activating resets it. */
    UNHEALTHY
}
