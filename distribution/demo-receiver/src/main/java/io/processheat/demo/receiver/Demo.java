package io.processheat.demo.receiver;

import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookSubscriberManager;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The demo while it runs: server, registrations, forger, clockwork.
 *
 * <p>It registers once. A manager that goes and comes back, being updated, finds the webhooks in its store, and the
 * receivers have gone on listening.
 */
final class Demo implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

    private static final Duration FIRST_FORGERY_AFTER = Duration.ofSeconds(3);
    private static final long REGISTRATION_RETRY_MILLIS = 250;
    private static final long STOP_SECONDS = 5;

    private final Settings settings;
    private final LiveView view;
    private final ReceiverServer server;
    private final DemoWebhooks webhooks;
    private final Forger forger;
    /** It discards what comes after its end: closing may meet a registration in progress. */
    private final ScheduledExecutorService clockwork = new ScheduledThreadPoolExecutor(
            1, work -> ReceiverServer.daemon(work, "demo-clockwork"), new ThreadPoolExecutor.DiscardPolicy());
    private volatile WebhookSubscriberManager manager;
    private boolean registered;
    private boolean waiting;

    Demo(Settings settings, Terminal terminal, InstantSource clock) throws IOException {
        this.settings = settings;
        view = new LiveView(terminal, clock, settings.linesPerSecond());
        Map<Person, SharedSecret> secrets = new EnumMap<>(Person.class);
        Map<Person, Inbox> inboxes = new EnumMap<>(Person.class);
        for (Person person : Person.values()) {
            secrets.put(person, SharedSecret.random());
            // Only the historian is ever down: an alarm should not wait for the sake of a demonstration.
            Duration outages = person == Person.HISTORIAN ? settings.outageInterval() : Duration.ZERO;
            SignatureCheck check = new SignatureCheck(secrets.get(person), clock);
            inboxes.put(person, new Inbox(person, check, new Outages(clock, outages), view));
        }
        server = ReceiverServer.start(settings.port(), inboxes);
        webhooks = new DemoWebhooks(server.uri(), secrets);
        forger = new Forger(server.uri().resolve(Person.SHIFT_LEADER.path()), clock);
    }

    void managerArrived(WebhookSubscriberManager arrived) {
        manager = arrived;
        clockwork.execute(reported(this::register));
    }

    /** @param forGood true where it will not come back to this demo */
    void managerLeft(WebhookSubscriberManager left, boolean forGood) {
        manager = null;
        if (forGood) {
            webhooks.unregister(left);
        }
    }

    /** On a thread of our own: the manager may be there before the store that it needs. */
    private void register() {
        WebhookSubscriberManager present = manager;
        if (registered || present == null) {
            return;
        }
        try {
            webhooks.register(present);
            registered = true;
            introduce(present.eventTypes());
            startClockwork();
        } catch (WebhookException refused) {
            if (refused.reason() == WebhookException.Reason.UNAVAILABLE) {
                registerLater(refused);
            } else {
                LOG.error("The demo cannot register its webhooks", refused);
                view.say("The demo cannot register its webhooks: " + refused.getMessage());
            }
        }
    }

    private void registerLater(WebhookException unavailable) {
        if (!waiting) {
            waiting = true;
            LOG.info("The demo waits: {}", unavailable.getMessage());
        }
        clockwork.schedule(reported(this::register), REGISTRATION_RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void introduce(Set<String> eventTypes) {
        view.say("Demo: receivers on " + server.uri() + ", each checks every signature itself");
        for (Person person : Person.values()) {
            List<String> types = person.choose(eventTypes);
            view.say(String.format("  %-12s  %-13s  %s", person.label(), person.path(),
                    types.size() == eventTypes.size() ? "everything" : String.join(", ", types)));
        }
    }

    private void startClockwork() {
        every(Duration.ofSeconds(1), Duration.ofSeconds(1), view::second);
        every(FIRST_FORGERY_AFTER, settings.forgeryInterval(), this::forge);
        every(settings.summaryInterval(), settings.summaryInterval(), () -> view.summary(settings.summaryInterval()));
    }

    private void every(Duration first, Duration interval, Runnable task) {
        if (!interval.isZero()) {
            clockwork.scheduleAtFixedRate(reported(task), first.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** An executor would keep a failure to itself. */
    private static Runnable reported(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException failure) {
                LOG.error("The demo has a fault", failure);
            }
        };
    }

    private void forge() {
        try {
            forger.forge();
        } catch (IOException failure) {
            LOG.warn("The forged request got no answer: {}", failure.toString());
        }
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        try {
            if (!clockwork.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The demo's clockwork has not ended within {} s", STOP_SECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        try {
            WebhookSubscriberManager present = manager;
            if (present != null) {
                webhooks.unregister(present);
            }
        } finally {
            server.close();
        }
    }
}
