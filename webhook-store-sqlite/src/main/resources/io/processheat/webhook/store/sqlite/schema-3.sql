-- Schema 3 of the webhook store: a journal in front of the database, see class Journal.

CREATE TABLE journal (
    tenant   INTEGER PRIMARY KEY REFERENCES tenants,
    settled  INTEGER NOT NULL,                         -- id of the half of the journal that the database has, with all
                                                       -- before it. The half that follows names it
    event    INTEGER NOT NULL                          -- events of the journal are in the database up to this key
) STRICT;

-- Random, so that the journal of another database does not seem to follow on this one.
INSERT INTO journal (tenant, settled, event) VALUES (1, random(), 0);
