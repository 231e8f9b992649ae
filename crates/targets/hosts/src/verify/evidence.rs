//! What shows why a container is not as it should be.

use futures::StreamExt;
use slipway_domain::entry::Evidence;
use slipway_engine::ports::{ContainerEngine, FoundContainer};

/// How many of a container's last lines are kept.
const LINES: u32 = 20;

/// State, exit code, health output and last lines of a container. What it says itself is left out where these secrets,
/// which it may print, are `unopened` here: nobody could take them out.
pub async fn of(
    engine: &dyn ContainerEngine,
    place: &str,
    service: &str,
    container: &FoundContainer,
    unopened: &[String],
) -> Vec<Evidence> {
    let piece = |what: &str, text: String| Evidence {
        place: Some(place.to_owned()),
        service: Some(service.to_owned()),
        what: what.to_owned(),
        text,
    };
    let again = match container.restarts {
        0 => String::new(),
        times => format!(", restarted {times} times"),
    };
    let mut shown = vec![piece("state", format!("{} is {}{again}", container.name, container.state))];
    shown.extend(container.exit_code.map(|code| piece("exit code", code.to_string())));
    if !unopened.is_empty() {
        let names = unopened.join(", ");
        let why = format!("not kept: they may quote {names}, which could not be opened here to take it out");
        shown.push(piece("last lines", why));
        return shown;
    }
    shown.extend(
        container.health_output.as_ref().map(|text| piece("health check", text.trim_end().to_owned())),
    );
    let lines: Vec<String> = engine
        .logs(&container.id, Some(LINES), false)
        .filter_map(|line| async { line.ok().map(|line| line.text) })
        .collect()
        .await;
    if !lines.is_empty() {
        shown.push(piece("last lines", lines.join("\n")));
    }
    shown
}
