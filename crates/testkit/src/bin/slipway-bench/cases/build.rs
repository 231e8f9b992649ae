//! Building and pushing a small change.

use std::time::Duration;

use slipway_testkit::{RegistryOptions, Result, Stage, TestkitError, finish};

use crate::arguments::Arguments;
use crate::measure::{Row, Times, in_turn};

use super::login::log_in;

const LIMIT: Duration = Duration::from_secs(600);
const SMALL: usize = 10;
const LARGE: usize = 5;
const GIGABYTE: usize = 1 << 30;

/// Measures.
pub(crate) fn measure(arguments: &Arguments) -> Result<Vec<Row>> {
    let stage = Stage::put_up(1, &RegistryOptions::default(), Some(&arguments.programs))?;
    log_in(&stage)?;
    let small = changes(&stage, arguments.rounds.unwrap_or(SMALL), "small")?;
    blob(&stage)?;
    let large = changes(&stage, arguments.rounds.unwrap_or(LARGE), "large")?;
    let row = |what: &str, times| Row {
        what: what.to_owned(),
        ours: "slipway push".to_owned(),
        peer: "docker build -t IMAGE . && docker push IMAGE".to_owned(),
        goal: Some(0.95),
        times,
        counted: None,
    };
    Ok(vec![
        row("build and push of a small change in a small context", small),
        row("build and push of a small change in a context of 1 GB", large),
    ])
}

/// A file of random bytes that the build does not use.
fn blob(stage: &Stage) -> Result<()> {
    let file = stage.repository.folder().join("recipes/blob.bin");
    let text = format!("head -c {GIGABYTE} /dev/urandom > {}", file.display());
    stage.laptop.root_sh(&text)?.success()?;
    let text = stage.repository.read("Dockerfile")?;
    let used = text.replace(
        "COPY recipes/ recipes/",
        "COPY recipes/*.txt recipes/\nRUN --mount=type=bind,source=recipes/blob.bin,target=/blob true",
    );
    if used == text {
        return Err(TestkitError::new("the sample's Dockerfile copies its recipes in another way"));
    }
    stage.repository.write("Dockerfile", &used)?;
    // Random bytes do not get smaller, and git would try for minutes.
    stage.repository.git(&["config", "core.compression", "0"])?;
    stage.repository.commit("A gigabyte").map(drop)
}

fn changes(stage: &Stage, rounds: usize, name: &str) -> Result<Times> {
    let folder = stage.repository.folder();
    let change = |side: &str, round: usize| -> Result<()> {
        let text = format!("Soup {side} {name} {round}\n\nServes 2\n\nBoil it.\n");
        stage.repository.write("recipes/soup.txt", &text)?;
        stage.repository.commit("Change the soup").map(drop)
    };
    in_turn(
        rounds,
        |round| {
            change("ours", round)?;
            Ok(finish(stage.laptop.command(folder, &["push", "--yes"])?, LIMIT)?.success()?.took)
        },
        |round| {
            change("theirs", round)?;
            let image = stage.registry.image(&format!("recipes/peer:{name}-{round}"));
            // Debian's client comes first: newer ones build with a plugin that may not be there.
            let build = format!(
                "PATH=/usr/bin:$PATH; cd {} && DOCKER_BUILDKIT=1 docker build -q -t {image} . && docker push -q {image}",
                folder.display()
            );
            Ok(finish(stage.laptop.shell(&build), LIMIT)?.success()?.took)
        },
    )
}
