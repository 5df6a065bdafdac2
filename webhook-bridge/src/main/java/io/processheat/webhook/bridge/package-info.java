/**
 * The bridge from EventAdmin. It hands what agents post to an {@link io.processheat.webhook.bridge.EventSink} service,
 * whoever registers it, and holds a bounded number of events while there is none.
 */
@Version("1.0.0")
@Export
package io.processheat.webhook.bridge;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
