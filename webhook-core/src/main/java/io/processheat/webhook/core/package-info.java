/**
 * The manager: who wants which event, and the one way of events into the store.
 *
 * <p>{@code SubscriberManager} is the service and {@code BridgeSink} the bridge's way in. A published event passes {@code
 * EventIntake} (checked, canonical, matched by {@code WebhookIndex}, given its terms by {@code EventTermsReader}) and {@code
 * Publisher} (appended, answered).
 */
package io.processheat.webhook.core;
