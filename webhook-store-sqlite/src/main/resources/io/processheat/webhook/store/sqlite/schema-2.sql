-- Schema 2 of the webhook store: order per key, priority, pause, deadlines, coalescing, replays.

ALTER TABLE webhooks ADD COLUMN paused INTEGER NOT NULL DEFAULT 0;
ALTER TABLE webhooks ADD COLUMN ordered INTEGER NOT NULL DEFAULT 1;
ALTER TABLE webhooks ADD COLUMN coalesced_types TEXT NOT NULL DEFAULT '[]';   -- JSON array
ALTER TABLE webhooks ADD COLUMN max_in_flight INTEGER NOT NULL DEFAULT 0;
ALTER TABLE webhooks ADD COLUMN max_per_second INTEGER NOT NULL DEFAULT 0;

-- One ordering key at one webhook. Of its unfinished deliveries the holder alone may be sent; the others have status 4 and
-- wait. A row is written once per commit, however many deliveries change it.
CREATE TABLE order_keys (
    order_key      INTEGER PRIMARY KEY,
    tenant         INTEGER NOT NULL DEFAULT 1 REFERENCES tenants,
    webhook        INTEGER NOT NULL REFERENCES webhooks,
    ordering_key   TEXT NOT NULL,
    last_number    INTEGER NOT NULL,                   -- given to the newest delivery; 0: to none
    told_through   INTEGER NOT NULL,                   -- highest number that reached the receiver
    holder         INTEGER NOT NULL,                   -- sequence of a delivery; 0: nobody's turn. One that the webhook's
                                                       -- ended_through covers counts as none
    last_sequence  INTEGER NOT NULL,                   -- of the newest delivery: equal to holder, nobody waits
    UNIQUE (webhook, ordering_key)
) STRICT;

-- The newest event of a type that is coalesced.
CREATE TABLE coalesced (
    order_key  INTEGER NOT NULL REFERENCES order_keys,
    type       TEXT NOT NULL,
    tenant     INTEGER NOT NULL DEFAULT 1 REFERENCES tenants,
    event      INTEGER NOT NULL,
    sequence   INTEGER NOT NULL,                       -- of its delivery, finished or not
    PRIMARY KEY (order_key, type)
) STRICT, WITHOUT ROWID;

-- Both are the event's; they stand here for the queries that choose by them.
ALTER TABLE deliveries ADD COLUMN priority INTEGER NOT NULL DEFAULT 0;
ALTER TABLE deliveries ADD COLUMN expires_at INTEGER;

ALTER TABLE deliveries ADD COLUMN order_key INTEGER REFERENCES order_keys;
ALTER TABLE deliveries ADD COLUMN key_number INTEGER;

-- The first attempt where it was the last and says nothing that needs a row in attempts: see class FirstTry. The default
-- stands for none, and keeps the room that the number will take.
ALTER TABLE deliveries ADD COLUMN first_try INTEGER NOT NULL DEFAULT 70368744177664;

-- (webhook, status, priority, sequence). Listings and endings merge the few pairs of status and priority.
DROP INDEX deliveries_by_status;
CREATE INDEX deliveries_by_status ON deliveries (webhook, status, priority);

DROP INDEX deliveries_retrying;
CREATE INDEX deliveries_retrying ON deliveries (webhook, priority, due) WHERE status = 2;

CREATE INDEX deliveries_waiting ON deliveries (order_key) WHERE status = 4;

CREATE INDEX deliveries_expiring ON deliveries (expires_at) WHERE expires_at IS NOT NULL AND due IS NOT NULL;

CREATE INDEX deliveries_replays ON deliveries (event, webhook) WHERE replay_of IS NOT NULL;

-- Where the clock was set back: from this event and this delivery on, times go on from an earlier one. In between they
-- never fall, so what was stored in a span of time is found by bisection. An index on the time would be paid for with
-- every event.
CREATE TABLE clock_steps (
    step            INTEGER PRIMARY KEY,
    tenant          INTEGER NOT NULL DEFAULT 1 REFERENCES tenants,
    first_event     INTEGER NOT NULL,
    first_sequence  INTEGER NOT NULL
) STRICT;

INSERT INTO clock_steps (first_event, first_sequence)
SELECT s.event,
       coalesce((SELECT min(d.sequence) FROM deliveries d
                  WHERE d.event = (SELECT min(n.event) FROM deliveries n
                                    WHERE n.event >= s.event AND n.replay_of IS NULL)),
                (SELECT max(sequence) + 1 FROM deliveries), 1)
  FROM (SELECT event, created_at, lag(created_at) OVER (ORDER BY event) AS before FROM events) s
 WHERE s.created_at < s.before;
