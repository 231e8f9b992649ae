//! `docker run` and compose.

use super::options::{Argument, Arguments, tidy};
use super::{Act, RunAct};
use crate::image::ImageName;
use crate::variables::{Variables, filled};

/// Options of `docker run` that take a value.
const RUN_OPTIONS: [&str; 33] = [
    "-p",
    "--publish",
    "-e",
    "--env",
    "-v",
    "--volume",
    "--mount",
    "--name",
    "--restart",
    "--network",
    "--net",
    "--env-file",
    "-h",
    "--hostname",
    "-u",
    "--user",
    "-w",
    "--workdir",
    "-l",
    "--label",
    "-m",
    "--memory",
    "--cpus",
    "--link",
    "--entrypoint",
    "--log-driver",
    "--log-opt",
    "--add-host",
    "--ulimit",
    "--cap-add",
    "--platform",
    "--pull",
    "--expose",
];

/// What `docker run …` does.
pub(super) fn run(words: &[String], set: &Variables) -> Act {
    let mut act = RunAct::default();
    for argument in Arguments::new(words, &RUN_OPTIONS) {
        match argument {
            Argument::Option("-p" | "--publish", port) => act.ports.push(filled(port, set)),
            Argument::Option("-e" | "--env", text) => act.env.push(variable(text, set)),
            Argument::Option("-v" | "--volume", volume) => act.volumes.push(filled(volume, set)),
            Argument::Option("--name", name) => act.name = Some(filled(name, set)),
            Argument::Option("--restart", policy) => act.restart = Some(filled(policy, set)),
            Argument::Option("--network" | "--net", network) => act.network = Some(filled(network, set)),
            Argument::Option("--env-file", file) => act.env_files.push(filled(file, set)),
            Argument::Plain(image) => {
                act.image = ImageName::read(image, set);
                break;
            }
            _ => {}
        }
    }
    Act::Run(Box::new(act))
}

/// `NAME=value` or `NAME`. A value that is not in the repository is none.
fn variable(text: &str, set: &Variables) -> (String, Option<String>) {
    match text.split_once('=') {
        Some((name, value)) => {
            let value = filled(value, set);
            (name.to_owned(), Some(value).filter(|value| !value.contains("${") && !value.contains("$(")))
        }
        None => (text.to_owned(), None),
    }
}

/// What `docker-compose …` or `docker compose …` does: only what changes what runs, or fetches it.
pub(super) fn compose(words: &[String], set: &Variables) -> Option<Act> {
    let (mut files, mut name, mut verb) = (Vec::new(), None, None);
    for argument in
        Arguments::new(words, &["-f", "--file", "-p", "--project-name", "--env-file", "--profile"])
    {
        match argument {
            Argument::Option("-f" | "--file", file) => files.push(tidy(&filled(file, set))),
            Argument::Option("-p" | "--project-name", text) => name = Some(filled(text, set)),
            Argument::Plain(word) => {
                verb = Some(word);
                break;
            }
            _ => {}
        }
    }
    matches!(verb, Some("up" | "pull" | "restart")).then_some(Act::Compose { files, name })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic)]
    use super::*;

    #[test]
    fn what_a_container_needs_is_read() {
        let text = "-d --name mk -p 7333:7333 -e A=b -e C -e D=$E --restart=always -v data:/data r.example/mk:$T ./x -p 1:1";
        let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
        let Act::Run(run) = run(&words, &Variables::new()) else {
            panic!("no run");
        };
        assert_eq!(run.ports, ["7333:7333"]);
        assert_eq!(run.env, [("A".into(), Some("b".into())), ("C".into(), None), ("D".into(), None)]);
        assert_eq!((run.name.as_deref(), run.restart.as_deref()), (Some("mk"), Some("always")));
        assert_eq!(run.image.map(|image| image.repository).as_deref(), Some("r.example/mk"));
    }
}
