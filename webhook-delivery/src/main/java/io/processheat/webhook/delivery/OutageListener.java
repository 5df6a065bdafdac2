package io.processheat.webhook.delivery;

/** Tells people, or other bundles, of outages. Called on a lane: hand over. */
@FunctionalInterface
public interface OutageListener {

    void changed(OutageNews news);
}
