-- Schema 3 of the webhook store: a journal in front of the database, see class Journal.

-- The half of the journal that the database has, with all before it. The half that follows names this id; it is random, so
-- that the journal of another database does not seem to follow on this one.
CREATE TABLE journal (
    tenant   INTEGER PRIMARY KEY REFERENCES tenants,
    settled  INTEGER NOT NULL
) STRICT;

INSERT INTO journal (tenant, settled) VALUES (1, random());
