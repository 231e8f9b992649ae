-- What several channels go through, of whichever project: a robot, or a bot in one channel of a chat. Its service counts
-- them together, so nobody sends there before `free`, in milliseconds since 1970 in UTC. `robot` is a digest of what it
-- is named by and tells nothing of its credential. Not derived, like the outbox.
CREATE TABLE robots (
    robot TEXT PRIMARY KEY,
    free  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
