//! The fingerprints of the keys that a person's files know for a host.

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
    let mut command = command("ssh-keygen", &settings.environment);
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

/// Kind and fingerprint of the host's keys that `ssh-keygen -l -F` lists, each as `HOST KIND FINGERPRINT …` below a
/// line `# Host HOST found: line N`. Where that ends with `CA` or `REVOKED` the key is not one that the host may show.
fn listed(output: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut is_the_hosts = true;
    for line in output.lines() {
        if line.starts_with('#') {
            is_the_hosts = !["CA", "REVOKED"].contains(&line.rsplit(' ').next().unwrap_or_default());
            continue;
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        if let (true, [_host, kind, print, ..]) = (is_the_hosts, words.as_slice())
            && print.starts_with("SHA256:")
        {
            found.push(((*kind).to_owned(), (*print).to_owned()));
        }
    }
    found
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

    #[test]
    fn a_revoked_key_and_an_authority_are_none_of_the_hosts() {
        let output = "# Host h found: line 1 REVOKED\nh ED25519 SHA256:old root@vm\n\
                      # Host h found: line 2 CA\nh ED25519 SHA256:ca\n\
                      # Host h found: line 3 \nh ED25519 SHA256:own\n";
        assert_eq!(listed(output), [("ED25519".to_owned(), "SHA256:own".to_owned())]);
    }
}
