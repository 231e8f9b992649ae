-- The ledger. Only `entries` and `memory` hold something of their own; every other table is derived from
-- `entries` and can be made again.

-- Tells this file from another program's database: "Slip".
PRAGMA application_id = 1399613808;

CREATE TABLE entries (
    seq         INTEGER PRIMARY KEY,
    id          BLOB NOT NULL UNIQUE,
    project     TEXT NOT NULL,
    environment TEXT,
    operation   BLOB,
    step        TEXT,
    attempt     INTEGER NOT NULL,
    kind        TEXT NOT NULL,
    key         TEXT,
    actor       TEXT NOT NULL,
    device      TEXT NOT NULL,
    at          TEXT NOT NULL,
    body        TEXT NOT NULL
) STRICT;

CREATE INDEX entries_of_operation ON entries (operation, seq) WHERE operation IS NOT NULL;
CREATE INDEX entries_of_no_operation ON entries (project, environment, seq) WHERE operation IS NULL;
CREATE UNIQUE INDEX entries_one_intent ON entries (operation, step, attempt) WHERE kind = 'intent';
CREATE UNIQUE INDEX entries_one_outcome ON entries (operation, step, attempt) WHERE kind = 'outcome';
CREATE UNIQUE INDEX entries_one_opened ON entries (operation) WHERE kind = 'opened';
CREATE UNIQUE INDEX entries_one_closed ON entries (operation) WHERE kind = 'closed';

CREATE TRIGGER entries_stay BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never changed'); END;
CREATE TRIGGER entries_last BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'entries are never deleted'); END;

-- `closed` is the `seq` of the entry that closed it, so that what was closed last sorts last.
CREATE TABLE operations (
    project     TEXT NOT NULL,
    id          BLOB NOT NULL,
    kind        TEXT NOT NULL,
    environment TEXT,
    plan        TEXT NOT NULL,
    parent      BLOB,
    actor       TEXT NOT NULL,
    origin      TEXT NOT NULL,
    reason      TEXT,
    request_key TEXT,
    started_at  TEXT NOT NULL,
    release     INTEGER,
    closed      INTEGER,
    ended_at    TEXT,
    verdict     TEXT,
    problem     TEXT,
    PRIMARY KEY (project, id)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX operations_by_id ON operations (id);
CREATE UNIQUE INDEX operations_by_request ON operations (project, request_key) WHERE request_key IS NOT NULL;
CREATE INDEX operations_by_environment ON operations (project, environment, id);
CREATE INDEX operations_open ON operations (project, id) WHERE closed IS NULL;
CREATE INDEX operations_by_close ON operations (project, environment, closed) WHERE closed IS NOT NULL;

-- One run per build number.
CREATE TABLE numbers (
    project   TEXT NOT NULL,
    number    INTEGER NOT NULL,
    operation BLOB NOT NULL,
    PRIMARY KEY (project, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE releases (
    project   TEXT NOT NULL,
    number    INTEGER NOT NULL,
    operation BLOB NOT NULL,
    body      TEXT NOT NULL,
    UNIQUE (project, number)
) STRICT;

-- Deployments whose operation is closed, with any verdict.
CREATE TABLE deployments (
    closed      INTEGER PRIMARY KEY,
    project     TEXT NOT NULL,
    environment TEXT NOT NULL,
    operation   BLOB NOT NULL,
    verdict     TEXT NOT NULL,
    body        TEXT NOT NULL
) STRICT;

CREATE INDEX deployments_by_verdict ON deployments (project, environment, verdict, closed);

CREATE TABLE approvals (
    plan  TEXT NOT NULL,
    entry INTEGER NOT NULL,
    PRIMARY KEY (plan, entry)
) STRICT, WITHOUT ROWID;

-- Values kept by digest for ever. Not derived, not lost with a rebuild.
CREATE TABLE memory (
    kind  TEXT NOT NULL,
    key   TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT, WITHOUT ROWID;
