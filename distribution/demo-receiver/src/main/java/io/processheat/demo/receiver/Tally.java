package io.processheat.demo.receiver;

/**
 * How much has reached the receivers.
 *
 * @param verified had the right signatures, whatever was then answered
 * @param refused had not
 * @param sentAway answered 503 on purpose
 * @param retried second or later attempts
 */
record Tally(long verified, long refused, long sentAway, long retried) {

    static final Tally NOTHING = new Tally(0, 0, 0, 0);

    long received() {
        return verified + refused;
    }

    Tally since(Tally earlier) {
        return new Tally(
                verified - earlier.verified, refused - earlier.refused, sentAway - earlier.sentAway, retried - earlier.retried);
    }
}
