-- Schema 1 of the webhook store.
--
-- Times are milliseconds since the epoch. Ids that the product makes are UUIDs in 16 bytes. Codes of statuses and
-- reasons are those of class Codes.
--
-- Every table has a tenant, and so has every key that comes from outside. It is a number because SQLite keeps the
-- number 1 in no bytes at all; the text 'default' would cost eight in each row and in each index.
--
-- References are declared for the reader and checked by the tests (PRAGMA foreign_key_check), not at run time: one
-- thread writes, it knows the parents already, and a look-up per row would be paid on the hottest path.

CREATE TABLE tenants (
    tenant  INTEGER PRIMARY KEY,
    name    TEXT NOT NULL UNIQUE
) STRICT;

INSERT INTO tenants (tenant, name) VALUES (1, 'default');

-- Who delivers. A lease belongs to the node, so that renewing it is one row however many webhooks the node owns.
CREATE TABLE nodes (
    node         TEXT PRIMARY KEY,
    tenant       INTEGER NOT NULL DEFAULT 1 REFERENCES tenants,
    lease_until  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Receivers. Rows stay when a webhook is unregistered (deleted_at): its history refers to them.
CREATE TABLE webhooks (
    webhook         INTEGER PRIMARY KEY,               -- order of registration
    tenant          INTEGER NOT NULL DEFAULT 1 REFERENCES tenants,
    webhook_id      BLOB NOT NULL,
    url             TEXT NOT NULL,
    events          TEXT NOT NULL,                     -- JSON array of the subscribed types
    metadata        TEXT NOT NULL,                     -- JSON object, as the owner gave it
    retry_schedule  TEXT NOT NULL,
    active          INTEGER NOT NULL,
    unhealthy       INTEGER NOT NULL DEFAULT 0,
    created_at      INTEGER NOT NULL,
    deleted_at      INTEGER,
    version         INTEGER NOT NULL UNIQUE,           -- one counter for all webhooks: what changed since?
    owner           TEXT REFERENCES nodes,
    lease_epoch     INTEGER NOT NULL DEFAULT 0,        -- grows with each owner, for ever, over restarts too
    ended_through   INTEGER NOT NULL DEFAULT 0,        -- deliveries up to this sequence that are not finished count as
                                                       -- ended: a huge backlog is ended in many transactions
    UNIQUE (tenant, webhook_id)
) STRICT;

-- What changes with every delivery of a webhook, in a table of its own: many of these rows fit on one page, so a commit
-- that touches a thousand webhooks does not rewrite a thousand URLs and their metadata.
CREATE TABLE webhook_health (
    webhook               INTEGER PRIMARY KEY REFERENCES webhooks,
    tenant                INTEGER NOT NULL DEFAULT 1 REFERENCES tenants,
    consecutive_failures  INTEGER NOT NULL DEFAULT 0,
    last_triggered_at     INTEGER                      -- last 2xx
) STRICT;

-- Secrets, sealed by the signer: the current one is ordinal 0. They go when the webhook is unregistered.
CREATE TABLE secrets (
    webhook     INTEGER NOT NULL REFERENCES webhooks,
    ordinal     INTEGER NOT NULL,
    tenant      INTEGER NOT NULL DEFAULT 1 REFERENCES tenants,
    key_id      TEXT NOT NULL,
    nonce       BLOB NOT NULL,
    ciphertext  BLOB NOT NULL,
    not_after   INTEGER NOT NULL,
    PRIMARY KEY (webhook, ordinal)
) STRICT, WITHOUT ROWID;

-- What happened. The payload is kept once, however many webhooks get it, and comes last: reading the columns before it
-- does not walk its overflow pages.
CREATE TABLE events (
    event         INTEGER PRIMARY KEY,
    tenant        INTEGER NOT NULL DEFAULT 1 REFERENCES tenants,
    event_id      TEXT NOT NULL,
    type          TEXT NOT NULL,
    event_time    INTEGER NOT NULL,
    created_at    INTEGER NOT NULL,
    provenance    BLOB NOT NULL,                       -- SHA-256 of <type>:<payload>
    targets       TEXT,                                -- webhook ids that were asked for; NULL: the subscribers
    ordering_key  TEXT,                                -- these three are reserved: nobody reads them yet
    priority      INTEGER NOT NULL DEFAULT 0,
    expires_at    INTEGER,
    payload       BLOB NOT NULL,                       -- canonical bytes: stored, signed and sent as they are
    UNIQUE (tenant, event_id)
) STRICT;

-- One event for one webhook. An outcome changes a row without changing its length (status and attempts 0 and 1 take no
-- bytes, due makes room for sent_at), so SQLite overwrites it in place.
CREATE TABLE deliveries (
    sequence     INTEGER PRIMARY KEY,                  -- the store's order; listings follow it
    tenant       INTEGER NOT NULL DEFAULT 1 REFERENCES tenants,
    delivery_id  BLOB NOT NULL,
    webhook      INTEGER NOT NULL REFERENCES webhooks,
    event        INTEGER NOT NULL REFERENCES events,
    status       INTEGER NOT NULL DEFAULT 0,
    reason       INTEGER,                              -- where FAILED
    attempts     INTEGER NOT NULL DEFAULT 0,
    due          INTEGER,                              -- next attempt: creation time while PENDING, NULL once finished
    created_at   INTEGER NOT NULL,
    sent_at      INTEGER,
    test         INTEGER NOT NULL DEFAULT 0,
    replay_of    INTEGER REFERENCES deliveries,
    UNIQUE (tenant, delivery_id)
) STRICT;

-- An event goes to a webhook once, but for replays. The event comes first because it grows: each insert lands at the
-- right edge of the tree, and the deliveries of an event are found by it.
CREATE UNIQUE INDEX deliveries_once ON deliveries (event, webhook) WHERE replay_of IS NULL;

-- (webhook, status, sequence): listings with and without a status filter, and what is PENDING in the order of arrival.
CREATE INDEX deliveries_by_status ON deliveries (webhook, status);

-- What waits for its next attempt; only failures pay for it. With the index above it serves what is due: PENDING rows
-- are due in the order of their sequence already, so they need no second entry on the publishing path.
CREATE INDEX deliveries_retrying ON deliveries (webhook, due) WHERE status = 2;

-- Tests go to inactive webhooks too, past whatever backlog is being ended there.
CREATE INDEX deliveries_tests ON deliveries (webhook) WHERE test = 1 AND status = 0;

-- One POST of a delivery. The HTTP status and the error that a delivery shows are read from here.
CREATE TABLE attempts (
    delivery         INTEGER NOT NULL REFERENCES deliveries,
    number           INTEGER NOT NULL,
    tenant           INTEGER NOT NULL DEFAULT 1 REFERENCES tenants,
    started_at       INTEGER NOT NULL,
    duration_micros  INTEGER NOT NULL,
    http_status      INTEGER,
    error            TEXT,
    response         TEXT NOT NULL,                    -- first bytes of the answer, at most 4 KiB
    PRIMARY KEY (delivery, number)
) STRICT, WITHOUT ROWID;
