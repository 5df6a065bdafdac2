package io.processheat.demo.receiver;

import io.processheat.webhook.Webhook;
import io.processheat.webhook.WebhookException;
import io.processheat.webhook.WebhookRegistration;
import io.processheat.webhook.WebhookSubscriberManager;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The demo's registrations: ordinary webhooks, visible to everybody, gone when the demo ends. */
final class DemoWebhooks {

    private static final Logger LOG = LoggerFactory.getLogger(DemoWebhooks.class);

    private final URI server;
    private final Map<Person, SharedSecret> secrets;
    private final List<String> registered = new ArrayList<>();

    DemoWebhooks(URI server, Map<Person, SharedSecret> secrets) {
        this.server = server;
        this.secrets = secrets;
    }

    /**
     * Registers everybody, after removing what an earlier demo, or an earlier try, left behind.
     *
     * @throws WebhookException as the manager has it; call again where it was {@code UNAVAILABLE}
     */
    synchronized void register(WebhookSubscriberManager manager) {
        registered.clear();
        manager.listWebhooks().stream().filter(DemoWebhooks::isOurs).map(Webhook::id).forEach(manager::unregisterWebhook);
        for (Person person : Person.values()) {
            registered.add(manager.registerWebhook(registration(person, manager)).webhook().id());
        }
    }

    synchronized void unregister(WebhookSubscriberManager manager) {
        try {
            registered.forEach(manager::unregisterWebhook);
        } catch (WebhookException gone) {
            LOG.info("The demo's webhooks stay until its next start: {}", gone.getMessage());
        }
        registered.clear();
    }

    private WebhookRegistration registration(Person person, WebhookSubscriberManager manager) {
        // The secret is ours and not the manager's, so that it is known before the first delivery arrives.
        return WebhookRegistration.of(server.resolve(person.path()).toString(), person.choose(manager.eventTypes()))
                .withSecret(secrets.get(person).text())
                .withMetadata(person.metadata());
    }

    private static boolean isOurs(Webhook webhook) {
        return Arrays.stream(Person.values()).anyMatch(person -> person.metadata().equals(webhook.metadata()));
    }
}
