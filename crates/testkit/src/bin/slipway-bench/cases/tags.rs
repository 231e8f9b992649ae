//! Two thousand tags with what is known of them.

use std::time::Duration;

use slipway_testkit::{RegistryOptions, Result, Stage, finish};

use crate::arguments::Arguments;
use crate::measure::{Row, Times, in_turn};

use super::login::log_in;

const LIMIT: Duration = Duration::from_secs(600);
const TAGS: usize = 2000;
/// How many tags the peer looks at in a round; the rest is reckoned.
const LOOKED_AT: usize = 50;
const ROUNDS: usize = 3;

/// Measures.
pub(crate) fn measure(arguments: &Arguments) -> Result<Vec<Row>> {
    let stage = Stage::put_up(1, &RegistryOptions::default(), Some(&arguments.programs))?;
    stage.registry.fill("recipes/api", TAGS)?;
    let rounds = arguments.rounds.unwrap_or(ROUNDS);
    let list = |data: &str| {
        let words = ["tags", "api", "--json", "--data-dir", data];
        Ok(finish(stage.laptop.command(stage.repository.folder(), &words)?, LIMIT)?.success()?.took)
    };
    let image = stage.registry.image("recipes/api");
    let home = stage.laptop.home();
    log_in(&stage)?;
    let inspect = format!(
        "skopeo inspect --tls-verify=false --authfile $DOCKER_CONFIG/config.json docker://{image}:0.1.$n"
    );
    let peer = format!("for n in $(seq {LOOKED_AT}); do {inspect} > /dev/null || exit 1; done");
    let skopeo = || {
        let took = finish(stage.laptop.shell(&peer), LIMIT)?.success()?.took;
        Ok(took * u32::try_from(TAGS / LOOKED_AT).unwrap_or(1))
    };
    let data = |name: &str| home.join(name).to_string_lossy().into_owned();
    let cold = in_turn(rounds, |round| list(&data(&format!("cold-{round}"))), |_| skopeo())?;
    let warm = in_turn(rounds.max(10), |_| list(&data("warm")), |_| Ok(Duration::from_millis(50)))?;
    Ok(vec![row("2,000 tags with metadata, nothing remembered", &peer, Some(0.1), cold), warm_row(warm)])
}

fn row(what: &str, peer: &str, goal: Option<f64>, times: Times) -> Row {
    let peer = format!("{peer} (times {})", TAGS / LOOKED_AT);
    Row {
        what: what.to_owned(),
        ours: "slipway tags api --json".to_owned(),
        peer,
        goal,
        times,
        counted: None,
    }
}

fn warm_row(times: Times) -> Row {
    Row {
        what: "the same, remembered by digest".to_owned(),
        ours: "slipway tags api --json".to_owned(),
        peer: "the limit of 50 ms".to_owned(),
        goal: Some(1.0),
        times,
        counted: None,
    }
}
