//! SSH keys: the files in `~/.ssh`, and what the agent holds.

use std::path::{Path, PathBuf};

use slipway_domain::credential::Kind;
use slipway_domain::credential::ssh_key::{self, PrivateKey, PublicKey};

use crate::around::{self, Around};
use crate::found::{Found, Read};
use crate::ssh_agent;

/// The private keys in `~/.ssh`, known by what the files hold, and those that only the agent has: of these the key itself
/// is to be filled in.
pub async fn ssh(around: &Around) -> Read {
    let mut read = Read::default();
    let in_agent = ssh_agent::keys(around).await.unwrap_or_else(|why| {
        read.miss_keeper(why);
        Vec::new()
    });
    for path in files(&around.home.join(".ssh"), around, &mut read) {
        one_file(&path, around, &in_agent, &mut read);
    }
    for key in in_agent {
        let shown = key.shown();
        if read.found.iter().all(|found| found.shown.as_ref() != Some(&shown)) {
            read.found.push(only_in_agent(&key, shown));
        }
    }
    read
}

/// The files of a folder by name; none where there is no such folder.
fn files(folder: &Path, around: &Around, read: &mut Read) -> Vec<PathBuf> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => {
            if error.kind() != std::io::ErrorKind::NotFound {
                read.miss(format!("{} cannot be read: {error}", around.told(folder)));
            }
            return Vec::new();
        }
    };
    // Neither folders nor the sockets of shared connections.
    let mut files: Vec<PathBuf> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    files.sort();
    files
}

fn one_file(path: &Path, around: &Around, in_agent: &[PublicKey], read: &mut Read) {
    let told = around.told(path);
    // What is no text is no key either, and what is none is nobody's business.
    let text = match around::text(path) {
        Ok(text) => text.unwrap_or_default(),
        Err(error) if error.kind() == std::io::ErrorKind::PermissionDenied => {
            read.miss(format!("{told} cannot be read: {error}"));
            return;
        }
        Err(_) => return,
    };
    match ssh_key::read(&text) {
        Some(Ok(key)) => read.found.push(in_file(path, &told, &text, key, in_agent)),
        Some(Err(why)) => read.miss(format!("{told} looks like a private key, and {why}")),
        None => {}
    }
}

fn in_file(path: &Path, told: &str, text: &str, key: PrivateKey, in_agent: &[PublicKey]) -> Found {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let public = key.public.or_else(|| beside(path));
    let is_in_agent = public
        .as_ref()
        .is_some_and(|public| in_agent.iter().any(|one| one.fingerprint == public.fingerprint));
    let whence = if is_in_agent { format!("{told}, and the agent") } else { told.to_owned() };
    let mut found = Found::new(Kind::SshKey, name, whence).with("private_key", Some(text));
    if key.is_encrypted {
        found = found.lacking("passphrase");
    }
    found.shown = public.map(|public| public.shown());
    found
}

/// The public key that lies beside a private one.
fn beside(path: &Path) -> Option<PublicKey> {
    let mut name = path.as_os_str().to_owned();
    name.push(".pub");
    let text = around::text(Path::new(&name)).ok()??;
    PublicKey::of_line(text.lines().next()?)
}

fn only_in_agent(key: &PublicKey, shown: String) -> Found {
    let name = if key.comment.is_empty() { &key.algorithm } else { &key.comment };
    // The agent's keys are often called after the file that they are of.
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let mut found =
        Found::new(Kind::SshKey, name, "the agent, which hands no key out").lacking("private_key");
    found.shown = Some(shown);
    found
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::process::Command;

    use super::*;
    use crate::test_programs::person;

    fn key(folder: &Path, name: &str, passphrase: &str, format: &[&str]) {
        let made = Command::new("ssh-keygen")
            .args(["-q", "-C", "ann@laptop", "-N", passphrase, "-f"])
            .arg(folder.join(name))
            .args(format)
            .status()
            .unwrap();
        assert!(made.success());
    }

    #[tokio::test]
    async fn keys_are_found_by_what_files_hold() {
        let home = tempfile::TempDir::new().unwrap();
        let around = person(home.path(), "agent");
        let folder = home.path().join(".ssh");
        std::fs::create_dir(&folder).unwrap();
        key(&folder, "id_ed25519", "", &["-t", "ed25519"]);
        key(&folder, "deploy.key", "passphrase", &["-t", "ed25519"]);
        key(&folder, "old", "", &["-t", "rsa", "-b", "2048", "-m", "PEM"]);
        std::fs::write(folder.join("id_rsa"), "not a key").unwrap();
        std::fs::write(folder.join("known_hosts"), [0xff]).unwrap();
        let whole = std::fs::read_to_string(folder.join("id_ed25519")).unwrap();
        std::fs::write(folder.join("torn"), &whole[..whole.len() / 2]).unwrap();
        let listed = std::fs::read_to_string(folder.join("old.pub")).unwrap();
        let agent = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHFD8kVYIr1WMzvm2fE0YhAX0WEMvRLoXBPHJw2Hr+7D /home/ann/.ssh/card";
        std::fs::write(home.path().join("keys-of-the-agent"), format!("{listed}{agent}\n")).unwrap();

        let read = ssh(&around).await;
        let told: Vec<(&str, &[&str], &str)> = read
            .found
            .iter()
            .map(|found| (found.name.as_str(), found.lacks.as_slice(), found.whence.as_str()))
            .collect();
        assert_eq!(
            told,
            [
                ("deploy.key", ["passphrase"].as_slice(), "~/.ssh/deploy.key"),
                ("id_ed25519", [].as_slice(), "~/.ssh/id_ed25519"),
                ("old", [].as_slice(), "~/.ssh/old, and the agent"),
                ("card", ["private_key"].as_slice(), "the agent, which hands no key out"),
            ]
        );
        assert!(
            read.found
                .iter()
                .all(|found| found.shown.as_ref().is_some_and(|shown| shown.contains(" SHA256:")))
        );
        let missed: Vec<&str> = read.missed.iter().map(|problem| problem.message.as_str()).collect();
        assert_eq!(missed, ["~/.ssh/torn looks like a private key, and it has no end"]);
        assert_eq!(read.found[1].values[0].1.expose(), whole);
        assert!(!format!("{read:?}").contains("PRIVATE KEY-----"));
    }

    #[tokio::test]
    async fn who_has_no_keys_has_none() {
        let home = tempfile::TempDir::new().unwrap();
        let read = ssh(&Around { home: home.path().to_owned(), variables: [].into() }).await;
        assert!(read.found.is_empty() && read.missed.is_empty(), "{read:?}");
    }
}
