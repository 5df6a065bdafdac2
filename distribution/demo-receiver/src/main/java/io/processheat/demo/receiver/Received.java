package io.processheat.demo.receiver;

/**
 * A request whose signature was right.
 *
 * @param attempt numbered from 1
 */
record Received(Person person, String eventType, String deliveryId, int attempt, byte[] body) {}
