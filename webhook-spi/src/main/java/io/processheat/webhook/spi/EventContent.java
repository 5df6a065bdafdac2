package io.processheat.webhook.spi;

/**
 * What is sent of an event.
 *
 * @param payload the canonical bytes: stored, signed and sent as they are. Not copied: nobody may write to it
 */
public record EventContent(String eventId, String type, long eventTime, byte[] payload) {

    @Override
    public String toString() {
        return "EventContent[" + eventId + ", " + type + ", " + payload.length + " bytes]";
    }
}
