//! The ports that everything on hosts goes over.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use serde_json::json;
use slipway_domain::ids::Key;
use slipway_domain::plan::Effect;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{
    Clock, Command, ContainerEngine, Cx, Engines, Host, Hosts, Ran, Registries, Secrets, Where,
};
use tokio::time::Instant;

use crate::fence::Fenced;
use crate::heartbeat::Heartbeats;
use crate::holder::{HOLDER, START};
use crate::look::look;
use crate::said::{code_of, last_lines};
use crate::spot::Spot;

/// How long a short script of ours may take before the host counts as unreachable.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long a connection to an engine is used again.
const RECENT: Duration = Duration::from_secs(30);

/// The ports, and the heartbeats of the locks that this process holds. One per process, shared by all
/// targets and executors.
pub struct Kit {
    /// Finds hosts.
    pub hosts: Arc<dyn Hosts>,
    /// Finds their engines.
    pub engines: Arc<dyn Engines>,
    /// Opens logins.
    pub secrets: Arc<dyn Secrets>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
    /// Tell how large images are.
    pub registries: Arc<dyn Registries>,
    pub(crate) beats: Heartbeats,
    recent: Mutex<BTreeMap<String, Arc<Slot>>>,
}

/// A connection to a host's engine, with when it was made. Who asks while it is being made waits for it.
type Slot = futures::lock::Mutex<Option<(Instant, Arc<dyn ContainerEngine>)>>;

impl Kit {
    /// Puts the ports together.
    pub fn new(
        hosts: Arc<dyn Hosts>,
        engines: Arc<dyn Engines>,
        secrets: Arc<dyn Secrets>,
        clock: Arc<dyn Clock>,
        registries: Arc<dyn Registries>,
    ) -> Arc<Self> {
        Arc::new(Self {
            hosts,
            engines,
            secrets,
            clock,
            registries,
            beats: Heartbeats::default(),
            recent: Mutex::default(),
        })
    }

    /// The host of a spot.
    pub async fn host(&self, spot: &Spot) -> Result<Arc<dyn Host>, Problem> {
        self.hosts.host(&spot.address).await
    }

    /// The container engine of a spot's host. `prefix` is shell text that comes first, such as what checks the fence.
    /// Without one, a connection that was made a moment ago is used again: making one costs more than most
    /// questions.
    pub async fn engine(&self, spot: &Spot, prefix: String) -> Result<Arc<dyn ContainerEngine>, Problem> {
        let make = async {
            let host = self.host(spot).await?;
            self.engines.engine(&Where::Host { host, prefix: prefix.clone() }).await
        };
        if !prefix.is_empty() {
            return make.await;
        }
        let slot = self.slot(&spot.address);
        let mut recent = slot.lock().await;
        match &*recent {
            Some((made, engine)) if made.elapsed() < RECENT => Ok(engine.clone()),
            _ => {
                let engine = make.await?;
                *recent = Some((Instant::now(), engine.clone()));
                Ok(engine)
            }
        }
    }

    fn slot(&self, address: &str) -> Arc<Slot> {
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.entry(address.to_owned()).or_default().clone()
    }

    /// Runs one of our short scripts on a spot's host. A code other than 0 is a problem.
    pub async fn script(&self, spot: &Spot, script: String, stdin: String) -> Result<Ran, Problem> {
        let ran = self.short(spot, Command::new(script).stdin(stdin)).await?;
        if ran.code == 0 { Ok(ran) } else { Err(failed(spot, &ran)) }
    }

    /// The same for a script whose code is the answer.
    pub async fn question(&self, spot: &Spot, script: &str) -> Result<Ran, Problem> {
        self.short(spot, Command::new(script)).await
    }

    async fn short(&self, spot: &Spot, command: Command) -> Result<Ran, Problem> {
        self.host(spot).await?.run(command.limit(PATIENCE)).await.map_err(out_of_reach)
    }
}

/// A host on which a short script does not end in time is as good as one that is away.
fn out_of_reach(problem: Problem) -> Problem {
    match problem.code {
        Code::TimedOut => Problem { code: Code::HostUnreachable, ..problem },
        _ => problem,
    }
}

/// A script of ours that ended with a code other than 0.
pub(crate) fn failed(spot: &Spot, ran: &Ran) -> Problem {
    if let Some(refused) = crate::fence::refusal(spot, ran) {
        return refused;
    }
    let said = last_lines(&ran.err(), 3);
    let said = if said.is_empty() { format!("exit code {}", ran.code) } else { said };
    let (place, directory) = (&spot.place, &spot.directory);
    let problem = Problem::new(code_of(&said), format!("{place} could not work in {directory}: {said}"));
    match problem.code {
        Code::DiskShort => problem,
        _ => problem.hint(format!("check that the account may write to {directory} on {place}")),
    }
}

impl Kit {
    /// Does a step's act on a host: runs `body` under the fence (see [`Fenced::script`]), with `stdin` for
    /// it, and hands each line of its output to `line`. Shows signs of life from here on. A code other
    /// than 0 is the body's own; a refused fence is a problem (`TakenOver`).
    pub async fn act(
        &self,
        fenced: &Fenced<'_>,
        body: &str,
        stdin: bytes::Bytes,
        line: &(dyn Fn(String) + Send + Sync),
    ) -> Result<Ran, Problem> {
        let host = self.host(fenced.spot).await?;
        self.beats.start(fenced.spot, fenced.operation, fenced.fence, host.clone());
        let ran = host.run_lines(Command::new(fenced.script(body)).stdin(stdin), line).await?;
        crate::fence::refusal(fenced.spot, &ran).map_or(Ok(ran), Err)
    }

    /// A connection to the spot's engine over which what is asked counts only under the fence. Shows signs of life from
    /// here on.
    pub async fn fenced_engine(&self, fenced: &Fenced<'_>) -> Result<Arc<dyn ContainerEngine>, Problem> {
        let host = self.host(fenced.spot).await?;
        self.beats.start(fenced.spot, fenced.operation, fenced.fence, host);
        let prefix = crate::fence::fence_prefix(fenced);
        let problem = match self.engine(fenced.spot, prefix).await {
            Err(problem) if problem.code == Code::EngineUnreachable => problem,
            other => return other,
        };
        // A prefix that refuses only shows as a connection that was not made, so the lock and the journal are asked why.
        let checked = crate::fence::checked(fenced.spot, fenced.fence, fenced.operation);
        match self.script(fenced.spot, checked, String::new()).await {
            Err(refused) if refused.code == Code::TakenOver => Err(refused),
            _ => Err(problem),
        }
    }

    /// A problem with an act that may have changed something. A connection to the engine that was lost and not made
    /// again may mean that the lock is lost too, and then that is the problem.
    pub async fn or_lost_lock(&self, fenced: &Fenced<'_>, problem: Problem) -> Problem {
        if problem.code != Code::EngineUnreachable {
            return problem;
        }
        match look(self, fenced.spot).await {
            Ok(state) if !state.lock.as_ref().is_some_and(|lock| lock.is(fenced.operation, fenced.fence)) => {
                let text =
                    format!("the lock on {} was lost meanwhile: {}", fenced.spot.place, problem.message);
                let by = state.lock.map(|lock| lock.owner);
                Problem::new(Code::TakenOver, text).details(json!({ "by": by }))
            }
            _ => problem,
        }
    }

    /// Whether an act for the attempt with that key still runs on the host, such as after its laptop is gone.
    pub async fn runs(&self, spot: &Spot, key: &Key) -> Result<bool, Problem> {
        let text = [
            crate::shell::prelude(spot),
            START.to_owned(),
            "read -r pid started key 2>/dev/null <\"$S/holder\" || exit 0\n".to_owned(),
            "[ \"$(start \"$pid\")\" = \"$started\" ] && echo \"$key\"\ntrue\n".to_owned(),
        ];
        let ran = self.script(spot, text.concat(), String::new()).await?;
        Ok(ran.out().trim() == key.as_str())
    }

    /// Ends what still runs on a host for the attempt with that key, with everything it started.
    pub async fn stop(&self, spot: &Spot, key: &Key) -> Result<(), Problem> {
        let text = [
            crate::shell::prelude(spot),
            HOLDER.to_owned(),
            format!("key={}\n", crate::shell::quote(key.as_str())),
            include_str!("scripts/stop.sh").to_owned(),
        ];
        self.script(spot, text.concat(), String::new()).await.map(drop)
    }

    /// The same for what a step does at its place; where that fails, the step's log tells why.
    pub async fn stop_step(&self, effect: &Effect, key: &Key, cx: &Cx) {
        let Ok(spot) = Spot::of(effect) else { return };
        if let Err(problem) = self.stop(&spot, key).await {
            cx.log(format!("what runs on {} could not be ended: {}", spot.place, problem.message));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_that_hangs_counts_as_one_that_cannot_be_reached() {
        let code = |code| out_of_reach(Problem::new(code, "host-1 hangs")).code;
        assert_eq!(code(Code::TimedOut), Code::HostUnreachable);
        assert_eq!(code(Code::HostDenied), Code::HostDenied);
    }
}
