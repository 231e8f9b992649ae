//! The executor "script": ships a script and runs it once.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use async_trait::async_trait;
use bytes::Bytes;
use serde::Deserialize;
use serde_json::json;
use slipway_domain::entry::{Evidence, Report};
use slipway_domain::ids::Key;
use slipway_domain::plan::Effect;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::progress::Observed;
use slipway_domain::secret::how_to_give;
use slipway_engine::ports::{Cx, Executor, Fence, Ran};
use slipway_hosts::{Failed, Fenced, Files, Kit, Spot};

use crate::args::{Run, Ship};
use crate::{parcel, remote};

/// Its name.
pub const EXECUTOR: &str = "script";

/// What it does.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Verb {
    /// Brings the script and its files.
    Ship,
    /// Runs it.
    Run,
}

/// Ships and runs scripts.
pub struct ScriptExecutor {
    kit: Arc<Kit>,
    files: Files,
    /// How many lines of a run's log were already passed on.
    told: Mutex<HashMap<Key, u64>>,
}

impl ScriptExecutor {
    /// Over hosts, with files from the repository and from jobs.
    pub fn new(kit: Arc<Kit>, files: Files) -> Self {
        Self { kit, files, told: Mutex::default() }
    }

    async fn look(&self, spot: &Spot, script: String) -> Result<Ran, Problem> {
        self.kit.script(spot, script, String::new()).await
    }

    async fn ship(&self, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Result<(), Failed> {
        let ship: Ship = effect.read().map_err(Failed::before)?;
        let fenced = Fenced::of(&ship.spot, key, fence, cx).map_err(Failed::before)?;
        let archive = self.pack(&ship).await.map_err(Failed::before)?;
        let acted = self.kit.act(&fenced, &remote::ship(&ship), archive, &|line| cx.log(line)).await;
        settle(&ship.spot, &acted.map_err(Failed::on_the_way)?)
    }

    /// What goes to the host. In memory once per host: the contents go as soon as they are packed.
    async fn pack(&self, ship: &Ship) -> Result<Bytes, Problem> {
        parcel::archive(ship, &self.files.contents(&ship.files, &ship.tree, ship.facts.release).await?)
    }

    async fn run(&self, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Result<(), Failed> {
        let run: Run = effect.read().map_err(Failed::before)?;
        let fenced = Fenced::of(&run.spot, key, fence, cx).map_err(Failed::before)?;
        let input = input(&run, key, cx).map_err(Failed::before)?;
        let before = self.lines_told(key);
        let line = |text: String| {
            *self.told().entry(key.clone()).or_default() += 1;
            cx.log(text);
        };
        let acted = self.kit.act(&fenced, &remote::run(&run, key), input, &line).await;
        if says_why_not(&acted) {
            self.told().insert(key.clone(), before);
        }
        settle(&run.spot, &acted.map_err(Failed::on_the_way)?)
    }

    async fn shipped(&self, ship: &Ship) -> Result<Observed, Problem> {
        let out = self.look(&ship.spot, remote::shipped(ship)).await?.out();
        Ok(match out.lines().last() {
            Some("done") => Observed::Done(json!({ "directory": ship.name })),
            Some("absent") => Observed::Absent,
            _ => {
                let problem = mismatch(&ship.spot, &out);
                Observed::Different { fact: json!({}), problem, evidence: Vec::new() }
            }
        })
    }

    async fn ran(&self, run: &Run, key: &Key, cx: &Cx) -> Result<Observed, Problem> {
        let line = self.lines_told(key) + 1;
        let out = self.look(&run.spot, remote::ran(&run.spot, key, line)).await?.out();
        let (state, log) = out.split_once('\n').unwrap_or((&out, ""));
        Ok(match state.split_once(' ').unwrap_or((state, "")) {
            ("exit", "0") => Observed::Done(json!({
                "release": run.release, "version": run.version, "directory": run.name,
            })),
            ("exit", code) => {
                different(run, &format!("ended with exit code {code}"), Some(code), &self.redacted(log))
            }
            ("stopped", _) => different(run, "was stopped", None, &self.redacted(log)),
            ("running", _) => {
                self.pass_on(key, log, cx);
                Observed::Running
            }
            ("absent", _) => Observed::Absent,
            _ => Observed::Unreachable(nobody_knows(run, key, &self.redacted(log))),
        })
    }

    /// Passes on what a run that this process did not start, or lost sight of, has written in whole lines.
    fn pass_on(&self, key: &Key, log: &str, cx: &Cx) {
        let whole = log.rfind('\n').map_or("", |end| &log[..=end]);
        *self.told().entry(key.clone()).or_default() += whole.lines().count() as u64;
        whole.lines().for_each(|line| cx.log(line));
    }

    /// A script may print what it was given.
    fn redacted(&self, text: &str) -> String {
        self.kit.secrets.redact(text)
    }

    fn lines_told(&self, key: &Key) -> u64 {
        self.told().get(key).copied().unwrap_or_default()
    }

    fn told(&self) -> std::sync::MutexGuard<'_, HashMap<Key, u64>> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The secrets as the script's input: a line each, the last one as many as it has. Then the mark that says that
/// all of it has come; it does not reach the script.
fn input(run: &Run, key: &Key, cx: &Cx) -> Result<Bytes, Problem> {
    let mut text = String::new();
    for (index, name) in run.secrets.iter().enumerate() {
        let Some(secret) = cx.secrets.get(name) else {
            return Err(unfit(format!("the secret {name} is needed and was not found"))
                .hint(how_to_give(name, cx.plan.subject.environment())));
        };
        let lines = secret.expose().strip_suffix('\n').unwrap_or(secret.expose());
        if lines.contains('\0') {
            return Err(unfit(format!("the secret {name} holds a zero byte, which no shell can read"))
                .hint("store it as text, for example in base64"));
        }
        if lines.contains('\n') && index + 1 < run.secrets.len() {
            let text =
                format!("the secret {name} has several lines and stands before others on the script's input");
            return Err(unfit(text).hint(format!(
                "name {name} last in `stdin`, or store it in one line, for example in base64"
            )));
        }
        text.push_str(lines);
        text.push('\n');
    }
    Ok((text + &remote::end_mark(key)).into())
}

fn unfit(text: String) -> Problem {
    Problem::new(Code::SecretMissing, text)
}

/// Whether the lines that came say why a script was not begun, and are none of its own: those go into its log, and
/// nothing of it is on the standard error of what runs it.
fn says_why_not(acted: &Result<Ran, Problem>) -> bool {
    match acted {
        Ok(ran) => ran.err().lines().any(|line| line.starts_with("slipway: ")),
        Err(problem) => matches!(problem.code, Code::TakenOver | Code::LockHeld),
    }
}

fn settle(spot: &Spot, ran: &Ran) -> Result<(), Failed> {
    if ran.code == 0 { Ok(()) } else { Err(Failed::midway(refused(spot, ran), Vec::new())) }
}

/// Why a body of ours did not do its work.
fn refused(spot: &Spot, ran: &Ran) -> Problem {
    let (place, said) = (&spot.place, ran.err());
    let said = said.trim();
    let sign = |name: &str| said.lines().any(|line| line.starts_with(&format!("slipway: {name}")));
    if sign("mismatch") {
        return mismatch(spot, said);
    }
    let text = if sign("begun before") {
        format!("the script was begun on {place} before")
    } else if sign("secrets cut off") {
        format!("the connection to {place} ended before the script had its input; it was not begun")
    } else if sign("no setsid") {
        format!("{place} has neither setsid nor perl, so that a script would not survive a lost connection")
    } else {
        let said = if said.is_empty() { String::new() } else { format!(": {said}") };
        format!("the script's step on {place} ended with exit code {}{said}", ran.code)
    };
    Problem::new(Code::HostCommandFailed, text)
}

fn mismatch(spot: &Spot, said: &str) -> Problem {
    let what: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix("slipway: mismatch ")).collect();
    let text = format!("what lies on {} is not what was shipped: {}", spot.place, what.join("; ").trim());
    Problem::new(Code::HostCommandFailed, text)
        .hint("nothing was run; deploy again, and look who else writes there")
}

fn different(run: &Run, how: &str, code: Option<&str>, log: &str) -> Observed {
    let place = &run.spot.place;
    let piece = |what: &str, text: &str| Evidence {
        place: Some(place.clone()),
        service: None,
        what: what.to_owned(),
        text: text.to_owned(),
    };
    let mut evidence: Vec<Evidence> = code.map(|code| piece("exit code", code)).into_iter().collect();
    if !log.trim().is_empty() {
        evidence.push(piece("last lines", log.trim_end()));
    }
    let problem = Problem::new(Code::HostCommandFailed, format!("{} {how} on {place}", run.file))
        .hint("the evidence holds its last lines; what it had done until then stays");
    Observed::Different { fact: json!({ "release": run.release }), problem, evidence }
}

fn nobody_knows(run: &Run, key: &Key, log: &str) -> Problem {
    let (file, place) = (&run.file, &run.spot.place);
    let last = log.lines().last().map(|line| format!("; its last line: {line}")).unwrap_or_default();
    let text = format!(
        "{file} was begun on {place} and nobody knows how it ended: it runs no more and left no exit code{last}"
    );
    let receipt = format!("{}/.slipway/receipts/{}", run.spot.directory, key.as_str());
    Problem::new(Code::OutcomeUnknown, text).hint(format!(
        "look at the host, and at {receipt}.log there; if it did not do its work, write an exit code such as 1 into \
         {receipt}.exit there, and `slipway resume` goes on from a failed script"
    ))
}

#[async_trait]
impl Executor for ScriptExecutor {
    fn knows(&self, effect: &Effect) -> Result<(), Problem> {
        effect.verb::<Verb>().map(drop)
    }

    async fn observe(&self, effect: &Effect, key: &Key, cx: &Cx, _: Option<&Report>) -> Observed {
        let seen = async {
            match effect.verb()? {
                Verb::Ship => self.shipped(&effect.read()?).await,
                Verb::Run => self.ran(&effect.read()?, key, cx).await,
            }
        };
        seen.await.unwrap_or_else(Observed::Unreachable)
    }

    async fn act(&self, effect: &Effect, key: &Key, fence: Fence, cx: &Cx) -> Report {
        let done = match effect.verb() {
            Ok(Verb::Ship) => self.ship(effect, key, fence, cx).await,
            Ok(Verb::Run) => self.run(effect, key, fence, cx).await,
            Err(problem) => Err(Failed::before(problem)),
        };
        match done {
            Ok(()) => Report::default(),
            Err(failed) => failed.report(),
        }
    }

    async fn stop(&self, effect: &Effect, key: &Key, _: &Cx) {
        let Ok(spot) = Spot::of(effect) else { return };
        // What could not be stopped is seen by the observation that follows.
        if matches!(effect.verb(), Ok(Verb::Run)) {
            let _ = self.look(&spot, remote::stop(&spot, key)).await;
        }
        let _ = self.kit.stop(&spot, key).await;
    }
}
