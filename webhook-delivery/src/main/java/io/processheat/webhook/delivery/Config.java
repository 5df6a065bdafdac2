package io.processheat.webhook.delivery;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What can be configured. Every value is checked; one out of its range is refused and the last good one stays. */
@Retention(RetentionPolicy.RUNTIME)
@ObjectClassDefinition(
        name = "Process Heat Webhooks: delivery",
        description = "How webhooks are delivered: time-outs, retries, limits, and which networks may be reached.")
public @interface Config {

    @AttributeDefinition(
            name = "Timeout (ms)",
            min = "100",
            max = "120000",
            description = "Of an attempt: name lookup, connecting and the answer's headers together. 100 to 120000.")
    int timeout_ms() default 10_000;

    @AttributeDefinition(
            name = "Retry schedules",
            description = "Named lists of delays after each failed attempt, like default=2s,4s,8s; each delay 100ms to"
                    + " 168h, at most 30. Webhooks without a schedule use 'default'.")
    String[] retry_schedules() default {RetrySchedules.DEFAULT_ENTRY, RetrySchedules.LONG_ENTRY};

    @AttributeDefinition(
            name = "In flight",
            min = "1",
            max = "1024",
            description = "Attempts of one webhook at a time. 1 to 1024.")
    int max_in_flight() default 8;

    @AttributeDefinition(
            name = "Circuit: failures",
            min = "0",
            max = "1000000",
            description = "Attempts in a row that found nobody to talk to (refused, reset, no connection, TLS, no such"
                    + " name) after which a webhook has one attempt at a time, until one is answered. 0: never.")
    int circuit_failures() default 50;

    @AttributeDefinition(
            name = "Circuit: probe (ms)",
            min = "100",
            max = "600000",
            description = "From one of these attempts to the next. 100 to 600000.")
    int circuit_probe_ms() default 1_000;

    @AttributeDefinition(
            name = "Fast window",
            min = "1",
            max = "65536",
            description = "Attempts at a time to webhooks that answer within 500 ms. 1 to 65536.")
    int window_fast() default 512;

    @AttributeDefinition(
            name = "Slow window",
            min = "1",
            max = "65536",
            description = "Attempts at a time to all other webhooks. 1 to 65536.")
    int window_slow() default 4_096;

    @AttributeDefinition(
            name = "Reserved for the highest priority (%)",
            min = "0",
            max = "50",
            description = "Share of both windows that only deliveries of the highest priority use. 0 to 50.")
    int priority_reserved_percent() default 12;

    @AttributeDefinition(
            name = "Queue bytes",
            min = "4194304",
            max = "1099511627776",
            description = "Memory for deliveries that wait or are under way; what does not fit waits in the store. At"
                    + " least 4194304; each lane has at least that.")
    long queue_bytes() default 32 << 20;

    @AttributeDefinition(
            name = "Unhealthy after",
            min = "1",
            max = "1000000",
            description = "Deliveries that fail in a row before a webhook is deactivated. 1 to 1000000.")
    int unhealthy_after() default 5;

    @AttributeDefinition(
            name = "Order hold (ms)",
            min = "0",
            max = "86400000",
            description = "How long a delivery that is retried may hold back those behind it in its ordering key; a longer"
                    + " wait lets them pass. 0 to 86400000.")
    long order_hold_ms() default 900_000;

    @AttributeDefinition(
            name = "Allowed networks",
            description = "Networks that may be reached, also by plain http, though they are not public:"
                    + " 10.20.0.0/16, fd00:1::/32.")
    String[] allow_networks() default {};

    @AttributeDefinition(
            name = "Certification authorities",
            description = "File of certificates in PEM form that are trusted besides those of the Java runtime.")
    String ca_file() default "";

    @AttributeDefinition(
            name = "DNS servers",
            description = "Addresses, with a port where it is not 53; empty: those of the operating system.")
    String[] dns_servers() default {};

    @AttributeDefinition(
            name = "Lanes",
            min = "0",
            max = "64",
            description = "Threads that send. 1 to 64; 0: half of the processors, at most 8.")
    int lanes() default 0;

    @AttributeDefinition(
            name = "Drain (ms)",
            min = "0",
            max = "60000",
            description = "How long attempts under way may go on while stopping. 0 to 60000.")
    int drain_ms() default 3_000;

    @AttributeDefinition(
            name = "Lease (ms)",
            min = "3000",
            max = "600000",
            description = "How long webhooks stay this node's when it is not heard of any more. 3000 to 600000.")
    int lease_ms() default 60_000;

    @AttributeDefinition(
            name = "Recheck (ms)",
            min = "1000",
            max = "600000",
            description = "At least this often the store is asked what is due for each webhook. 1000 to 600000.")
    int recheck_ms() default 60_000;

    @AttributeDefinition(
            name = "Outage: hosts",
            min = "2",
            max = "1000",
            description = "Distinct hosts of a zone that give no answer at all, while none gives one, for its line to be held"
                    + " to be down. 2 to 1000.")
    int outage_hosts() default 3;

    @AttributeDefinition(
            name = "Outage: window (ms)",
            min = "1000",
            max = "600000",
            description = "How long such a silence counts. 1000 to 600000.")
    int outage_window_ms() default 30_000;

    @AttributeDefinition(
            name = "Outage: quiet (ms)",
            min = "0",
            max = "600000",
            description = "So long after the last answer of a zone, silences count that began before it. 0 to 600000.")
    int outage_quiet_ms() default 5_000;

    @AttributeDefinition(
            name = "Outage: probes",
            description = "Addresses by which a zone is judged: public=203.0.113.7:443, 10.20.0.0/16=10.20.0.1:502.")
    String[] outage_probes() default {};

    @AttributeDefinition(
            name = "Outage: probe interval (ms)",
            min = "100",
            max = "5000",
            description = "How often a zone is probed. 100 to 5000.")
    int outage_probe_interval_ms() default 5_000;

    @AttributeDefinition(
            name = "Outage: probe timeout (ms)",
            min = "50",
            max = "5000",
            description = "How long a probe waits for an answer. 50 to 5000.")
    int outage_probe_timeout_ms() default 1_500;

    @AttributeDefinition(
            name = "Outage: ramp start",
            min = "1",
            max = "65536",
            description = "Attempts at a time in a zone whose line has just come back, at least one per lane. 1 to 65536.")
    int outage_ramp_start() default 4;

    @AttributeDefinition(
            name = "Outage: ramp step (ms)",
            min = "10",
            max = "60000",
            description = "After which twice as many may be under way. 10 to 60000.")
    int outage_ramp_step_ms() default 1_000;

    @AttributeDefinition(
            name = "Outage: ramp steps",
            min = "0",
            max = "16",
            description = "After so many there is no limit any more. 0 to 16.")
    int outage_ramp_steps() default 8;
}
