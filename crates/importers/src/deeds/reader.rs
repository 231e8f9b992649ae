//! Reads scripts and collects what they do, into the scripts they call and the hosts they reach.

use std::collections::{BTreeMap, BTreeSet};

use super::options::tidy;
use super::{Act, Deed, container, image_act, remote};
use crate::branches::Branches;
use crate::host::HostName;
use crate::makefile;
use crate::place::Place;
use crate::shell::{Command, Script, commands};
use crate::variables::{Variables, know};

/// Scripts that call each other are followed no deeper.
const DEEPEST: usize = 4;

/// Programs that deploy to what this crate proposes nothing for.
const ELSEWHERE: [(&str, &str); 6] = [
    ("kubectl", "Kubernetes"),
    ("helm", "Kubernetes"),
    ("ecs-cli", "Amazon ECS"),
    ("gcloud", "Google Cloud"),
    ("heroku", "Heroku"),
    ("flyctl", "Fly.io"),
];

/// Programs on a host that change nothing worth naming.
const SMALL: [&str; 9] = ["echo", "cd", "set", "export", "exit", "true", "sleep", "mkdir", "source"];

/// What surrounds a script.
#[derive(Clone, Debug, Default)]
pub(crate) struct Around {
    pub job: String,
    pub branches: Branches,
    pub environment: Option<(String, Place)>,
    pub approval: Option<Place>,
    pub host: Option<HostName>,
    pub directory: Option<String>,
    pub depth: usize,
}

/// Reads scripts.
pub(crate) struct Reader<'t> {
    /// Files of the repository by path.
    pub texts: &'t BTreeMap<String, String>,
    /// What was found.
    pub deeds: Vec<Deed>,
    /// The scripts that another one calls.
    pub called: BTreeSet<String>,
    /// What variables were set to, for the job at hand.
    pub set: Variables,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(texts: &'t BTreeMap<String, String>) -> Self {
        Self { texts, deeds: Vec::new(), called: BTreeSet::new(), set: Variables::new() }
    }

    /// Collects what a script does.
    pub(crate) fn script(&mut self, script: &Script, around: &Around) {
        let mut before: Option<(Command, Option<HostName>)> = None;
        for command in commands(script) {
            let host = self.command(script, &command, around, before.as_ref());
            before = Some((command, host));
        }
    }

    /// Collects what one command does; the host it was sent to, if any.
    fn command(
        &mut self,
        script: &Script,
        command: &Command,
        around: &Around,
        before: Option<&(Command, Option<HostName>)>,
    ) -> Option<HostName> {
        let words = self.without_assignments(&command.words);
        let words = plain_program(words);
        let (program, rest) = words.split_first()?;
        let here = Here { script, command, around };
        match program.rsplit('/').next().unwrap_or(program) {
            "ssh" => return self.ssh(&here, rest, before.map(|(command, _)| command)),
            "sshpass" => {
                let at = rest.iter().position(|word| word == "ssh" || word == "scp")?;
                let inner = Command { words: rest[at..].to_vec(), ..command.clone() };
                return self.command(script, &inner, around, before);
            }
            "scp" | "rsync" => {
                if let Some((host, files)) = remote::copy(rest, &self.set) {
                    self.add(&here, Act::Copy { files }, Some(host));
                }
            }
            "docker" | "podman" => self.docker(&here, rest),
            "docker-compose" => self.compose(&here, rest, before),
            "make" => self.make(rest, around, &command.branches),
            "aws" if rest.first().is_some_and(|word| word == "ecs") => {
                self.add(&here, Act::Elsewhere { what: "Amazon ECS".to_owned() }, None);
            }
            program => self.other(&here, program, words),
        }
        None
    }

    /// Notes `NAME=value` in front of a command, or alone, and takes it off.
    fn without_assignments<'w>(&mut self, words: &'w [String]) -> &'w [String] {
        let words = match words.first().map(String::as_str) {
            Some("export" | "local" | "readonly" | "declare") => &words[1..],
            _ => words,
        };
        let is_name = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
                && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        let mut count = 0;
        for word in words {
            let Some((name, value)) = word.split_once('=').filter(|(name, _)| is_name(name)) else {
                break;
            };
            if !value.is_empty() {
                know(&mut self.set, name, value);
            }
            count += 1;
        }
        &words[count..]
    }

    fn ssh(&mut self, here: &Here, words: &[String], before: Option<&Command>) -> Option<HostName> {
        let call = remote::ssh(words, &self.set)?;
        let host = Some(call.host.clone());
        let reads = here.command.input.clone().or_else(|| piped_file(here.command, before));
        let inner = Around {
            host: call.host.into(),
            branches: here.branches(),
            directory: None,
            depth: here.around.depth + 1,
            ..here.around.clone()
        };
        if let Some((body, line)) = &here.command.heredoc {
            self.script(&here.script.part(body, *line), &inner);
        } else if let Some(file) = reads.map(|file| tidy(&file)).filter(|_| is_shell(&call.command)) {
            let args = remote::script_arguments(&call.command);
            let args = args.map(|arg| crate::variables::filled(arg, &self.set)).collect();
            self.remote_script(here, file, args, &inner);
        } else if inner.depth <= DEEPEST {
            let offset = here.command.words.len() - words.len() + call.begins - 1;
            let line = here.command.word_lines.get(offset).copied().unwrap_or(here.command.line);
            self.script(&here.script.part(&call.command, line), &inner);
        }
        host
    }

    /// A script of the repository that a host runs: the act itself, and what the script does there.
    fn remote_script(&mut self, here: &Here, file: String, args: Vec<String>, inner: &Around) {
        let act = Act::Script { file: file.clone(), args: args.clone() };
        self.add(here, act, inner.host.clone());
        self.follow(&file, &args, inner);
    }

    /// Reads a script of the repository that is called, with its arguments.
    fn follow(&mut self, file: &str, args: &[String], around: &Around) {
        let Some(text) = self.texts.get(file).filter(|_| around.depth <= DEEPEST) else {
            return;
        };
        self.called.insert(file.to_owned());
        let outer = self.set.clone();
        for (index, value) in args.iter().enumerate() {
            // What an argument holds is read where it was passed: its own `$1` is another one.
            self.set.insert((index + 1).to_string(), crate::variables::filled(value, &outer));
        }
        self.script(&Script::new(file, text, 1), around);
        self.set = outer;
    }

    fn docker(&mut self, here: &Here, words: &[String]) {
        let globals = ["-H", "--host", "--context", "-c", "--config"];
        let skip = words.iter().take_while(|word| word.starts_with('-')).count();
        let skip = skip + words.iter().take(skip).filter(|word| globals.contains(&word.as_str())).count();
        let words = words.get(skip..).unwrap_or_default();
        let words = match words.first().map(String::as_str) {
            Some("image" | "container" | "buildx") => &words[1..],
            _ => words,
        };
        let Some((verb, rest)) = words.split_first() else {
            return;
        };
        match verb.as_str() {
            "run" => self.add(here, container::run(rest, &self.set), None),
            "compose" => self.compose(here, rest, None),
            "stack" | "service" => self.add(here, Act::Elsewhere { what: "Docker Swarm".to_owned() }, None),
            verb => {
                let act = image_act(verb, rest, here.command.directory.as_deref(), &self.set);
                act.into_iter().for_each(|act| self.add(here, act, None));
            }
        }
    }

    /// Compose here, or on the host that the command before was sent to: what follows `ssh HOST a &&`
    /// without quotes runs here, but was meant for there.
    fn compose(&mut self, here: &Here, words: &[String], before: Option<&(Command, Option<HostName>)>) {
        let Some(act) = container::compose(words, &self.set) else {
            return;
        };
        let meant = before.filter(|_| here.command.follows == "&&").and_then(|(_, host)| host.clone());
        self.add(here, act, meant);
    }

    fn make(&mut self, words: &[String], around: &Around, branches: &Branches) {
        let Some((file, text)) = makefile::NAMES.iter().find_map(|name| self.texts.get_key_value(*name))
        else {
            return;
        };
        let (file, text) = (file.clone(), text.clone());
        for target in words.iter().filter(|word| !word.starts_with('-') && !word.contains('=')) {
            if let Some(script) = makefile::target(&file, &text, target).filter(|_| around.depth <= DEEPEST) {
                self.called.insert(format!("{file}:{target}"));
                for (name, value) in makefile::variables(&text) {
                    know(&mut self.set, &name, &value);
                }
                let inner = Around {
                    branches: around.branches.and(branches),
                    depth: around.depth + 1,
                    ..around.clone()
                };
                self.script(&script, &inner);
            }
        }
    }

    fn other(&mut self, here: &Here, program: &str, words: &[String]) {
        if let Some((_, what)) = ELSEWHERE.iter().find(|(name, _)| *name == program) {
            self.add(here, Act::Elsewhere { what: (*what).to_owned() }, None);
            return;
        }
        let mut words = words;
        while words
            .first()
            .is_some_and(|word| is_shell(word) || word == "." || word == "source" || word.starts_with('-'))
        {
            words = &words[1..];
        }
        let Some((file, args)) = words.split_first() else {
            return;
        };
        let file = tidy(file);
        let around =
            Around { branches: here.branches(), depth: here.around.depth + 1, ..here.around.clone() };
        if here.around.host.is_none() && self.texts.contains_key(&file) {
            self.follow(&file, args, &around);
        } else if here.around.host.is_some() && !SMALL.contains(&program) {
            self.add(here, Act::Command { program: program.to_owned() }, None);
        }
    }

    /// Notes an act. Without a host of its own it happens where the script runs.
    fn add(&mut self, here: &Here, act: Act, host: Option<HostName>) {
        let around = here.around;
        self.deeds.push(Deed {
            act,
            place: here.script.place(here.command.line),
            host: host.or_else(|| around.host.clone()),
            branches: here.branches(),
            environment: around.environment.clone(),
            approval: around.approval.clone(),
            job: around.job.clone(),
            directory: here.command.directory.clone().or_else(|| around.directory.clone()),
        });
    }
}

/// A command in its script.
struct Here<'h> {
    script: &'h Script,
    command: &'h Command,
    around: &'h Around,
}

impl Here<'_> {
    fn branches(&self) -> Branches {
        self.around.branches.and(&self.command.branches)
    }
}

/// Takes off what runs another program: `sudo`, `env`, `timeout 60` …
fn plain_program(words: &[String]) -> &[String] {
    let mut words = words;
    while let Some((first, rest)) = words.split_first() {
        let options = rest.iter().take_while(|word| word.starts_with('-')).count();
        words = match first.as_str() {
            "sudo" | "env" | "nohup" | "exec" | "command" => &rest[options..],
            "timeout" => rest.get(options + 1..).unwrap_or_default(),
            _ => return words,
        };
    }
    words
}

/// The file that `cat FILE | ssh …` hands on.
fn piped_file(command: &Command, before: Option<&Command>) -> Option<String> {
    let before = before.filter(|_| command.follows == "|")?;
    match before.words.as_slice() {
        [cat, file] if cat == "cat" => Some(file.clone()),
        _ => None,
    }
}

fn is_shell(command: &str) -> bool {
    matches!(command.split_whitespace().next(), None | Some("bash" | "sh" | "/bin/bash" | "/bin/sh" | "zsh"))
        || command.trim() == "sudo bash -s"
}
