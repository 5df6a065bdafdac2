package io.processheat.webhook.delivery;

/**
 * How many attempts a webhook may have under way just now: one until it has answered, then double with each answer up to
 * the limit, and one again once it fails to answer. So webhooks that die with a backlog cost a lane one attempt each.
 */
final class Pace {

    private final int limit;
    private int allowed = 1;
    private int underWay;
    private boolean prompt;

    Pace(int limit) {
        this.limit = limit;
    }

    /** Whether its last answer came promptly. */
    boolean prompt() {
        return prompt;
    }

    int underWay() {
        return underWay;
    }

    boolean mayStart() {
        return underWay < allowed;
    }

    void started() {
        underWay++;
    }

    void ended() {
        underWay--;
    }

    void answered(boolean promptly) {
        allowed = Math.min(limit, allowed * 2);
        prompt = promptly;
    }

    void unanswered() {
        allowed = 1;
    }

    /** An attempt has become late. */
    void late() {
        prompt = false;
    }
}
