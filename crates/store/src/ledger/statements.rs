//! Every SQL statement of the ledger. One test prepares them all, another looks at how SQLite runs them.

macro_rules! statements {
    ($($name:ident = $sql:expr;)+) => {
        $(pub const $name: &str = $sql;)+

        /// All of them with their names.
        #[cfg(test)]
        pub const ALL: &[(&str, &str)] = &[$((stringify!($name), $name),)+];
    };
}

macro_rules! entry_columns {
    () => {
        "e.seq, e.id, e.project, e.environment, e.operation, e.step, e.attempt, e.key, e.actor, e.device, e.at, \
         e.body"
    };
}

// One JSON text and not fifteen columns: passing a column on costs more than reading it out of JSON.
macro_rules! operation_columns {
    () => {
        "json_array(o.project, hex(o.id), o.kind, o.environment, o.plan, \
         iif(o.parent IS NULL, NULL, hex(o.parent)), o.actor, o.origin, o.reason, o.request_key, o.started_at, \
         o.release, o.ended_at, o.verdict, o.problem)"
    };
}

statements! {
    INSERT_ENTRY = "INSERT INTO entries \
        (id, project, environment, operation, step, attempt, kind, key, actor, device, at, body) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)";
    // The order in which `seq` grows is the order in which they were written.
    ENTRIES = concat!("SELECT ", entry_columns!(), " FROM entries e WHERE e.operation = ?1 AND e.seq > ?2 \
        ORDER BY e.seq");
    SEQ_OF_ENTRY = "SELECT seq FROM entries WHERE id = ?1 AND operation = ?2";
    OPENED_AND_OUTCOMES = concat!("SELECT ", entry_columns!(), " FROM entries e WHERE e.operation = ?1 \
        AND e.kind IN ('opened', 'outcome') ORDER BY e.seq");
    RULES = concat!("SELECT ", entry_columns!(), " FROM entries e WHERE e.project = ?1 AND e.environment = ?2 \
        AND e.operation IS NULL ORDER BY e.seq");
    APPROVALS = concat!("SELECT ", entry_columns!(), " FROM approvals a JOIN entries e ON e.seq = a.entry \
        WHERE a.plan = ?1 ORDER BY a.entry");
    // Asked many times a second: by the primary key alone, and without the body.
    NEWEST_ENTRY = "SELECT max(seq) FROM entries";
    CHANGES = "SELECT seq, project, environment, operation, kind FROM entries WHERE seq > ?1 \
        ORDER BY seq LIMIT ?2";

    INSERT_OPERATION = "INSERT INTO operations (project, id, kind, environment, plan, parent, actor, origin, \
        reason, request_key, started_at, release, opened) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    CLOSE_OPERATION = "UPDATE operations SET closed = ?2, ended_at = ?3, verdict = ?4, problem = ?5 \
        WHERE id = ?1";
    SETTLE_OPERATION = "UPDATE operations SET closed = ?2, ended_at = ?3, verdict = ?4, problem = NULL \
        WHERE id = ?1 AND closed IS NOT NULL AND verdict = 'unknown'";
    OPERATION_OF_REQUEST = "SELECT id FROM operations WHERE project = ?1 AND request_key = ?2";
    OPERATIONS = concat!("SELECT ", operation_columns!(), " FROM operations o WHERE o.project = ?1 \
        ORDER BY o.opened DESC LIMIT ?2");
    OPERATIONS_OF_ENVIRONMENT = concat!("SELECT ", operation_columns!(), " FROM operations o \
        WHERE o.project = ?1 AND o.environment = ?3 ORDER BY o.opened DESC LIMIT ?2");
    OPEN_OPERATIONS = concat!("SELECT ", operation_columns!(), " FROM operations o INDEXED BY operations_open \
        WHERE o.project = ?1 AND o.closed IS NULL AND (?3 IS NULL OR o.environment = ?3) \
        ORDER BY o.opened DESC LIMIT ?2");
    OPERATIONS_BETWEEN = concat!("SELECT ", operation_columns!(), " FROM operations o \
        WHERE o.id BETWEEN ?1 AND ?2 ORDER BY o.id LIMIT 6");
    LAST_CLOSED = concat!("SELECT ", operation_columns!(), " FROM operations o WHERE o.project = ?1 \
        AND o.environment = ?2 AND o.closed IS NOT NULL ORDER BY o.closed DESC LIMIT 1");
    IS_OPEN = "SELECT 1 FROM operations WHERE id = ?1 AND closed IS NULL";

    CLAIM_NUMBER = "INSERT INTO numbers (project, number, operation) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    OPERATION_OF_NUMBER = "SELECT operation FROM numbers WHERE project = ?1 AND number = ?2";
    RUN_OF_NUMBER = concat!("SELECT ", operation_columns!(), " FROM numbers n \
        JOIN operations o ON o.id = n.operation WHERE n.project = ?1 AND n.number = ?2");
    OUTCOMES_AFTER = concat!("SELECT ", entry_columns!(), " FROM numbers n \
        JOIN entries e ON e.operation = n.operation AND e.step = ?3 AND e.kind = 'outcome' \
        WHERE n.project = ?1 AND n.number > ?2");
    HIGHEST_NUMBER = "SELECT number FROM numbers WHERE project = ?1 ORDER BY number DESC LIMIT 1";

    INSERT_RELEASE = "INSERT INTO releases (project, number, operation, branch, body) \
        VALUES (?1, ?2, ?3, ?4, ?5)";
    RELEASES = "SELECT body FROM releases WHERE project = ?1 ORDER BY number DESC LIMIT ?2";
    RELEASES_BETWEEN = "SELECT body FROM releases WHERE project = ?1 AND number BETWEEN ?2 AND ?3 \
        ORDER BY number DESC";
    NEWEST_OF_BRANCH = "SELECT body FROM releases WHERE project = ?1 AND branch = ?2 \
        ORDER BY number DESC LIMIT 1";
    SIGHT_IMAGE = "INSERT INTO images (project, service, inputs, repository, dirty, version, digest, first, last) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8) \
        ON CONFLICT DO UPDATE SET first = min(first, excluded.first), last = max(last, excluded.last)";
    IMAGES_MADE_OF = "SELECT version, digest, last FROM images WHERE project = ?1 AND service = ?2 \
        AND inputs = ?3 AND repository = ?4 AND dirty <= ?5";
    SPANS_OF_VERSION = "SELECT first, last FROM images WHERE project = ?1 AND version = ?2";
    INSERT_DEPLOYMENT = "INSERT INTO deployments (closed, project, environment, operation, verdict) \
        VALUES (?1, ?2, ?3, ?4, ?5)";
    INSERT_DEPLOYED = "INSERT INTO deployed (project, environment, release, closed) VALUES (?1, ?2, ?3, ?4) \
        ON CONFLICT DO NOTHING";
    DEPLOYMENTS = concat!("SELECT ", operation_columns!(), ", e.body FROM deployments d \
        JOIN operations o ON o.id = d.operation \
        JOIN entries e ON e.operation = d.operation AND e.kind = 'opened' \
        WHERE d.project = ?1 AND d.environment = ?2 AND d.verdict = 'succeeded' \
        ORDER BY d.closed DESC LIMIT ?3");
    DEPLOYMENTS_OF_RELEASE = concat!("SELECT ", operation_columns!(), ", e.body FROM deployed r \
        JOIN deployments d ON d.closed = r.closed JOIN operations o ON o.id = d.operation \
        JOIN entries e ON e.operation = d.operation AND e.kind = 'opened' \
        WHERE r.project = ?1 AND r.environment = ?2 AND r.release = ?3 ORDER BY r.closed DESC");
    INSERT_APPROVAL = "INSERT INTO approvals (plan, entry) VALUES (?1, ?2)";

    // CROSS JOIN has SQLite look up each key; left to itself it goes through all keys for every value.
    RECALL = "SELECT '[' || coalesce(group_concat('[' || json_quote(m.key) || ',' || m.value || ']'), '') || ']' \
        FROM json_each(?2) k CROSS JOIN memory m ON m.kind = ?1 AND m.key = k.value";
    RECALL_BEGINNING = "SELECT '[' || coalesce(group_concat('[' || json_quote(m.key) || ',' || m.value || ']'), '') || ']' \
        FROM memory m WHERE m.kind = ?1 AND m.key >= ?2 AND m.key < ?2 || char(0x10FFFF)";
    REMEMBER = "INSERT INTO memory (kind, key, value) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    NOTE = "INSERT INTO memory (kind, key, value) VALUES (?1, ?2, ?3) \
        ON CONFLICT DO UPDATE SET value = excluded.value WHERE value <> excluded.value";

    PUT_LETTER = "INSERT INTO letters (id, project, channel, operation, occasion, notice, held, due) \
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING";
    // What else it was told meanwhile says that it has begun, and more.
    DROP_STARTED = "UPDATE letters INDEXED BY letters_pending SET state = 'arrived', settled = ?4 \
        WHERE project = ?1 AND channel = ?2 AND operation = ?3 AND occasion = 'started' AND state = 'pending'";
    ROBOT_IS_FREE = "SELECT free FROM robots WHERE robot = ?1";
    TAKE_ROBOT = "INSERT INTO robots (robot, free) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET free = excluded.free";
    CLAIMABLE_CHANNEL = "SELECT l.channel FROM letters l INDEXED BY letters_pending \
        WHERE l.project = ?1 AND l.state = 'pending' AND l.due <= ?2 AND NOT EXISTS \
        (SELECT 1 FROM channels c WHERE c.project = l.project AND c.channel = l.channel AND c.free > ?2) \
        ORDER BY l.channel, l.seq LIMIT 1";
    LEASE_CHANNEL = "INSERT INTO channels (project, channel, free, failures) VALUES (?1, ?2, ?3, 0) \
        ON CONFLICT DO UPDATE SET free = excluded.free";
    // Whose lease has run out frees nothing that another has by now.
    FREE_CHANNEL = "UPDATE channels SET free = ?3, failures = ?4 \
        WHERE project = ?1 AND channel = ?2 AND free = ?5";
    CHANNEL_FAILURES = "SELECT failures FROM channels WHERE project = ?1 AND channel = ?2";
    DUE_LETTERS = "SELECT id, notice, held, due FROM letters INDEXED BY letters_pending \
        WHERE project = ?1 AND channel = ?2 AND state = 'pending' AND due <= ?3 ORDER BY seq LIMIT 50";
    // When a channel's first letter is due, or when the channel is free, whichever is later.
    NEXT_LETTER = "SELECT min(max(l.due, coalesce((SELECT c.free FROM channels c \
        WHERE c.project = l.project AND c.channel = l.channel), 0))) \
        FROM letters l INDEXED BY letters_pending WHERE l.project = ?1 AND l.state = 'pending'";
    SETTLE_LETTER = "UPDATE letters SET state = ?2, settled = ?3, why = ?4 WHERE id = ?1 AND state = 'pending'";
    LETTERS_WHY = "UPDATE letters INDEXED BY letters_pending SET why = ?3 \
        WHERE project = ?1 AND channel = ?2 AND state = 'pending'";
    THREAD = "SELECT receipt FROM threads WHERE project = ?1 AND channel = ?2 AND operation = ?3";
    KEEP_THREAD = "INSERT INTO threads (project, channel, operation, receipt, noted) \
        VALUES (?1, ?2, ?3, ?4, ?5) \
        ON CONFLICT DO UPDATE SET receipt = excluded.receipt, noted = excluded.noted";
    OLD_LETTERS = "SELECT count(*) FROM letters INDEXED BY letters_pending \
        WHERE project = ?1 AND state = 'pending' AND due < ?2";
    SETTLED_LETTERS = "SELECT count(*) FROM letters INDEXED BY letters_settled \
        WHERE project = ?1 AND settled IS NOT NULL AND settled < ?2";
    GIVE_UP_LETTERS = "UPDATE letters INDEXED BY letters_pending SET state = 'given_up', settled = due \
        WHERE project = ?1 AND state = 'pending' AND due < ?2";
    DROP_LETTERS = "DELETE FROM letters INDEXED BY letters_settled \
        WHERE project = ?1 AND settled IS NOT NULL AND settled < ?2";
    DROP_THREADS = "DELETE FROM threads WHERE project = ?1 AND noted < ?2";
    PENDING_LETTERS = "SELECT channel, notice, due, why FROM letters INDEXED BY letters_pending \
        WHERE project = ?1 AND state = 'pending' AND due <= ?2 ORDER BY channel, seq LIMIT 200";
    LETTERS_GIVEN_UP = "SELECT channel, notice, due, why FROM letters INDEXED BY letters_given_up \
        WHERE project = ?1 AND state = 'given_up' ORDER BY seq DESC LIMIT 200";
    TOLD = "SELECT place FROM told WHERE project = ?1";
    TELL_FROM = "INSERT INTO told (project, place) VALUES (?1, ?2) \
        ON CONFLICT DO UPDATE SET place = max(place, excluded.place)";

    FORGET_OPERATIONS = "DELETE FROM operations";
    FORGET_NUMBERS = "DELETE FROM numbers";
    FORGET_RELEASES = "DELETE FROM releases";
    FORGET_DEPLOYMENTS = "DELETE FROM deployments";
    FORGET_APPROVALS = "DELETE FROM approvals";
    FORGET_IMAGES = "DELETE FROM images";
    FORGET_DEPLOYED = "DELETE FROM deployed";
    // Only these kinds say something that a derived table holds.
    TELLING_ENTRIES = concat!("SELECT ", entry_columns!(), " FROM entries e WHERE e.seq > ?1 \
        AND e.kind IN ('opened', 'closed', 'learned', 'approved', 'denied') ORDER BY e.seq LIMIT 200");

    BEGIN_WRITE = "BEGIN IMMEDIATE";
    SQLITE_VERSION = "SELECT sqlite_version()";
    APPLICATION_ID = "PRAGMA application_id";
    HAS_TABLES = "SELECT count(*) FROM sqlite_master WHERE type = 'table'";
}

/// Of a table that only sqlx's migrator makes, so it can be prepared only once that has run.
pub const MIGRATIONS: &str = "SELECT version FROM _sqlx_migrations ORDER BY version";
