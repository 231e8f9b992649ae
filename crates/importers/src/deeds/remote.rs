//! `ssh`, `scp`, `rsync`.

use super::options::{Argument, Arguments, tidy};
use crate::host::HostName;
use crate::variables::{Variables, filled};

/// Options of `ssh` that take a value.
const SSH_OPTIONS: [&str; 14] =
    ["-o", "-i", "-p", "-l", "-J", "-F", "-L", "-R", "-D", "-b", "-c", "-E", "-S", "-W"];

/// A call of `ssh`.
#[derive(Debug)]
pub(super) struct Ssh {
    /// Where to.
    pub host: HostName,
    /// The command, its words joined as ssh joins them.
    pub command: String,
    /// Which word the command begins with, counted from the program.
    pub begins: usize,
}

/// Reads the arguments of `ssh`.
pub(super) fn ssh(words: &[String], set: &Variables) -> Option<Ssh> {
    let (mut user, mut port) = (None, None);
    let mut arguments = Arguments::new(words, &SSH_OPTIONS);
    let host = loop {
        match arguments.next()? {
            Argument::Option("-l", name) => user = Some(filled(name, set)),
            Argument::Option("-p", number) => port = Some(filled(number, set)),
            Argument::Plain(host) => break host,
            _ => {}
        }
    };
    let host = HostName::read(host, user.as_deref(), port.as_deref(), set)?;
    Some(Ssh { host, command: arguments.rest().join(" "), begins: arguments.seen() + 1 })
}

/// What `sh -s [--] ARGUMENTS` passes to the script on its input.
pub(super) fn script_arguments(command: &str) -> impl Iterator<Item = &str> {
    let mut words = command.split_whitespace().peekable();
    while words.next().is_some_and(|word| word != "-s") {}
    words.next_if_eq(&"--");
    words
}

/// A copy to a host: the host, the files here, the folder there.
pub(super) fn copy(words: &[String], set: &Variables) -> Option<(HostName, Vec<String>)> {
    let with_value = ["-P", "-i", "-o", "-F", "-J", "-e", "--exclude", "--include", "--rsh", "-l"];
    let mut port = None;
    let mut plain = Vec::new();
    for argument in Arguments::new(words, &with_value) {
        match argument {
            Argument::Option("-P", number) => port = Some(filled(number, set)),
            Argument::Plain(word) => plain.push(word),
            _ => {}
        }
    }
    let (last, files) = plain.split_last()?;
    let (host, _) = last.split_once(':').filter(|(host, _)| !host.contains('/'))?;
    let host = HostName::read(host, None, port.as_deref(), set)?;
    let local = |file: &&str| !file.contains(':') && !file.starts_with(['/', '~']);
    Some((host, files.iter().filter(|file| local(file)).map(|file| tidy(&filled(file, set))).collect()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn calls_of_ssh_are_read() {
        let none = Variables::new();
        let call = ssh(&words("-oConnectTimeout=5 -p 2222 -i key deploy@h.example bash -s"), &none).unwrap();
        assert_eq!(
            (call.host.host.to_string().as_str(), call.command.as_str()),
            ("deploy@h.example:2222", "bash -s")
        );
        let (host, files) =
            copy(&words("-r ./docker-compose.yml nginx.conf deploy@10.0.0.5:/srv/app"), &none).unwrap();
        assert_eq!(
            (host.host.to_string().as_str(), files),
            ("deploy@10.0.0.5", vec!["docker-compose.yml".into(), "nginx.conf".into()])
        );
        assert!(copy(&words("deploy@h:/x ."), &none).is_none());
    }
}
