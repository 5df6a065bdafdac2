/**
 * Process Heat Webhooks for agents and applications: register receivers, publish events, read deliveries.
 *
 * <p>Start at {@link io.processheat.webhook.WebhookSubscriberManager}, a service of the OSGi registry. Agents that only
 * post on EventAdmin need nothing from here.
 */
@Version("1.0.0")
@Export
package io.processheat.webhook;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
