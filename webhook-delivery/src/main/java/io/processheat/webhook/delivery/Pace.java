package io.processheat.webhook.delivery;

/** How many attempts a webhook has under way, and whether it answers promptly. */
final class Pace {

    private final int limit;
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
        return underWay < limit;
    }

    void started() {
        underWay++;
    }

    void ended() {
        underWay--;
    }

    void answered(boolean promptly) {
        prompt = promptly;
    }

    /** An attempt has become late. */
    void late() {
        prompt = false;
    }
}
