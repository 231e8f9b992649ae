-- Notices that are to be delivered. Not derived: a rebuild leaves them, and nothing of the ledger depends on them.
-- Times are milliseconds since 1970 in UTC.

-- A notice for one channel. `state` is 'pending', 'arrived' or 'given_up'; `settled` is when it became one of the
-- latter two. Each channel is told of an operation on an occasion once.
CREATE TABLE letters (
    seq       INTEGER PRIMARY KEY,
    id        BLOB NOT NULL UNIQUE,
    project   TEXT NOT NULL,
    channel   TEXT NOT NULL,
    operation BLOB NOT NULL,
    occasion  TEXT NOT NULL,
    notice    TEXT NOT NULL,
    held      INTEGER NOT NULL,
    due       INTEGER NOT NULL,
    state     TEXT NOT NULL DEFAULT 'pending',
    settled   INTEGER,
    why       TEXT,
    UNIQUE (project, channel, operation, occasion)
) STRICT;

CREATE INDEX letters_pending ON letters (project, channel, seq) WHERE state = 'pending';
CREATE INDEX letters_given_up ON letters (project, seq) WHERE state = 'given_up';
CREATE INDEX letters_settled ON letters (project, settled) WHERE settled IS NOT NULL;

-- A channel of a project: nobody delivers there before `free`, because somebody is at it, or because the channel wants
-- to be left alone. `failures` is how often in a row nothing arrived.
CREATE TABLE channels (
    project  TEXT NOT NULL,
    channel  TEXT NOT NULL,
    free     INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    PRIMARY KEY (project, channel)
) STRICT, WITHOUT ROWID;

-- What a channel answered to the first message about an operation.
CREATE TABLE threads (
    project   TEXT NOT NULL,
    channel   TEXT NOT NULL,
    operation BLOB NOT NULL,
    receipt   TEXT NOT NULL,
    noted     INTEGER NOT NULL,
    PRIMARY KEY (project, channel, operation)
) STRICT, WITHOUT ROWID;

CREATE INDEX threads_noted ON threads (project, noted);

-- Up to which entry a project's operations were told.
CREATE TABLE told (
    project TEXT PRIMARY KEY,
    place   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
