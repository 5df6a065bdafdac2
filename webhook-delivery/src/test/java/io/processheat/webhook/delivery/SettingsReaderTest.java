package io.processheat.webhook.delivery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.processheat.webhook.delivery.http.ProbeAddress;
import java.lang.reflect.Proxy;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.ComponentException;

class SettingsReaderTest {

    private final SettingsReader reader = new SettingsReader("1.0.0");

    @Config
    private static final class Nothing {}

    @Config(
            timeout_ms = 99,
            retry_schedules = "default=tomorrow",
            max_in_flight = 0,
            window_fast = 0,
            window_slow = 0,
            queue_bytes = 1,
            unhealthy_after = 0,
            allow_networks = "10.20.0.0/99",
            ca_file = "/no/such/file",
            dns_servers = "ns.example",
            lanes = 65,
            drain_ms = -1,
            lease_ms = 1,
            order_hold_ms = -1,
            priority_reserved_percent = 51,
            recheck_ms = 1,
            outage_hosts = 1,
            outage_window_ms = 999,
            outage_quiet_ms = -1,
            outage_probes = "public=10.0.0.1:443",
            outage_probe_interval_ms = 5_001,
            outage_probe_timeout_ms = 5_001,
            outage_ramp_start = 0,
            outage_ramp_step_ms = 9,
            outage_ramp_steps = 17)
    private static final class AllWrong {}

    @Config(
            timeout_ms = 5_000,
            retry_schedules = {"quick=1s", "slow=1h"},
            max_in_flight = 2,
            window_fast = 10,
            window_slow = 20,
            queue_bytes = 8 << 20,
            unhealthy_after = 1,
            allow_networks = "10.20.0.0/16, 127.0.0.0/8",
            dns_servers = "10.20.0.53",
            lanes = 2,
            drain_ms = 0,
            lease_ms = 3_000,
            order_hold_ms = 60_000,
            priority_reserved_percent = 0,
            recheck_ms = 1_000,
            outage_hosts = 4,
            outage_window_ms = 60_000,
            outage_quiet_ms = 0,
            outage_probes = "public=9.9.9.9:443, 10.20.0.0/16=10.20.0.1:502",
            outage_probe_interval_ms = 1_000,
            outage_probe_timeout_ms = 500,
            outage_ramp_start = 2,
            outage_ramp_step_ms = 500,
            outage_ramp_steps = 4)
    private static final class AllOther {}

    @Test
    void theDefaultsAreTheMissions() {
        Settings settings = reader.read(of(Nothing.class));
        assertEquals(Duration.ofSeconds(10), settings.timeout());
        assertEquals(Set.of("default", "long"), settings.retrySchedules().names());
        assertEquals(8, settings.pace().maxInFlight());
        assertEquals(5, settings.unhealthyAfter());
        assertTrue(settings.allowNetworks().isEmpty());
        assertTrue(settings.lanes() >= 1);
    }

    @Test
    void eachValueCanBeSet() {
        Settings settings = reader.read(of(AllOther.class));
        assertEquals(Duration.ofSeconds(5), settings.timeout());
        assertEquals(Set.of("default", "quick", "slow"), settings.retrySchedules().names());
        assertEquals(2, settings.allowNetworks().size());
        assertEquals(1, settings.dns().servers().size());
        assertEquals(
                new LaneSettings(new PaceSettings(2, 50, 1_000), 5, 10, 0, 4 << 20, 5_000, 1, 60_000, 1_000),
                settings.ofLane());
        assertEquals(Duration.ZERO, settings.drain());
        assertEquals(Duration.ofSeconds(3), settings.lease());
        List<ProbeAddress> probes = List.of(
                new ProbeAddress("public", new InetSocketAddress("9.9.9.9", 443)),
                new ProbeAddress("10.20.0.0/16", new InetSocketAddress("10.20.0.1", 502)));
        assertEquals(new OutageSettings(4, 60_000, 0, probes, 1_000, 500, 2, 500, 4), settings.outage());
    }

    @Test
    void eachWrongValueLeavesTheLastGoodOneInForce() {
        Settings good = reader.read(of(AllOther.class));
        assertEquals(good, reader.read(of(AllWrong.class)));
    }

    @Test
    void orTheDefaultAtTheFirstStart() {
        Settings settings = reader.read(of(AllWrong.class));
        assertEquals(new SettingsReader("1.0.0").read(of(Nothing.class)).ofLane(), settings.ofLane());
        assertEquals(Set.of("default", "long"), settings.retrySchedules().names());
    }

    @Test
    void aValueOfTheWrongTypeIsRefusedToo() {
        Config defaults = of(Nothing.class);
        Config mistyped = (Config) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Config.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("timeout_ms")) {
                        throw new ComponentException("For input string: \"ten\"");
                    }
                    return method.invoke(defaults, arguments);
                });
        assertEquals(Duration.ofSeconds(10), reader.read(mistyped).timeout());
    }

    private static Config of(Class<?> annotated) {
        return annotated.getAnnotation(Config.class);
    }
}
