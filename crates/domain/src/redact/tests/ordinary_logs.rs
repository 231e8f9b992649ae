//! Logs in which no secret stands stay as they are.

use slipway_fixtures::build_log::BuildLog;

use super::*;

const LINES: usize = 20_000;

/// Strong ones, short ones, and words that a log is full of.
const SECRETS: [&str; 20] = [
    "test",
    "admin",
    "root",
    "1234",
    "abcd1",
    "postgres",
    "password",
    "secret",
    "latest",
    "build",
    "p4ss",
    "x7Qp",
    "hunter2",
    "S3cr3t!",
    "correct horse battery staple",
    "ghp_k3Vb8sYtR2mNqW7xZc1LdF6hJ9pA0eGuTi5o",
    "postgres://app:kX9v2LpQ7rT4@db.internal:5432/app",
    "AKIAZQ3DR7XPLM2VKT5B",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJzbGlwd2F5In0.Qb8sYtR2mNqW7xZc1LdF6hJ9pA0eGuTi5okX9v2LpQ",
    "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\nMzEfYyjiWA4R4/M2bS1GB4t7NXp98C3SC6dVMvDuictGeurT8jNbvJZHtCSuYEvu\n-----END PRIVATE KEY-----\n",
];

#[test]
fn one_line_in_ten_thousand_is_changed_at_the_most() {
    let redactor = Redactor::new(SECRETS);
    let mut log = BuildLog::new(11);
    let changed: Vec<String> = (0..LINES)
        .map(|_| log.line())
        .filter(|line| matches!(redactor.redact(line), Cow::Owned(_)))
        .collect();
    assert!(changed.len() * 10_000 <= LINES, "{} lines were changed: {changed:#?}", changed.len());
}

#[test]
fn the_log_is_as_varied_as_it_has_to_be() {
    let mut log = BuildLog::new(11);
    let lines: std::collections::HashSet<String> = (0..LINES).map(|_| log.line()).collect();
    assert!(lines.len() > LINES * 8 / 10, "only {} lines differ", lines.len());
    for word in
        ["npm", "go: downloading", "[INFO]", "passed", "Compiling", "sha256:", "test", "admin", "1234"]
    {
        assert!(lines.iter().any(|line| line.contains(word)), "no line holds {word}");
    }
}
