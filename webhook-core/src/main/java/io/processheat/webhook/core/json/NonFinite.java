package io.processheat.webhook.core.json;

/** What becomes of NaN and the infinities, which JSON cannot hold. */
public enum NonFinite {
    /** Refused: who calls can mend the value. */
    REFUSED,
    /** Written as null and counted: a dead sensor must not swallow the alarm that tells of it. */
    NULL
}
