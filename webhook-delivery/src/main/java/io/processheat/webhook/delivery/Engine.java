package io.processheat.webhook.delivery;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.processheat.webhook.delivery.http.DnsHostResolver;
import io.processheat.webhook.delivery.http.HostProbe;
import io.processheat.webhook.delivery.http.HttpSender;
import io.processheat.webhook.spi.ClaimedDelivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A dispatcher under one configuration: lanes with their event loops, what they send through, and their leases. */
final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final long RECORD_MILLIS = 1_000;
    private static final long RELEASE_MILLIS = 300;
    private static final long LOOPS_MILLIS = 500;

    private final Settings settings;
    private final MultiThreadIoEventLoopGroup loops;
    private final List<Runnable> closings = new ArrayList<>();
    private final Zones zones;
    private final Lanes lanes;
    private final Leases leases;
    private final WebhookDirectory directory;
    private volatile boolean stopped;

    /** Makes an engine; where that fails, nothing of it is left. */
    Engine(String node, Settings settings, LaneParts parts, ScheduledExecutorService executor) {
        this.settings = settings;
        this.loops = new MultiThreadIoEventLoopGroup(
                settings.lanes(), new DefaultThreadFactory("webhook-lane", true), NioIoHandler.newFactory());
        try {
            this.zones = zones(loops.next(), parts.outages());
            this.lanes = lanes(parts);
        } catch (RuntimeException e) {
            closeLoops();
            throw e;
        }
        this.leases = new Leases(parts.store(), node, settings.lease(), lanes, parts.renewals(), executor);
        this.directory = new WebhookDirectory(parts.store(), lanes, leases, executor);
    }

    private Zones zones(EventLoop loop, OutageListener outages) {
        OutageSettings outage = settings.outage();
        HostProbe probe = new HostProbe(loop, Duration.ofMillis(outage.probeTimeoutMillis()), settings.guard(),
                new DnsHostResolver(loop, settings.dns()));
        closings.add(probe::close);
        Prober prober = (target, inZone, ended) -> probe.probe(target.host(), target.port(), target.address(), inZone, ended);
        return new Zones(settings.guard(), settings.allowNetworks(), outage, settings.lanes(), new NettyLoop(loop), prober,
                outages::changed);
    }

    private Lanes lanes(LaneParts parts) {
        List<Lane> made = new ArrayList<>();
        for (int i = 0; i < settings.lanes(); i++) {
            EventLoop loop = loops.next();
            Sender sender = sender(loop);
            closings.add(sender::close);
            made.add(new Lane(new NettyLoop(loop), settings.ofLane(), parts, zones, sender));
        }
        return new Lanes(made);
    }

    /** Starts it; where that fails, nothing of it is left. */
    void start() {
        try {
            directory.start();
            zones.start();
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    void claimed(List<ClaimedDelivery> deliveries) {
        lanes.claimed(deliveries);
    }

    void wake() {
        leases.claimSoon();
        lanes.wake();
    }

    /** What to look at though it works, in words; from any thread. */
    List<String> warnings(long now) {
        return zones.warnings(now);
    }

    /**
     * Ends what is under way, within the time configured for it, and hands the webhooks back. What was not recorded by
     * then is sent again after the next start.
     */
    void stop() {
        stopped = true;
        zones.close();
        directory.stop();
        long drainMillis = settings.drain().toMillis();
        await(lanes.stop(drainMillis), drainMillis + RECORD_MILLIS, "the last outcomes were not recorded in time");
        await(leases.stop(), RELEASE_MILLIS, "webhooks were not released; their leases run out by themselves");
        closeLoops();
    }

    boolean isStopped() {
        return stopped;
    }

    private void closeLoops() {
        closings.forEach(Runnable::run);
        loops.shutdownGracefully(0, LOOPS_MILLIS, TimeUnit.MILLISECONDS).awaitUninterruptibly(LOOPS_MILLIS);
    }

    private Sender sender(EventLoop loop) {
        HttpSender http = new HttpSender(
                loop, settings.http(), settings.guard(), new DnsHostResolver(loop, settings.dns()), settings.tls());
        return new NettySender(http);
    }

    private static void await(CompletionStage<Void> stage, long millis, String otherwise) {
        try {
            stage.toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("While stopping, {}", otherwise, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.warn("Interrupted while stopping: {}", otherwise);
        }
    }
}
