//! The fingerprints of the keys that a person's files know for a host.

use std::ffi::OsStr;

use slipway_domain::problem::Problem;

use crate::child::{Ties, command, spawn};
use crate::failure::{ChangedKey, key_changed};
use crate::output::collect;
use crate::settings::SshSettings;

/// The problem of a changed key with both fingerprints.
pub(crate) async fn changed(settings: &SshSettings, host: &str, key: &ChangedKey) -> Problem {
    let known = fingerprints(settings, host, key).await.unwrap_or_default();
    key_changed(host, key, &known)
}

/// The known keys of the offered one's kind, else all that are known.
async fn fingerprints(settings: &SshSettings, host: &str, key: &ChangedKey) -> Result<Vec<String>, Problem> {
    let Some(file) = &key.file else { return Ok(Vec::new()) };
    let mut command = command(OsStr::new("ssh-keygen"), &settings.environment);
    command.args(["-l", "-F", key.name.as_deref().unwrap_or(host), "-f", file]);
    let collected = collect(spawn(command, Ties::Piped)?, Default::default(), None).await?;
    let listed = listed(&collected.ran.out());
    let same_kind: Vec<String> = listed
        .iter()
        .filter(|(kind, _)| key.algorithm.as_ref() == Some(kind))
        .map(|(_, print)| print.clone())
        .collect();
    let all = || listed.into_iter().map(|(_, print)| print).collect();
    Ok(if same_kind.is_empty() { all() } else { same_kind })
}

/// Kind and fingerprint of each line of `ssh-keygen -l -F`.
fn listed(output: &str) -> Vec<(String, String)> {
    let lines = output.lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut words = line.split_whitespace().skip(1);
            Some((
                words.next()?.to_owned(),
                words.next().filter(|word| word.starts_with("SHA256:"))?.to_owned(),
            ))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_ssh_keygen_lists() {
        let output =
            "# Host [127.0.0.1]:22722 found: line 1 \n[127.0.0.1]:22722 ED25519 SHA256:abc root@vm\n";
        assert_eq!(listed(output), [("ED25519".to_owned(), "SHA256:abc".to_owned())]);
    }
}
