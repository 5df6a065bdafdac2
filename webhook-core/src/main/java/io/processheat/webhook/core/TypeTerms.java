package io.processheat.webhook.core;

import io.processheat.webhook.Priority;
import java.time.Duration;

/**
 * Terms of an event type, for events that do not bring their own.
 *
 * @param keyField the payload's field that holds the ordering key; null: none
 * @param timeToLive from publishing on; null: for ever
 */
record TypeTerms(Priority priority, String keyField, Duration timeToLive) {}
