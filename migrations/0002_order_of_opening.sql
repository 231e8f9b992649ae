-- What was begun last sorts last, also where a laptop's clock was wrong: `opened` is the `seq` of the entry that
-- opened the operation. Its id sorts by the clock.

ALTER TABLE operations ADD COLUMN opened INTEGER NOT NULL DEFAULT 0;

UPDATE operations SET opened =
    (SELECT seq FROM entries WHERE entries.operation = operations.id AND entries.kind = 'opened');

DROP INDEX operations_by_environment;
DROP INDEX operations_open;
CREATE INDEX operations_by_opening ON operations (project, opened);
CREATE INDEX operations_by_environment ON operations (project, environment, opened);
CREATE INDEX operations_open ON operations (project, opened) WHERE closed IS NULL;
