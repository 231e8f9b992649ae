//! What `ssh` says when it does not get there, as a problem.

use serde_json::json;
use slipway_domain::problem::{Code, Problem};

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
        offered: fingerprint_after(words, "key sent by the remote host is").or_else(|| offered(words)),
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

/// The problem that the words of an `ssh` which did not get there tell of. `accept` is the command with
/// which a person accepts an unknown key.
pub(crate) fn classify(host: &str, words: &str, accept: &str) -> Problem {
    if let Some(key) = changed_key(words) {
        return key_changed(host, &key, &[]);
    }
    if words.contains("Host key verification failed") || words.contains("host key is known for") {
        return key_unknown(host, words, accept);
    }
    let reason = reason(words);
    if ["Permission denied", "Too many authentication failures", "No more authentication methods"]
        .iter()
        .any(|sign| reason.contains(sign) || words.contains(&format!("{sign} (")))
    {
        return Problem::new(Code::HostDenied, format!("{host} does not let us in: {reason}")).hint(format!(
            "check the user, the key and the agent: `{accept} true` must work without a question"
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

fn key_unknown(host: &str, words: &str, accept: &str) -> Problem {
    let offered = offered(words);
    let shown = offered.as_deref().unwrap_or("a fingerprint that ssh does not tell");
    let message = format!("{host} is not known: it answers with the key {shown}");
    let hint = format!(
        "compare the fingerprint with the host's own (there: ssh-keygen -lf /etc/ssh/ssh_host_*_key.pub); \
         if it is the same, `{accept}` once and answer yes"
    );
    let details = json!({ "host": host, "offered": offered });
    Problem::new(Code::HostKeyUnknown, message).hint(hint).details(details)
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

/// The key that the host offered, from `ssh -v`'s own words. With jump hosts the last one is the host's.
fn offered(words: &str) -> Option<String> {
    let line = words.lines().rfind(|line| line.contains("Server host key: "))?;
    line.split_whitespace().find(|word| word.starts_with("SHA256:")).map(str::to_owned)
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

    #[test]
    fn each_reason_has_its_code() {
        let unknown = "debug1: Server host key: ssh-ed25519 SHA256:abc\nHost key verification failed.\n";
        let cases = [
            (CHANGED, Code::HostKeyChanged),
            (unknown, Code::HostKeyUnknown),
            ("deploy@h: Permission denied (publickey).", Code::HostDenied),
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
            assert_eq!(classify("h", words, "ssh h").code, code, "{words}");
        }
        assert!(classify("h", unknown, "ssh h").message.contains("SHA256:abc"));
        let refused = classify("h", cases[4].0, "ssh h").message;
        assert_eq!(refused, "h cannot be reached: connecting to h port 22: Connection refused");
    }
}
