//! Steps of a job.

use std::time::Duration;

use slipway_testkit::{RegistryOptions, Result, Stage, finish};

use crate::arguments::Arguments;
use crate::containers::steps;
use crate::measure::{Row, Times, in_turn, median};

const ROUNDS: usize = 15;
const LIMIT: Duration = Duration::from_secs(120);
/// How many steps the longer job has more than the shorter one.
const MORE: usize = 10;

/// Measures.
pub(crate) fn measure(arguments: &Arguments) -> Result<Vec<Row>> {
    let stage = Stage::put_up(1, &RegistryOptions::default(), Some(&arguments.programs))?;
    let rounds = arguments.rounds.unwrap_or(ROUNDS);
    let base = stage.registry.image("recipes/base:1");
    let peer = format!("docker run --rm -v \"$PWD:/work\" -w /work {base} sh -c true");
    let text = format!("cd {} && {peer}", stage.repository.folder().display());
    let docker = || Ok(finish(stage.laptop.shell(&text), LIMIT)?.success()?.took);
    let job = |name: &str| {
        let words = ["run", "--job", name, "--yes"];
        finish(stage.laptop.command(stage.repository.folder(), &words)?, LIMIT)?.success()
    };
    let more: String = (0..=MORE).map(|_| "{ run: \"true\" }, ").collect();
    let jobs = format!(
        "jobs:\n  one: {{ image: \"{base}\", steps: [{{ run: \"true\" }}] }}\n  many: {{ image: \"{base}\", steps: [{more}] }}\n"
    );
    stage.repository.replace("slipway.yml", "jobs:\n", &jobs)?;
    stage.repository.commit("Jobs")?;
    let mut told = String::new();
    let our_one = |_| {
        let ended = job("one")?;
        told = steps(&ended);
        Ok(ended.took)
    };
    let one = in_turn(rounds, our_one, |_| docker())?;
    let many = in_turn(rounds, |_| Ok(job("many")?.took), |_| docker())?;
    let further = further(&one, &many);
    let row = |what: &str, ours: &str, goal, times| Row {
        what: what.to_owned(),
        ours: ours.to_owned(),
        peer: peer.clone(),
        goal: Some(goal),
        times,
        counted: None,
    };
    Ok(vec![
        Row {
            counted: Some(format!("last round: {told}")),
            ..row("a job of one step, the whole command", "slipway run --job one", 0.95, one)
        },
        row("each further step of it", "(slipway run --job many - slipway run --job one) / 10", 0.3, further),
    ])
}

/// What each further step adds.
fn further(one: &Times, many: &Times) -> Times {
    let short = median(&one.ours);
    let each = |long: &Duration| long.saturating_sub(short) / u32::try_from(MORE).unwrap_or(1);
    Times { ours: many.ours.iter().map(each).collect(), peer: many.peer.clone() }
}
