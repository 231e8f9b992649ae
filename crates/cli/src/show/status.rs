//! What runs where.

use slipway_engine::ports::Outstanding;
use slipway_engine::status::{EnvironmentStatus, ServiceStatus};

use super::{moment, out, person, table::table};

/// Prints a table of services and what else is to be said of each environment.
pub fn print(environments: &[EnvironmentStatus]) {
    let rows: Vec<Vec<String>> = environments.iter().flat_map(rows).collect();
    out(&table(&["ENVIRONMENT", "STATE", "SERVICE", "VERSION", "DIGEST", "HEALTH", "PLACES"], &rows));
    environments.iter().for_each(remarks);
}

/// Prints which notices have not arrived.
pub fn untold(notices: &[Outstanding]) {
    for Outstanding { channel, title, since, why, given_up } in notices {
        let end = if *given_up { ", and is not tried any more" } else { "" };
        let why = why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
        out(&format!("channel {channel} was not told since {}{end}: {title}{why}", moment(*since)));
    }
}

fn rows(environment: &EnvironmentStatus) -> Vec<Vec<String>> {
    let head = [environment.name.clone(), environment.state.as_str().to_owned()];
    if environment.services.is_empty() {
        return vec![[head.to_vec(), vec!["-".to_owned(); 5]].concat()];
    }
    let row = |service: &ServiceStatus| {
        let unknown = || if is_anywhere(service) { "differs" } else { "-" }.to_owned();
        let places: Vec<String> =
            service.places.iter().map(|place| format!("{} {}", place.name, place.health.as_str())).collect();
        let own = vec![
            service.name.clone(),
            service.version.clone().unwrap_or_else(unknown),
            service.digest.as_ref().map_or_else(unknown, |digest| digest.short().to_owned()),
            service.health.as_str().to_owned(),
            places.join(", "),
        ];
        [head.to_vec(), own].concat()
    };
    environment.services.iter().map(row).collect()
}

fn is_anywhere(service: &ServiceStatus) -> bool {
    service.places.iter().any(|place| place.digest.is_some())
}

fn remarks(environment: &EnvironmentStatus) {
    let name = &environment.name;
    for (place, why) in &environment.unseen {
        out(&format!("{name}: {place} cannot be seen: {}", why.message));
    }
    for service in &environment.services {
        service.drift.iter().for_each(|drift| out(&format!("{name}: differs: {}", drift.said)));
    }
    if let Some(lock) = &environment.lock {
        let stale = if lock.stale() { ", who seems to be gone" } else { "" };
        let owner = person(&lock.owner);
        out(&format!("{name}: locked by {owner}{stale} since {}: {}", lock.since, lock.message));
    }
    if let Some(hold) = &environment.hold {
        let since = moment(hold.since);
        out(&format!("{name}: on hold by {} since {since}: {}", person(&hold.by), hold.reason));
    }
    if let Some((until, reason)) = &environment.freeze {
        let until = until.map_or_else(|| "it is lifted".to_owned(), moment);
        let reason = reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
        out(&format!("{name}: frozen until {until}{reason}"));
    }
    for (other, places) in &environment.unmanaged {
        out(&format!("{name}: {other} on {} is not managed by Slipway", places.join(", ")));
    }
    if let Some(next) = &environment.next {
        out(&format!("{name}: next is {}", slipway_engine::select::title(next)));
    }
}
