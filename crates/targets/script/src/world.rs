//! What a host says of the newest release whose script ended well.

use std::collections::BTreeMap;

use futures::future::join_all;
use slipway_domain::platform::Platform;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::world::{Health, Running, Seen, World};
use slipway_hosts::{Kit, NEWEST, Spot, look_text, state_of};

use crate::args::Facts;

/// What a look also asks.
const MORE: &str = r#"c=$(cat "$S/current" 2>/dev/null)
[ -n "$c" ] && [ -s "$S/releases/$c/facts" ] && printf 'facts %s\n' "$(head -n 1 "$S/releases/$c/facts")"
echo "disk $(free "$D")"
echo "machine $(uname -s)/$(uname -m)"
true
"#;

/// Looks at all hosts at once.
pub(crate) async fn observe(kit: &Kit, spots: &[Spot]) -> World {
    let look = spots.iter().map(|spot| async { spot.shown(place(kit, spot).await) });
    World { places: join_all(look).await }
}

async fn place(kit: &Kit, spot: &Spot) -> Result<Seen, Problem> {
    let ran = kit.script(spot, look_text(spot) + NEWEST + MORE, String::new()).await?;
    let state = state_of(spot, &ran.out())?;
    let facts = state.more.get("facts").map(|line| read(spot, line)).transpose()?;
    Ok(Seen {
        platform: platform(&state.more),
        services: facts.as_ref().map(|facts| services(facts, state.current.as_deref())).unwrap_or_default(),
        lock: state.seen_lock(),
        closed: state.closed,
        disk_free: state.bytes("disk"),
        ..Seen::default()
    })
}

fn read(spot: &Spot, line: &str) -> Result<Facts, Problem> {
    let facts: Facts = serde_json::from_str(line).map_err(|error| {
        let text = format!("what {} remembers of its release cannot be read: {error}", spot.place);
        Problem::new(Code::HostCommandFailed, text).hint("deploying again writes it anew")
    })?;
    if facts.format > 1 {
        let text = format!("what {} remembers of its release was written by a newer Slipway", spot.place);
        return Err(Problem::new(Code::HostFormatNewer, text));
    }
    Ok(facts)
}

/// What a script does is not observed: neither image nor health are known.
fn services(facts: &Facts, current: Option<&str>) -> BTreeMap<String, Running> {
    let running = |service: &crate::args::ServiceFacts| Running {
        digest: None,
        release: Some(facts.release),
        version: Some(service.version.clone()),
        commit: Some(facts.commit.clone()),
        configuration: Some(service.configuration.clone()),
        health: Health::Unknown,
        instance: current.map(str::to_owned),
    };
    facts.services.iter().map(|(name, service)| (name.clone(), running(service))).collect()
}

fn platform(told: &BTreeMap<String, String>) -> Option<String> {
    Platform::of_machine(told.get("machine")?).map(|own| own.to_string())
}
