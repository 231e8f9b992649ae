//! Many hosts: a deployment to ten of them, and the status of twenty places.

use std::time::Duration;

use slipway_testkit::{Docker, Host, Result, finish};

use super::releases::Releases;
use crate::arguments::Arguments;
use crate::containers::until_started;
use crate::measure::{Row, in_turn};

const ROUNDS: usize = 5;
const HOSTS: u8 = 10;
const LIMIT: Duration = Duration::from_secs(120);

/// Measures.
pub(crate) fn measure(arguments: &Arguments) -> Result<Vec<Row>> {
    let releases = Releases::make(arguments, HOSTS)?;
    let names: Vec<&str> = releases.stage.hosts.iter().map(Host::name).collect();
    let (first, rest) = names.split_at(1);
    let list = |names: &[&str]| format!("hosts: [{}]", names.join(", "));
    let half = usize::from(HOSTS) / 2;
    let repository = &releases.stage.repository;
    // Sandbox is one host and production all of them.
    repository.replace("slipway.yml", &list(&names[..half]), &list(first))?;
    repository.replace("slipway.yml", &list(&names[half..]), &list(&[first, rest].concat()))?;
    repository.replace("slipway.yml", "    after: sandbox\n", "")?;
    repository.commit("Ten hosts")?;
    let rounds = arguments.rounds.unwrap_or(ROUNDS);
    let (deploy, status) = (deploy(&releases, rounds)?, status(&releases, rounds)?);
    Ok(vec![deploy, status, against_script(&releases, rounds)?])
}

fn deploy(releases: &Releases, rounds: usize) -> Result<Row> {
    let hosts = &releases.stage.hosts;
    let all: Vec<&Docker> = hosts.iter().map(Host::docker).collect();
    let times = in_turn(
        rounds,
        |round| until(releases, "production", &all, round),
        |round| until(releases, "sandbox", &all[..1], round),
    )?;
    Ok(Row {
        what: "deploy to ten hosts, until the last container runs, against one host".to_owned(),
        ours: "slipway deploy TEN-HOSTS --release N".to_owned(),
        peer: "slipway deploy ONE-HOST --release N".to_owned(),
        goal: Some(1.3),
        times,
        counted: None,
    })
}

/// What ten hosts take on a machine that is all of them at once depends on its processors more than on whoever deploys.
/// This tells the two apart: as many hosts, by the script that people write.
fn against_script(releases: &Releases, rounds: usize) -> Result<Row> {
    let hosts = &releases.stage.hosts;
    let (ours, theirs) = hosts.split_at(hosts.len() / 2);
    let names = |hosts: &[Host]| hosts.iter().map(Host::name).collect::<Vec<_>>().join(", ");
    let repository = &releases.stage.repository;
    // Both environments have all hosts by now.
    repository.replace(
        "slipway.yml",
        &format!("hosts: [{}]", names(hosts)),
        &format!("hosts: [{}]", names(ours)),
    )?;
    repository.commit("Half of the hosts")?;
    for host in theirs {
        host.sh("docker rm --force $(docker ps --all --quiet)")?.success()?;
        releases.prepare_script(host)?;
    }
    let engines: Vec<Vec<&Docker>> =
        [ours, theirs].iter().map(|hosts| hosts.iter().map(Host::docker).collect()).collect();
    let each = "docker-compose pull && docker-compose up -d";
    let script = |round: usize| {
        let tag = format!("0.1.{}", Releases::of_round(round));
        let call = |host: &Host| {
            let name = host.name();
            format!("ssh -F $SLIPWAY_SSH_CONFIG {name} 'cd stack && export TAG={tag} && {each}' &")
        };
        let calls: Vec<String> = theirs.iter().map(call).collect();
        let command = releases.shell(&format!("{}\nwait", calls.join("\n")));
        theirs.iter().try_for_each(|host| releases.forget(host.docker(), Releases::of_round(round)))?;
        Ok(until_started(&engines[1], "api", command)?.started)
    };
    let times = in_turn(rounds, |round| until(releases, "sandbox", &engines[0], round), script)?;
    Ok(Row {
        what: "deploy to five hosts at once, until the last container runs, against the script".to_owned(),
        ours: "slipway deploy FIVE-HOSTS --release N".to_owned(),
        peer: format!("for each of five: ssh HOST 'cd stack && {each}' &  wait"),
        goal: Some(1.0),
        times,
        counted: None,
    })
}

fn until(releases: &Releases, environment: &str, engines: &[&Docker], round: usize) -> Result<Duration> {
    let release = Releases::of_round(round);
    for docker in engines {
        releases.forget(docker, release)?;
    }
    let command = releases.slipway(&["deploy", environment, "--release", &release.to_string()])?;
    Ok(until_started(engines, "api", command)?.started)
}

fn status(releases: &Releases, rounds: usize) -> Result<Row> {
    let repository = &releases.stage.repository;
    let names: Vec<&str> = releases.stage.hosts.iter().map(Host::name).collect();
    repository.replace("slipway.yml", "hosts: [host-1]", &format!("hosts: [{}]", names.join(", ")))?;
    repository.commit("Twenty places")?;
    // Both environments on each of ten hosts.
    let each = names.iter().flat_map(|name| [name, name]);
    let calls: Vec<String> = each
        .map(|name| format!("ssh -F $SLIPWAY_SSH_CONFIG {name} docker ps --no-trunc > /dev/null &"))
        .collect();
    let script = format!("{}\nwait", calls.join("\n"));
    let times = in_turn(
        rounds,
        |_| Ok(finish(releases.slipway(&["status"])?, LIMIT)?.success()?.took),
        |_| Ok(finish(releases.shell(&script), LIMIT)?.success()?.took),
    )?;
    Ok(Row {
        what: "status of twenty places on ten hosts".to_owned(),
        ours: "slipway status".to_owned(),
        peer: "ssh HOST docker ps --no-trunc &  (for each of twenty), wait".to_owned(),
        goal: Some(1.2),
        times,
        counted: None,
    })
}
