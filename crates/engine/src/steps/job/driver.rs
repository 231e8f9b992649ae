//! The script that is a job container's main process, and what its output says.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use serde::{Deserialize, Serialize};
use slipway_domain::deployment::Setting;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::secret::Secret;
use slipway_domain::shell_word::quote;
use tokio::time::Instant;

use super::{JobArgs, WORKSPACE};

/// Where the driver and the steps' scripts are in the container.
pub const FOLDER: &str = "/.slipway";

/// Begins what the driver says in a line: a character that no log holds by accident (ASCII record separator).
const MARK: &str = "\u{1e}slipway ";

/// A step of a job.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepArgs {
    /// What people call it.
    pub name: String,
    /// The script.
    pub run: String,
    /// Its folder, relative to the workspace.
    pub directory: Option<String>,
    /// Its own variables; they win over the job's.
    pub env: BTreeMap<String, Setting>,
    /// How long it may take, in seconds.
    pub limit: Option<u64>,
}

/// The container's variables: the job's own, and the values of secrets under names that the step scripts know.
pub fn environment(
    args: &JobArgs,
    secrets: &BTreeMap<String, Secret>,
) -> Result<Vec<(String, String)>, Problem> {
    let value = |setting: &Setting| match setting {
        Setting::Plain(text) => Ok(text.clone()),
        Setting::Secret { secret } => {
            secrets.get(secret).map(|value| value.expose().to_owned()).ok_or_else(|| {
                Problem::new(
                    Code::SecretMissing,
                    format!("the secret {secret} of job {} was not opened", args.job),
                )
            })
        }
    };
    let mut all = Vec::new();
    for (name, setting) in &args.env {
        all.push((name.clone(), value(setting)?));
    }
    for (hidden, setting) in hidden_secrets(&args.steps) {
        all.push((hidden, value(setting)?));
    }
    Ok(all)
}

fn hidden(index: usize, name: &str) -> String {
    format!("SLIPWAY_STEP_{index}_{name}")
}

/// The driver and the steps' scripts, as an archive for the container's root, without its end.
pub fn archive(args: &JobArgs) -> Result<Bytes, Problem> {
    let mut tar = tar::Builder::new(Vec::new());
    let folder = FOLDER.trim_start_matches('/');
    let mut add = |path: String, text: String| -> std::io::Result<()> {
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        header.set_mode(0o755);
        tar.append_data(&mut header, path, text.as_bytes())
    };
    let written = add(format!("{folder}/run"), driver(args.steps.len())).and_then(|()| {
        args.steps.iter().enumerate().try_for_each(|(index, step)| {
            add(format!("{folder}/{index}"), prologue(index, &args.steps))?;
            add(format!("{folder}/{index}.sh"), step.run.clone())
        })
    });
    written.map_err(|error| {
        Problem::new(Code::Internal, format!("the job's scripts cannot be packed: {error}"))
    })?;
    Ok(Bytes::from(std::mem::take(tar.get_mut())))
}

/// Runs the steps until one fails. The steps are children, so that the driver can pass a signal on.
fn driver(steps: usize) -> String {
    let mark = MARK;
    let mut text =
        format!("trap 'kill -TERM $child 2>/dev/null; exit 143' TERM INT\ncd {WORKSPACE} || exit 125\n");
    for index in 0..steps {
        text.push_str(&format!(
            "echo '{mark}begin {index}'\n/bin/sh {FOLDER}/{index} & child=$!\nwait $child; code=$?\n\
             echo \"{mark}end {index} $code\"\n[ $code = 0 ] || exit $code\n"
        ));
    }
    text
}

/// The secrets of all steps: where the container has each.
fn hidden_secrets(steps: &[StepArgs]) -> impl Iterator<Item = (String, &Setting)> {
    steps.iter().enumerate().flat_map(|(index, step)| {
        let secrets = step.env.iter().filter(|(_, setting)| setting.secret().is_some());
        secrets.map(move |(name, setting)| (hidden(index, name), setting))
    })
}

/// What comes before a step's own script: its variables and folder. The secrets of other steps are taken from it.
fn prologue(index: usize, steps: &[StepArgs]) -> String {
    let step = &steps[index];
    let mut text = String::new();
    for (name, setting) in &step.env {
        let value = match setting {
            Setting::Plain(value) => quote(value),
            Setting::Secret { .. } => format!("\"${}\"", hidden(index, name)),
        };
        text.push_str(&format!("export {name}={value}\n"));
    }
    for (hidden, _) in hidden_secrets(steps) {
        text.push_str(&format!("unset {hidden}\n"));
    }
    if let Some(directory) = &step.directory {
        text.push_str(&format!("cd {} || exit 125\n", quote(directory)));
    }
    text.push_str(&format!("exec /bin/sh -e {FOLDER}/{index}.sh\n"));
    text
}

/// What the driver says of the step with that number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Word {
    /// It began.
    Begin(usize),
    /// It ended, with this code.
    End(usize, i32),
}

impl Word {
    fn of(text: &str) -> Option<Self> {
        let mut parts = text.split(' ');
        let (kind, step) = (parts.next()?, parts.next()?.trim().parse().ok()?);
        match kind {
            "begin" => Some(Self::Begin(step)),
            "end" => Some(Self::End(step, parts.next()?.trim().parse().ok()?)),
            _ => None,
        }
    }
}

/// The job's own output in a line, and what the driver says after it: output need not end its last line.
pub fn split(line: &str) -> (Option<&str>, Option<Word>) {
    let told = line.rsplit_once(MARK).and_then(|(own, text)| Some((own, Word::of(text)?)));
    match told {
        None => (Some(line), None),
        Some((own, word)) => (Some(own).filter(|own| !own.is_empty()), Some(word)),
    }
}

/// A step that begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Its number, from 0.
    pub index: usize,
    /// How many the job has.
    pub of: usize,
    /// What people call it.
    pub name: String,
}

impl Begun {
    /// What heads its lines in the log.
    pub fn heading(&self) -> String {
        format!("[{}/{}] {}", self.index + 1, self.of, self.name)
    }

    /// The number, from 0, of the step whose lines that heads.
    pub fn headed(heading: &str) -> Option<usize> {
        let (number, _) = heading.strip_prefix('[')?.split_once('/')?;
        number.parse::<usize>().ok()?.checked_sub(1)
    }
}

/// How long a connection that is made again may take to bring again what was said before.
const CATCHING_UP: Duration = Duration::from_secs(10);

/// Follows the driver's output and the steps' limits, over one connection after the other.
pub struct Watch<'a> {
    steps: &'a [StepArgs],
    /// The step that is under way, and until when it may be.
    current: Option<(usize, Option<Instant>)>,
    /// The newest step that began. What is said of it or of one before it once more comes over another connection.
    begun: Option<usize>,
    /// The step that was over its limit.
    late: Option<usize>,
}

impl<'a> Watch<'a> {
    /// Nothing has begun.
    pub fn new(steps: &'a [StepArgs]) -> Self {
        Self { steps, current: None, begun: None, late: None }
    }

    /// Everything is said from the beginning, over another connection. The step that is under way may have ended in
    /// time meanwhile, so its limit waits until that can have been heard.
    pub fn again(&mut self) {
        if let Some((_, Some(deadline))) = &mut self.current {
            *deadline = (*deadline).max(Instant::now() + CATCHING_UP);
        }
    }

    /// Hears the driver; the step that begins.
    pub fn hear(&mut self, word: Word) -> Option<Begun> {
        let index = match word {
            Word::Begin(index) if self.begun.is_none_or(|begun| index > begun) => index,
            Word::Begin(_) => return None,
            Word::End(index, _) => {
                self.current = self.current.filter(|(current, _)| *current != index);
                return None;
            }
        };
        self.begun = Some(index);
        let step = self.steps.get(index);
        let deadline =
            step.and_then(|step| step.limit).map(|limit| Instant::now() + Duration::from_secs(limit));
        self.current = Some((index, deadline));
        let name = step.map_or_else(String::new, |step| step.name.clone());
        Some(Begun { index, of: self.steps.len(), name })
    }

    /// Comes back when the current step is over its limit, and never without one. Says so once.
    pub async fn over_limit(&mut self) {
        match self.current {
            Some((index, Some(deadline))) => {
                tokio::time::sleep_until(deadline).await;
                self.current = Some((index, None));
                self.late = Some(index);
            }
            _ => std::future::pending().await,
        }
    }

    /// The sentence for the step that was over its limit, once one was.
    pub fn late(&self) -> Option<String> {
        let step = self.steps.get(self.late?)?;
        let (name, limit) = (&step.name, step.limit.unwrap_or_default());
        Some(format!("step “{name}” was not done within {limit} s and was stopped"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(name: &str, limit: Option<u64>) -> StepArgs {
        StepArgs { name: name.into(), run: "true".into(), directory: None, env: BTreeMap::new(), limit }
    }

    #[test]
    fn marks_are_told_from_lines() {
        assert_eq!(split("\u{1e}slipway begin 0"), (None, Some(Word::Begin(0))));
        assert_eq!(split("\u{1e}slipway end 0 1"), (None, Some(Word::End(0, 1))));
        assert_eq!(split("no end\u{1e}slipway end 0 1"), (Some("no end"), Some(Word::End(0, 1))));
        for line in ["slipway begin 0", "\u{1e}slipway goes on", "\u{1e}slipway end 0", ""] {
            assert_eq!(split(line), (Some(line), None));
        }
    }

    #[test]
    fn a_step_that_begins_is_called_by_its_name() {
        let steps = [step("one", None)];
        let mut watch = Watch::new(&steps);
        let begun = watch.hear(Word::Begin(0)).expect("it begins");
        assert_eq!((begun.name.as_str(), begun.heading().as_str()), ("one", "[1/1] one"));
        assert_eq!(Begun::headed(&begun.heading()), Some(0));
        for other in ["one", "[x/1] one", "[0/1] one", "[1] one"] {
            assert_eq!(Begun::headed(other), None, "{other}");
        }
        assert_eq!(watch.hear(Word::End(0, 0)), None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_step_over_its_limit_is_said_once() {
        let steps = [step("slow", Some(5))];
        let mut watch = Watch::new(&steps);
        watch.hear(Word::Begin(0));
        assert_eq!(watch.late(), None);
        watch.over_limit().await;
        assert_eq!(watch.late().as_deref(), Some("step “slow” was not done within 5 s and was stopped"));
        let again = tokio::time::timeout(Duration::from_secs(60), watch.over_limit()).await;
        assert!(again.is_err(), "once is enough");
    }

    #[tokio::test(start_paused = true)]
    async fn a_limit_goes_on_over_another_connection() {
        let steps = [step("slow", Some(600)), step("next", Some(600))];
        let mut watch = Watch::new(&steps);
        watch.hear(Word::Begin(0));
        tokio::time::sleep(Duration::from_secs(540)).await;
        watch.again();
        assert_eq!(watch.hear(Word::Begin(0)), None, "it was told before");
        let over = tokio::time::timeout(Duration::from_secs(61), watch.over_limit()).await;
        assert!(over.is_ok(), "it has its limit once");
        let late = watch.late();
        watch.again();
        watch.hear(Word::Begin(0));
        assert!(late.is_some() && watch.late() == late, "what was over its limit stays so");
    }

    #[tokio::test(start_paused = true)]
    async fn a_step_that_ended_while_nobody_heard_it_is_not_over_its_limit() {
        let steps = [step("slow", Some(5)), step("next", Some(600))];
        let mut watch = Watch::new(&steps);
        watch.hear(Word::Begin(0));
        tokio::time::sleep(Duration::from_secs(60)).await;
        watch.again();
        let soon = Duration::from_secs(1);
        assert!(tokio::time::timeout(soon, watch.over_limit()).await.is_err(), "its end may be said yet");
        let said = [Word::Begin(0), Word::End(0, 0), Word::Begin(1)].map(|word| watch.hear(word));
        let next = Begun { index: 1, of: 2, name: "next".to_owned() };
        assert_eq!(said, [None, None, Some(next)]);
        // And once more: the step that is under way stays the same.
        watch.again();
        for word in [Word::Begin(0), Word::End(0, 0)] {
            watch.hear(word);
        }
        watch.over_limit().await;
        assert_eq!(watch.late().as_deref(), Some("step “next” was not done within 600 s and was stopped"));
    }

    #[test]
    fn values_are_quoted_for_the_shell() {
        let mut one = step("one", None);
        one.env.insert("A".into(), Setting::Plain("it's $x".into()));
        one.env.insert("S".into(), Setting::Secret { secret: "TOKEN".into() });
        let text = prologue(0, &[one]);
        assert!(text.contains(r"export A='it'\''s $x'"), "{text}");
        assert!(text.contains("export S=\"$SLIPWAY_STEP_0_S\""), "the value itself is in no file: {text}");
    }
}
