//! A deployment to one host, and a rollback.

use slipway_testkit::{Docker, Result, SshUse};

use super::releases::Releases;
use crate::arguments::Arguments;
use crate::containers::{Took, until_started};
use crate::measure::{Row, Times, in_turn};

const SERVICE: &str = "api";
const ROUNDS: usize = 10;

/// Measures.
pub(crate) fn measure(arguments: &Arguments) -> Result<Vec<Row>> {
    let releases = Releases::make(arguments, 2)?;
    let rounds = arguments.rounds.unwrap_or(ROUNDS);
    let script = "ssh HOST 'cd stack && docker-compose pull && docker-compose up -d'";
    let Measured { started, ended, counted } = deployments(&releases, rounds)?;
    let deploy = |what: &str, goal, times, counted| Row {
        what: what.to_owned(),
        ours: "slipway deploy sandbox --release N".to_owned(),
        peer: script.to_owned(),
        goal,
        times,
        counted,
    };
    let rollback = Row {
        what: "rollback to one host, until the container runs".to_owned(),
        ours: "slipway rollback sandbox".to_owned(),
        peer: "ssh HOST 'cd stack && docker-compose up -d'".to_owned(),
        goal: Some(1.0),
        times: rollbacks(&releases, rounds)?,
        counted: None,
    };
    Ok(vec![
        deploy("deploy to one host, until the container runs", Some(0.75), started, Some(counted)),
        deploy("the same, until the command ends (ours has observed health and version)", None, ended, None),
        rollback,
    ])
}

struct Measured {
    started: Times,
    ended: Times,
    /// How much SSH the last round took, and which of our steps took how long.
    counted: String,
}

fn deployments(releases: &Releases, rounds: usize) -> Result<Measured> {
    // Without the first round, which only warms up.
    let (mut ours, mut peers) = (Vec::new(), Vec::new());
    let (mut own_use, mut peers_use) = (SshUse::default(), SshUse::default());
    let mut steps = String::new();
    let (host, other) = (&releases.stage.hosts[0], &releases.stage.hosts[1]);
    releases.prepare_script(other)?;
    let started = in_turn(
        rounds,
        |round| {
            releases.forget(host.docker(), Releases::of_round(round))?;
            let before = host.ssh_use()?;
            let took = deploy(releases, host.docker(), round)?;
            own_use = host.ssh_use()? - before;
            if round > 0 {
                ours.push(took.ended);
            }
            steps = took.steps;
            Ok(took.started)
        },
        |round| {
            releases.forget(other.docker(), Releases::of_round(round))?;
            let before = other.ssh_use()?;
            let text = "docker-compose pull && docker-compose up -d";
            let took = script(releases, other.docker(), other.name(), text, round)?;
            peers_use = other.ssh_use()? - before;
            if round > 0 {
                peers.push(took.ended);
            }
            Ok(took.started)
        },
    )?;
    let told = |used: SshUse| format!("{} SSH login(s), {} command(s)", used.logins, used.commands);
    let counted = format!("ours {}; peer {}\n  last round: {steps}", told(own_use), told(peers_use));
    Ok(Measured { started, ended: Times { ours, peer: peers }, counted })
}

fn rollbacks(releases: &Releases, rounds: usize) -> Result<Times> {
    let [host, other] = &releases.stage.hosts[..] else { return Ok(Times::default()) };
    in_turn(
        rounds,
        |_| {
            // The deployments ended with the release of their last round, and each rollback leads back to it.
            deploy(releases, host.docker(), rounds + 1)?;
            let command = releases.slipway(&["rollback", "sandbox"])?;
            Ok(until_started(&[host.docker()], SERVICE, command)?.started)
        },
        |round| {
            let back = rounds + 1 + round;
            Ok(script(releases, other.docker(), other.name(), "docker-compose up -d", back)?.started)
        },
    )
}

fn deploy(releases: &Releases, docker: &Docker, round: usize) -> Result<Took> {
    let release = Releases::of_round(round).to_string();
    let command = releases.slipway(&["deploy", "sandbox", "--release", &release])?;
    until_started(&[docker], SERVICE, command)
}

fn script(releases: &Releases, docker: &Docker, host: &str, text: &str, round: usize) -> Result<Took> {
    let tag = format!("0.1.{}", Releases::of_round(round));
    let text = format!("ssh -F $SLIPWAY_SSH_CONFIG {host} 'cd stack && export TAG={tag} && {text}'");
    until_started(&[docker], SERVICE, releases.shell(&text))
}
