//! A command that asks nobody.

use std::time::Duration;

use slipway_testkit::{RegistryOptions, Result, Stage, finish};

use crate::arguments::Arguments;
use crate::measure::{Row, in_turn};

const ROUNDS: usize = 30;
const LIMIT: Duration = Duration::from_secs(30);

/// Measures.
pub(crate) fn measure(arguments: &Arguments) -> Result<Vec<Row>> {
    let stage = Stage::put_up(1, &RegistryOptions::default(), Some(&arguments.programs))?;
    // A project without environments has nobody to ask.
    let text = stage.repository.read("slipway.yml")?;
    let services = text.split("environments:").next().unwrap_or_default();
    stage.repository.write("slipway.yml", services)?;
    stage.repository.commit("No environments")?;
    let folder = stage.repository.folder();
    let git = format!("cd {} && git status", folder.display());
    let times = in_turn(
        arguments.rounds.unwrap_or(ROUNDS),
        |_| Ok(finish(stage.laptop.command(folder, &["status"])?, LIMIT)?.success()?.took),
        |_| Ok(finish(stage.laptop.shell(&git), LIMIT)?.success()?.took),
    )?;
    Ok(vec![Row {
        what: "start-up: status where there is nobody to ask".to_owned(),
        ours: "slipway status".to_owned(),
        peer: "git status".to_owned(),
        goal: Some(1.5),
        times,
        counted: None,
    }])
}
