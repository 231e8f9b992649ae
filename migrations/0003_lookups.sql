-- What lists of thousands of releases and deployments are looked up by. All of it is derived: whoever migrates
-- fills it from the entries.

ALTER TABLE releases ADD COLUMN branch TEXT;
CREATE INDEX releases_by_branch ON releases (project, branch, number);

-- What releases consist of, each image once: `first` and `last` are the numbers of the releases that have it.
-- Between them there may be releases with another one.
CREATE TABLE images (
    project    TEXT NOT NULL,
    service    TEXT NOT NULL,
    inputs     TEXT NOT NULL,
    repository TEXT NOT NULL,
    dirty      INTEGER NOT NULL,
    version    TEXT NOT NULL,
    digest     TEXT NOT NULL,
    first      INTEGER NOT NULL,
    last       INTEGER NOT NULL,
    PRIMARY KEY (project, service, inputs, repository, dirty, version, digest)
) STRICT, WITHOUT ROWID;

CREATE INDEX images_by_version ON images (project, version);

-- Which releases a deployment that succeeded was made of.
CREATE TABLE deployed (
    project     TEXT NOT NULL,
    environment TEXT NOT NULL,
    release     INTEGER NOT NULL,
    closed      INTEGER NOT NULL,
    PRIMARY KEY (project, environment, release, closed)
) STRICT, WITHOUT ROWID;

-- A deployment is the subject of the plan that its operation was opened with; it needs no copy here.
DROP TABLE deployments;
CREATE TABLE deployments (
    closed      INTEGER PRIMARY KEY,
    project     TEXT NOT NULL,
    environment TEXT NOT NULL,
    operation   BLOB NOT NULL,
    verdict     TEXT NOT NULL
) STRICT;

CREATE INDEX deployments_by_verdict ON deployments (project, environment, verdict, closed);
