//! A deployment to one host, and a rollback.

use std::time::Duration;

use slipway_testkit::{Docker, Result};

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
    let (started, ended) = deployments(&releases, rounds)?;
    let deploy = |what: &str, goal, times| Row {
        what: what.to_owned(),
        ours: "slipway deploy sandbox --release N".to_owned(),
        peer: script.to_owned(),
        goal,
        times,
    };
    let rollback = Row {
        what: "rollback to one host, until the container runs".to_owned(),
        ours: "slipway rollback sandbox".to_owned(),
        peer: "ssh HOST 'cd stack && docker-compose up -d'".to_owned(),
        goal: Some(1.0),
        times: rollbacks(&releases, rounds)?,
    };
    Ok(vec![
        deploy("deploy to one host, until the container runs", Some(0.75), started),
        deploy("the same, until the command ends (ours has observed health and version)", None, ended),
        rollback,
    ])
}

fn deployments(releases: &Releases, rounds: usize) -> Result<(Times, Times)> {
    let (mut ours, mut peers) = (Vec::new(), Vec::new());
    let [host, other] = &releases.stage.hosts[..] else { return Ok(Default::default()) };
    releases.prepare_script(other)?;
    let started = in_turn(
        rounds,
        |round| {
            releases.forget(host.docker(), Releases::of_round(round))?;
            let took = deploy(releases, host.docker(), round)?;
            ours.push(took.ended);
            Ok(took.started)
        },
        |round| {
            releases.forget(other.docker(), Releases::of_round(round))?;
            let took = script(
                releases,
                other.docker(),
                other.name(),
                "docker-compose pull && docker-compose up -d",
                round,
            )?;
            peers.push(took.ended);
            Ok(took.started)
        },
    )?;
    // The first round warms up here too.
    let counted = |times: Vec<Duration>| times.into_iter().skip(1).collect();
    Ok((started, Times { ours: counted(ours), peer: counted(peers) }))
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
        |round| Ok(script(releases, other.docker(), other.name(), "docker-compose up -d", round)?.started),
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
