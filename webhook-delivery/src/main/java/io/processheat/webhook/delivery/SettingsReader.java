package io.processheat.webhook.delivery;

import io.netty.handler.ssl.SslContext;
import io.processheat.webhook.delivery.http.AddressGuard;
import io.processheat.webhook.delivery.http.CidrBlock;
import io.processheat.webhook.delivery.http.DnsSettings;
import io.processheat.webhook.delivery.http.HttpSettings;
import io.processheat.webhook.delivery.http.ProbeAddress;
import io.processheat.webhook.delivery.http.TlsClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Makes settings of configurations, and remembers the last good values. */
final class SettingsReader {

    static final String ALLOW_NETWORKS = "allow.networks";

    private static final int MOST_LANES = 64;
    private static final int MOST_LANES_BY_DEFAULT = 8;

    private final HttpSettings http;
    private Settings last;

    /** @param version of this product, for the User-Agent header */
    SettingsReader(String version) {
        this.http = HttpSettings.defaults(version);
        this.last = read(Defaults.class.getAnnotation(Config.class), new ConfiguredValues(null));
    }

    Settings read(Config config) {
        last = read(config, new ConfiguredValues(last));
        return last;
    }

    /** The settings last read could not be put in force: these are the last good ones. */
    void goBackTo(Settings good) {
        last = good;
    }

    private Settings read(Config config, ConfiguredValues values) {
        List<CidrBlock> networks = values.parsed(ALLOW_NETWORKS, config::allow_networks, SettingsReader::networks,
                "networks like 10.20.0.0/16 or fd00:1::/32", Settings::allowNetworks);
        return new Settings(
                millis(values, "timeout.ms", config::timeout_ms, 100, 120_000, Settings::timeout),
                values.parsed("retry.schedules", config::retry_schedules, SettingsReader::schedules, RetrySchedules.RANGE,
                        Settings::retrySchedules),
                pace(config, values),
                values.integer("window.fast", config::window_fast, 1, 65_536, Settings::fastWindow),
                values.integer("window.slow", config::window_slow, 1, 65_536, Settings::slowWindow),
                values.integer("priority.reserved.percent", config::priority_reserved_percent, 0, 50, Settings::reservedPercent),
                values.number("queue.bytes", config::queue_bytes, ByteBudget.SMALLEST, 1L << 40, Settings::queueBytes),
                values.integer("unhealthy.after", config::unhealthy_after, 1, 1_000_000, Settings::unhealthyAfter),
                millis(values, "order.hold.ms", config::order_hold_ms, 0, 86_400_000, Settings::orderHold),
                networks,
                values.parsed("ca.file", config::ca_file, SettingsReader::tls,
                        "a file with certificates in PEM form", Settings::tls),
                values.parsed("dns.servers", config::dns_servers, SettingsReader::dns,
                        "addresses like 10.20.0.53 or [fd00::53]:5353", Settings::dns),
                lanes(values.integer("lanes", config::lanes, 0, MOST_LANES, Settings::lanes)),
                millis(values, "drain.ms", config::drain_ms, 0, 60_000, Settings::drain),
                millis(values, "lease.ms", config::lease_ms, 3_000, 600_000, Settings::lease),
                millis(values, "recheck.ms", config::recheck_ms, 1_000, 600_000, Settings::recheck),
                outage(config, values, new AddressGuard(networks, ALLOW_NETWORKS)),
                http);
    }

    private static PaceSettings pace(Config config, ConfiguredValues values) {
        return new PaceSettings(
                values.integer("max.in.flight", config::max_in_flight, 1, 1_024, last -> last.pace().maxInFlight()),
                values.integer(
                        "circuit.failures", config::circuit_failures, 0, 1_000_000, last -> last.pace().circuitFailures()),
                values.integer(
                        "circuit.probe.ms",
                        config::circuit_probe_ms,
                        100,
                        600_000,
                        last -> (int) last.pace().circuitProbeMillis()));
    }

    private static OutageSettings outage(Config config, ConfiguredValues values, AddressGuard guard) {
        return new OutageSettings(
                values.integer("outage.hosts", config::outage_hosts, 2, 1_000, last -> last.outage().hosts()),
                values.number("outage.window.ms", config::outage_window_ms, 1_000, 600_000,
                        last -> last.outage().windowMillis()),
                values.number("outage.quiet.ms", config::outage_quiet_ms, 0, 600_000, last -> last.outage().quietMillis()),
                values.parsed("outage.probes", config::outage_probes, texts -> probes(texts, guard),
                        "addresses like public=203.0.113.7:443 or 10.20.0.0/16=10.20.0.1:502", last -> last.outage().probes()),
                values.number("outage.probe.interval.ms", config::outage_probe_interval_ms, 100, 5_000,
                        last -> last.outage().probeIntervalMillis()),
                values.number("outage.probe.timeout.ms", config::outage_probe_timeout_ms, 50, 5_000,
                        last -> last.outage().probeTimeoutMillis()),
                values.integer("outage.ramp.start", config::outage_ramp_start, 1, 65_536, last -> last.outage().rampStart()),
                values.number("outage.ramp.step.ms", config::outage_ramp_step_ms, 10, 60_000,
                        last -> last.outage().rampStepMillis()),
                values.integer("outage.ramp.steps", config::outage_ramp_steps, 0, 16, last -> last.outage().rampSteps()));
    }

    private static List<ProbeAddress> probes(String[] texts, AddressGuard guard) {
        return parts(texts).map(text -> ProbeAddress.parse(text, guard)).toList();
    }

    private static Duration millis(
            ConfiguredValues values, String key, LongSupplier value, long least, long most,
            Function<Settings, Duration> lastGood) {
        return Duration.ofMillis(
                values.number(key, value, least, most, settings -> lastGood.apply(settings).toMillis()));
    }

    /** By default half of the processors: the store, and whoever publishes, want the others. */
    private static int lanes(int configured) {
        int fitting = Math.min(MOST_LANES_BY_DEFAULT, Runtime.getRuntime().availableProcessors() / 2);
        return configured == 0 ? Math.max(1, fitting) : configured;
    }

    private static RetrySchedules schedules(String[] texts) {
        return RetrySchedules.parse(List.of(texts));
    }

    private static List<CidrBlock> networks(String[] texts) {
        return parts(texts).map(CidrBlock::parse).toList();
    }

    private static DnsSettings dns(String[] texts) {
        return DnsSettings.defaults().withServers(parts(texts).map(DnsSettings::parseServer).toList());
    }

    private static SslContext tls(String file) {
        return TlsClient.trusting(file.isBlank() ? Optional.empty() : Optional.of(Path.of(file.strip())));
    }

    /** Configuration files without arrays write several values in one, with commas. */
    private static Stream<String> parts(String[] texts) {
        return Arrays.stream(texts)
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(part -> !part.isEmpty());
    }

    /** Has every value at its default. */
    @Config
    private static final class Defaults {}
}
