//! What `ssh` says when it does not get there, as a problem.

use serde_json::json;
use slipway_domain::problem::{Code, Problem};

use crate::arguments::Asking;

/// A key that is not the known one, as `ssh` tells of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChangedKey {
    /// The name under which the key is known.
    pub(crate) name: Option<String>,
    /// The file that holds the known one.
    pub(crate) file: Option<String>,
    /// The offered key's algorithm, such as `ED25519`.
    pub(crate) algorithm: Option<String>,
    /// The offered key's fingerprint.
    pub(crate) offered: Option<String>,
}

/// The changed key that the words tell of, if they do.
pub(crate) fn changed_key(words: &str) -> Option<ChangedKey> {
    let changed = words.contains("HOST IDENTIFICATION HAS CHANGED") || words.contains("REVOKED HOST KEY");
    changed.then(|| ChangedKey {
        name: between(words, "Host key for ", " has changed"),
        file: words.lines().find_map(offending_file),
        algorithm: between(words, "The fingerprint for the ", " key sent"),
        offered: fingerprint_after(words, "key sent by the remote host is")
            .or_else(|| offered(words).map(|(_, print)| print)),
    })
}

/// The problem of a changed key, given the known one's fingerprints.
pub(crate) fn key_changed(host: &str, key: &ChangedKey, known: &[String]) -> Problem {
    let unknown = || "unknown".to_owned();
    let offered = key.offered.clone().unwrap_or_else(unknown);
    let before = if known.is_empty() { unknown() } else { known.join(", ") };
    let message =
        format!("{host} answers with another key than the known one: now {offered}, known {before}");
    let name = key.name.as_deref().unwrap_or(host);
    let file = key.file.as_deref().map(|file| format!(" -f '{file}'")).unwrap_or_default();
    let hint = format!(
        "someone may stand in between, so nothing was sent; compare with the host's own key (there: \
         ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub); only if it was set up anew: ssh-keygen{file} -R '{name}'"
    );
    let details = json!({ "host": host, "offered": key.offered, "known": known, "known_hosts": key.file });
    Problem::new(Code::HostKeyChanged, message).hint(hint).details(details)
}

/// What was tried, for words about why it failed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Attempt<'a> {
    /// The host, as people write it.
    pub(crate) host: &'a str,
    /// How a person connects by hand.
    pub(crate) by_hand: &'a str,
    /// Who could be asked.
    pub(crate) asking: Asking,
}

/// The problem that the words of an `ssh` which did not get there tell of.
pub(crate) fn classify(attempt: &Attempt<'_>, words: &str) -> Problem {
    let Attempt { host, by_hand, .. } = attempt;
    if let Some(key) = changed_key(words) {
        return key_changed(host, &key, &[]);
    }
    if words.contains("Host key verification failed") || words.contains("host key is known for") {
        return key_unknown(attempt, words);
    }
    let reason = reason(words);
    if ["Permission denied", "Too many authentication failures", "No more authentication methods"]
        .iter()
        .any(|sign| reason.contains(sign) || words.contains(&format!("{sign} (")))
    {
        if let Some(key) = locked_key(words) {
            return key_locked(attempt, key);
        }
        return Problem::new(Code::HostDenied, format!("{host} does not let us in: {reason}")).hint(format!(
            "check the user, the key and the agent: `{by_hand} true` must work without a question"
        ));
    }
    if words.contains("Bad configuration option") || words.contains("Can't open user config file") {
        return Problem::new(
            Code::ConfigurationInvalid,
            format!("ssh does not accept its configuration: {reason}"),
        )
        .hint("mend the file, or SLIPWAY_SSH_CONFIG if that names it");
    }
    Problem::new(Code::HostUnreachable, format!("{host} cannot be reached: {reason}"))
}

/// The problem of a person who ended `ssh` while it asked.
pub(crate) fn interrupted(host: &str) -> Problem {
    Problem::new(
        Code::Interrupted,
        format!("ssh was interrupted while it asked for {host}; nothing was done"),
    )
    .hint("run it again when you are ready")
}

fn key_unknown(attempt: &Attempt<'_>, words: &str) -> Problem {
    let Attempt { host, by_hand, asking } = attempt;
    let offered = offered(words);
    let (kind, shown) = match &offered {
        Some((kind, print)) => (format!("{kind} "), print.as_str()),
        None => (String::new(), "that ssh does not tell"),
    };
    let strict = words.contains("you have requested strict checking");
    let (message, how) = match asking {
        Asking::Person if !strict => (
            format!("{host} is not known, and its {kind}key {shown} was not accepted; nothing was done"),
            "run it again and answer yes".to_owned(),
        ),
        _ => (
            format!("{host} is not known: it answers with the {kind}key {shown}"),
            format!("`{by_hand}` once and answer yes"),
        ),
    };
    let hint = format!(
        "compare the fingerprint with the host's own (there: ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub); \
         if it is the same, {how}"
    );
    let offered = offered.map(|(_, print)| print);
    let details = json!({ "host": host, "offered": offered });
    Problem::new(Code::HostKeyUnknown, message).hint(hint).details(details)
}

fn key_locked(attempt: &Attempt<'_>, file: &str) -> Problem {
    let host = attempt.host;
    let message = match attempt.asking {
        Asking::Person => {
            format!("{host} takes the key {file}, but its passphrase was not given rightly; nothing was done")
        }
        Asking::Nobody => {
            format!(
                "{host} takes the key {file}, but the key has a passphrase and nobody can be asked for it"
            )
        }
    };
    Problem::new(Code::HostDenied, message).hint(format!(
        "`ssh-add '{file}'` hands the key to the agent for a while; at a terminal ssh asks for it"
    ))
}

/// The file of a key that the host takes and `ssh` could not use: it is locked with a passphrase. One that
/// an agent refused to use says so.
fn locked_key(words: &str) -> Option<&str> {
    let line = words.lines().rfind(|line| line.contains("Server accepts key: "))?;
    let (_, key) = line.split_once("Server accepts key: ")?;
    let (file, _kind) = key.split_once(" SHA256:")?.0.rsplit_once(' ')?;
    let refused = words.contains("signing failed") || key.ends_with(" agent");
    (!refused).then_some(file)
}

/// The last thing that `ssh` said which is more than its own bookkeeping.
pub(crate) fn reason(words: &str) -> String {
    let told = |line: &&str| {
        !line.is_empty()
            && !line.starts_with("debug")
            && !line.starts_with("OpenSSH_")
            && !line.starts_with("Warning:")
    };
    let last = words.lines().map(str::trim).rfind(told).unwrap_or("ssh ended without a word");
    let last = last.strip_prefix("ssh: ").unwrap_or(last);
    last.strip_prefix("connect to host ").map_or(last.to_owned(), |rest| format!("connecting to {rest}"))
}

/// Kind and fingerprint of the key that the host offered, from `ssh -v`'s own words. With jump hosts the
/// last one is the host's.
fn offered(words: &str) -> Option<(String, String)> {
    let (_, key) = words.lines().rfind(|line| line.contains("Server host key: "))?.split_once("key: ")?;
    let (algorithm, print) = key.split_once(' ')?;
    let print = print.split_whitespace().find(|word| word.starts_with("SHA256:"))?;
    Some((kind(algorithm), print.to_owned()))
}

/// A key's kind as OpenSSH shows it to people: `ED25519` for `ssh-ed25519`.
fn kind(algorithm: &str) -> String {
    let bare = algorithm.split_once("-cert-").map_or(algorithm, |(bare, _)| bare);
    match bare {
        "rsa-sha2-256" | "rsa-sha2-512" => "RSA".to_owned(),
        bare if bare.starts_with("ecdsa-sha2-") => "ECDSA".to_owned(),
        bare => bare.trim_start_matches("ssh-").trim_end_matches("@openssh.com").to_uppercase(),
    }
}

fn offending_file(line: &str) -> Option<String> {
    let (_, rest) = line.strip_prefix("Offending ")?.split_once(" in ")?;
    rest.rsplit_once(':').map(|(file, _)| file.to_owned())
}

fn fingerprint_after(words: &str, sign: &str) -> Option<String> {
    let (_, rest) = words.split_once(sign)?;
    let word = rest.split_whitespace().next()?;
    word.starts_with("SHA256:").then(|| word.trim_end_matches('.').to_owned())
}

fn between(words: &str, before: &str, after: &str) -> Option<String> {
    let (_, rest) = words.split_once(before)?;
    let (found, _) = rest.split_once(after)?;
    (!found.contains('\n')).then(|| found.to_owned())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const CHANGED: &str = "debug1: Server host key: ssh-ed25519 SHA256:new
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
The fingerprint for the ED25519 key sent by the remote host is
SHA256:new.
Add correct host key in /home/ann/.ssh/known_hosts to get rid of this message.
Offending ED25519 key in /home/ann/.ssh/known_hosts:7
Host key for [10.0.0.5]:2222 has changed and you have requested strict checking.
Host key verification failed.
";

    #[test]
    fn a_changed_key_is_told_with_both_fingerprints() {
        let key = changed_key(CHANGED).unwrap();
        assert_eq!(key.file.as_deref(), Some("/home/ann/.ssh/known_hosts"));
        assert_eq!(key.name.as_deref(), Some("[10.0.0.5]:2222"));
        let problem = key_changed("deploy@10.0.0.5:2222", &key, &["SHA256:old".to_owned()]);
        assert_eq!(problem.code, Code::HostKeyChanged);
        assert!(problem.message.contains("SHA256:new") && problem.message.contains("SHA256:old"));
    }

    fn told(words: &str, asking: Asking) -> Problem {
        classify(&Attempt { host: "h", by_hand: "ssh h", asking }, words)
    }

    #[test]
    fn each_reason_has_its_code() {
        let cases = [
            (CHANGED, Code::HostKeyChanged),
            (UNKNOWN, Code::HostKeyUnknown),
            ("deploy@h: Permission denied (publickey).", Code::HostDenied),
            (LOCKED, Code::HostDenied),
            (
                "Received disconnect from 10.0.0.5 port 22:2: Too many authentication failures",
                Code::HostDenied,
            ),
            ("ssh: connect to host h port 22: Connection refused", Code::HostUnreachable),
            ("ssh: Could not resolve hostname h: Name or service not known", Code::HostUnreachable),
            ("Can't open user config file /x: No such file or directory", Code::ConfigurationInvalid),
            ("", Code::HostUnreachable),
        ];
        for (words, code) in cases {
            assert_eq!(told(words, Asking::Nobody).code, code, "{words}");
        }
        let refused = told(cases[5].0, Asking::Nobody).message;
        assert_eq!(refused, "h cannot be reached: connecting to h port 22: Connection refused");
    }

    const UNKNOWN: &str = "debug1: Server host key: ssh-ed25519 SHA256:abc\nHost key verification failed.\n";

    #[test]
    fn an_unknown_key_is_shown_with_its_kind() {
        let nobody = told(UNKNOWN, Asking::Nobody);
        assert_eq!(nobody.message, "h is not known: it answers with the ED25519 key SHA256:abc");
        assert!(nobody.hint.unwrap().ends_with("`ssh h` once and answer yes"));
        let declined = told(UNKNOWN, Asking::Person);
        assert!(declined.message.contains("its ED25519 key SHA256:abc was not accepted"), "{declined}");
        let strict =
            format!("No ED25519 host key is known for h and you have requested strict checking.\n{UNKNOWN}");
        let strict = told(&strict, Asking::Person);
        assert!(strict.message.starts_with("h is not known: it answers"), "nobody was asked: {strict}");
        let kinds =
            ["ecdsa-sha2-nistp256", "rsa-sha2-512", "ssh-rsa", "sk-ssh-ed25519@openssh.com"].map(kind);
        assert_eq!(kinds, ["ECDSA", "RSA", "RSA", "SK-SSH-ED25519"]);
    }

    const LOCKED: &str = "debug1: Server accepts key: /home/ann/my keys/id ED25519 SHA256:abc explicit
debug1: No more authentication methods to try.
deploy@h: Permission denied (publickey).
";

    #[test]
    fn a_key_behind_a_passphrase_is_told_from_one_that_the_host_refuses() {
        assert!(
            told(LOCKED, Asking::Nobody).message.contains("the key /home/ann/my keys/id, but the key has")
        );
        assert!(told(LOCKED, Asking::Person).message.contains("passphrase was not given rightly"));
        let refused =
            "sign_and_send_pubkey: signing failed for ED25519 \"/k\" from agent: agent refused operation";
        for words in [
            LOCKED.replace("debug1: No more", &format!("{refused}\ndebug1: No more")),
            LOCKED.replace("explicit", "agent"),
            "deploy@h: Permission denied (publickey).".to_owned(),
        ] {
            assert!(told(&words, Asking::Nobody).message.starts_with("h does not let us in"), "{words}");
        }
    }
}
