package io.processheat.webhook.store.sqlite;

/** What happens to new events where the quota is used up by what is not delivered yet. */
enum QuotaPolicy {
    /** They are refused. */
    REFUSE,
    /** They are taken, and the least important and oldest of what is undelivered is given up. */
    SHED
}
