//! Reaching a service's containers: their lines, and commands in them.

use futures::StreamExt;
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{ContainerState, FoundContainer, LogStream, Terminal, TerminalSize};

use crate::kit::Kit;
use crate::shell::quote;
use crate::spot::Spot;

/// The lines of a service's containers at all places, each with its place.
pub async fn log_streams(
    kit: &Kit,
    spots: &[Spot],
    labels: &[String],
    tail: Option<u32>,
    follow: bool,
) -> Result<Vec<(String, LogStream)>, Problem> {
    let mut streams = Vec::new();
    for spot in spots {
        let engine = kit.engine(spot, String::new()).await?;
        for container in engine.containers(labels).await? {
            let lines = engine.logs(&container.id, tail, follow);
            // The connection lives as long as its engine.
            let engine = engine.clone();
            let lines = lines
                .inspect(move |_| {
                    let _ = &engine;
                })
                .boxed();
            streams.push((spot.place.clone(), lines));
        }
    }
    if streams.is_empty() { Err(none(spots, labels)) } else { Ok(streams) }
}

/// Runs a command in a service's first running container at a place, with the person's terminal.
pub async fn exec(
    kit: &Kit,
    spot: &Spot,
    labels: &[String],
    command: &[String],
    tty: bool,
) -> Result<i32, Problem> {
    let container = running_container(kit, spot, labels).await?;
    let words: Vec<String> = command.iter().map(|word| quote(word)).collect();
    let options = if tty { "-it" } else { "-i" };
    let text = format!("exec docker exec {options} {} {}", quote(&container.id), words.join(" "));
    kit.host(spot).await?.attach(&text, tty).await
}

/// Runs a command in a service's first running container at a place, on a terminal of its own.
pub async fn terminal(
    kit: &Kit,
    spot: &Spot,
    labels: &[String],
    command: &[String],
    size: TerminalSize,
) -> Result<Terminal, Problem> {
    let container = running_container(kit, spot, labels).await?;
    kit.engine(spot, String::new()).await?.terminal(&container.id, command, size).await
}

/// Hangs up on what carries a terminal's mark, in each of a service's containers that run at a place.
pub async fn hang_up(kit: &Kit, spot: &Spot, labels: &[String], mark: &str) -> Result<(), Problem> {
    let engine = kit.engine(spot, String::new()).await?;
    let found = engine.containers(labels).await?;
    let running = found.iter().filter(|container| container.state == ContainerState::Running);
    let hung_up = running.map(|container| engine.hang_up(&container.id, mark));
    futures::future::join_all(hung_up).await.into_iter().collect()
}

async fn running_container(kit: &Kit, spot: &Spot, labels: &[String]) -> Result<FoundContainer, Problem> {
    let found = kit.engine(spot, String::new()).await?.containers(labels).await?;
    let running = found.into_iter().filter(|container| container.state == ContainerState::Running);
    let first = running.min_by(|one, other| one.name.cmp(&other.name));
    first.ok_or_else(|| none(std::slice::from_ref(spot), labels))
}

fn none(spots: &[Spot], labels: &[String]) -> Problem {
    let places: Vec<&str> = spots.iter().map(|spot| spot.place.as_str()).collect();
    let service =
        labels.last().and_then(|label| label.split_once('=')).map_or("the service", |(_, name)| name);
    Problem::new(Code::ServiceNotFound, format!("no container of {service} runs on {}", places.join(", ")))
        .hint("`slipway status` shows what runs where")
}
