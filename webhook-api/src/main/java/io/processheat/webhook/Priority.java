package io.processheat.webhook;

/** What goes first where not everything can go at once. Event types belong to a class by configuration. */
public enum Priority {
    /** Everything else. */
    LOW,
    /** By default {@code compliance.*}. */
    MEDIUM,
    /** By default {@code alarm.*}; a part of what may be under way at a time is reserved for it. */
    HIGH
}
