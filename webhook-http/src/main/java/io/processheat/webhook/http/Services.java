package io.processheat.webhook.http;

import io.processheat.webhook.WebhookSubscriberManager;
import java.util.List;
import java.util.Map;

/** What the API stands on and what may be away at any moment. */
interface Services {

    /** @throws Refusal 503 while there is none */
    WebhookSubscriberManager manager();

    /** By name, whether each part serves. */
    Map<String, Boolean> presence();

    /** What keeps the parts that are there from their work; empty where nothing does. */
    List<String> problems();

    /** What somebody should look at though all of them work. */
    List<String> warnings();
}
