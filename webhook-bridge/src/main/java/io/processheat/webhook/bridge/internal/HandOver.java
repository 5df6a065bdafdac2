package io.processheat.webhook.bridge.internal;

import io.processheat.webhook.bridge.EventSink;

/**
 * One handing over of an event to a sink.
 *
 * @param number tells it from earlier ones of the same event, whose late failures no longer count
 */
record HandOver(Held held, EventSink sink, int number) {}
