/**
 * What the product's own bundles, and replacements for them, implement: {@link io.processheat.webhook.spi.WebhookStore},
 * {@link io.processheat.webhook.spi.Signer}, {@link io.processheat.webhook.spi.Dispatcher}. It changes without touching
 * agents, which see only {@code io.processheat.webhook}.
 */
@Version("1.0.0")
@Export
package io.processheat.webhook.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
