//! The configuration of an sshd, for namespaced and loopback hosts alike.

use std::fmt::Write;
use std::path::Path;

/// What an sshd of ours is told.
#[derive(Debug, Clone)]
pub(crate) struct SshdSettings<'a> {
    pub(crate) address: &'a str,
    pub(crate) port: u16,
    pub(crate) host_key: &'a Path,
    pub(crate) authorized_keys: &'a Path,
    pub(crate) pid_file: &'a Path,
    /// Set for every session.
    pub(crate) environment: Vec<(String, String)>,
}

impl SshdSettings<'_> {
    /// The text of the configuration file.
    pub(crate) fn text(&self) -> String {
        let mut text = format!(
            "ListenAddress {}:{}\nHostKey {}\nAuthorizedKeysFile {}\nPidFile {}\n",
            self.address,
            self.port,
            self.host_key.display(),
            self.authorized_keys.display(),
            self.pid_file.display()
        );
        // Its folder may lie under one that others can write to, such as /tmp.
        text.push_str("StrictModes no\n");
        // A test opens many sessions at once; a real host's limits are not what it is about.
        text.push_str(
            "UsePAM no\nPasswordAuthentication no\nKbdInteractiveAuthentication no\n\
             PermitRootLogin prohibit-password\nSubsystem sftp internal-sftp\nPrintMotd no\n\
             UseDNS no\nMaxStartups 100\nMaxSessions 100\n",
        );
        // Newer clients prefer one that costs each of their connections a tenth of a second of processor where it was
        // built without the processor's own instructions.
        text.push_str("KexAlgorithms curve25519-sha256\n");
        // It then says of each command that it is run, which is counted.
        text.push_str("LogLevel VERBOSE\n");
        // One line: OpenSSH takes the first SetEnv it finds and ignores later ones.
        if !self.environment.is_empty() {
            text.push_str("SetEnv");
            for (name, value) in &self.environment {
                let _ = write!(text, " \"{name}={value}\"");
            }
            text.push('\n');
        }
        text
    }
}
