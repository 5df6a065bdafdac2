/**
 * The bridge from EventAdmin. It hands what agents post to an {@link io.processheat.webhook.bridge.EventSink} service,
 * whoever registers it, and holds a bounded number of events while there is none.
 *
 * <p>Posters need nothing from here. What they may add to an event:
 *
 * <ul>
 *   <li>{@code event.id} (text of {@code [A-Za-z0-9_-]{1,128}}): posting the same again has no further effect;
 *   <li>{@code timestamp} (milliseconds since the epoch): when it happened;
 *   <li>{@code webhook.receipt} (a {@code CompletableFuture<String>}): completed with the event's id once it is on disk.
 *       It fails with an {@link java.lang.IllegalArgumentException} where the event can never be taken, a {@link
 *       java.util.concurrent.RejectedExecutionException} where too many are held already, an {@link
 *       java.lang.IllegalStateException} where the bridge stops first. Whoever needs the answer at once waits for it,
 *       with a time limit: nobody else is held up by that.
 * </ul>
 */
@Version("1.0.0")
@Export
package io.processheat.webhook.bridge;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
