//! When containers start, as the engine itself tells.

use std::process::Command;
use std::time::{Duration, Instant};

use slipway_testkit::{Docker, Finished, Result, Running, TestkitError, start};

const LIMIT: Duration = Duration::from_secs(120);

/// How long something took.
pub(crate) struct Took {
    /// Until the engines had started every container that was waited for.
    pub(crate) started: Duration,
    /// Until the command had ended.
    pub(crate) ended: Duration,
    /// What the command said of its steps, if it is ours.
    pub(crate) steps: String,
}

/// Runs a command, which has to end with 0, and says when each of `engines` had started a container of the
/// compose service.
pub(crate) fn until_started(engines: &[&Docker], service: &str, command: Command) -> Result<Took> {
    let watches = engines.iter().map(|docker| watch(docker, service)).collect::<Result<Vec<_>>>()?;
    let since = Instant::now();
    let running = start(command)?;
    let mut started = None;
    let deadline = since + LIMIT;
    while started.is_none() {
        if watches.iter().all(|watch| !watch.stdout_so_far().is_empty()) {
            started = Some(since.elapsed());
        } else if Instant::now() > deadline {
            break;
        } else {
            std::thread::sleep(Duration::from_millis(2));
        }
    }
    let ended: Finished = running.wait(LIMIT)?.success()?;
    let started =
        started.ok_or_else(|| TestkitError::new(format!("nothing was started by\n{}", ended.describe())))?;
    Ok(Took { started, ended: ended.took, steps: steps(&ended) })
}

/// How long each step took, as `slipway` says it.
pub(crate) fn steps(ended: &Finished) -> String {
    let took = |line: &str| {
        let (step, took) = line.trim().split_once(" after ")?;
        Some(format!("{} {took}", step.split_once(' ')?.1))
    };
    ended.stderr.lines().filter_map(took).collect::<Vec<_>>().join(", ")
}

/// The engine's events from now on.
fn watch(docker: &Docker, service: &str) -> Result<Running> {
    let label = format!("label=com.docker.compose.service={service}");
    let words = ["--filter", "type=container", "--filter", "event=start", "--filter", &label];
    let running = docker.events_from_now(&[&words[..], &["--format", "{{.ID}}"]].concat())?;
    // What it takes to start is over before anything is measured.
    std::thread::sleep(Duration::from_millis(300));
    Ok(running)
}
