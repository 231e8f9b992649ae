//! What environments looked like when they were last looked at. A board is drawn of it at once; looking takes longer.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use slipway_api::error::ErrorDocument;
use slipway_api::window::board::Sight;
use slipway_api::window::topic::Topic;
use slipway_domain::problem::Problem;
use slipway_domain::world::{Place, World};
use slipway_engine::project::Project;

use crate::session::Session;

/// After so many seconds without a look what is shown counts as old.
const OLD_AFTER: i64 = 180;

/// Sights by project and environment.
#[derive(Default)]
pub(crate) struct Sights {
    all: Mutex<HashMap<(String, String), Seen>>,
}

/// What was last seen.
#[derive(Clone, Default)]
pub(crate) struct Seen {
    /// What its places showed; places that do not answer now as they were before.
    pub world: World,
    /// When all that is shown was seen.
    pub at: Option<Timestamp>,
    /// It is being looked at.
    looking: bool,
    /// Why the last look did not show everything.
    problem: Option<Problem>,
    /// The places that did not answer, and why.
    pub silent: Vec<(String, Problem)>,
}

impl Seen {
    /// How old what is shown is.
    pub fn sight(&self, now: Timestamp) -> Sight {
        let age = self.at.map(|at| now.as_second() - at.as_second());
        Sight {
            at: self.at.map(|at| at.to_string()),
            looking: self.looking,
            stale: !self.silent.is_empty() || age.is_some_and(|age| age > OLD_AFTER),
            problem: self.problem.as_ref().map(|problem| ErrorDocument::from(problem).error),
        }
    }

    /// Takes over what a look showed.
    fn take(&mut self, world: World, now: Timestamp) {
        let before = std::mem::take(&mut self.world);
        self.silent = world
            .places
            .iter()
            .filter_map(|place| Some((place.name.clone(), place.seen.as_ref().err()?.clone())))
            .collect();
        self.problem = self.silent.first().map(|(_, problem)| problem.clone());
        if self.silent.is_empty() || self.at.is_none() {
            self.at = Some(now);
        }
        self.world =
            World { places: world.places.into_iter().map(|place| or_before(place, &before)).collect() };
    }
}

/// A place as it is, or as it was seen before while it does not answer.
fn or_before(place: Place, before: &World) -> Place {
    if place.seen.is_ok() {
        return place;
    }
    let known = before.places.iter().find(|one| one.name == place.name && one.seen.is_ok());
    known.cloned().unwrap_or(place)
}

impl Sights {
    /// What was last seen of an environment; nothing before the first look.
    pub fn of(&self, project: &str, environment: &str) -> Seen {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&key(project, environment)).cloned().unwrap_or_default()
    }

    fn change<T>(&self, project: &str, environment: &str, change: impl FnOnce(&mut Seen) -> T) -> T {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        change(all.entry(key(project, environment)).or_default())
    }
}

fn key(project: &str, environment: &str) -> (String, String) {
    (project.to_owned(), environment.to_owned())
}

impl Session {
    /// Looks at an environment now. One that is being looked at already is not looked at twice.
    pub(crate) async fn look(&self, project: &Project, environment: &str) -> Result<(), Problem> {
        let name = project.name();
        let begun =
            self.inner.sights.change(name, environment, |seen| !std::mem::replace(&mut seen.looking, true));
        if !begun {
            return Ok(());
        }
        let topic = Topic::Sight { project: name.to_owned(), environment: environment.to_owned() };
        self.changed(vec![topic.clone()]);
        let looked = project.sight(environment).await;
        let now = project.clock.now();
        let result = self.inner.sights.change(name, environment, |seen| {
            seen.looking = false;
            match looked {
                Ok(world) => {
                    seen.take(world, now);
                    Ok(())
                }
                Err(problem) => {
                    seen.problem = Some(problem.clone());
                    Err(problem)
                }
            }
        });
        self.changed(vec![topic]);
        result
    }

    /// Looks in the background at an environment that was not looked at yet.
    pub(crate) fn look_soon(&self, project: &std::sync::Arc<Project>, environment: &str) {
        let (session, project, environment) = (self.clone(), project.clone(), environment.to_owned());
        let runtime = tokio::runtime::Handle::current();
        tokio::task::spawn_blocking(move || runtime.block_on(session.look(&project, &environment)));
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use slipway_domain::problem::Code;
    use slipway_domain::world::Seen as PlaceSeen;

    use super::*;

    fn place(name: &str, seen: Result<PlaceSeen, Problem>) -> Place {
        Place { name: name.into(), kind: "host".into(), seen }
    }

    #[test]
    fn a_place_that_falls_silent_stays_as_it_was_seen_and_the_age_with_it() {
        let [first, later] = [100, 200].map(|second| Timestamp::from_second(second).unwrap());
        let running = PlaceSeen { platform: Some("linux/amd64".into()), ..PlaceSeen::default() };
        let gone = || Err(Problem::new(Code::HostUnreachable, "no answer"));
        let mut seen = Seen::default();
        seen.take(World { places: vec![place("a", Ok(running.clone())), place("b", gone())] }, first);
        assert_eq!(seen.sight(first).at.as_deref(), Some("1970-01-01T00:01:40Z"));
        assert!(seen.sight(first).stale, "b never answered");
        seen.take(World { places: vec![place("a", gone()), place("b", Ok(running.clone()))] }, later);
        assert_eq!(seen.world.places[0].seen, Ok(running.clone()));
        assert_eq!(seen.silent.len(), 1);
        assert_eq!(seen.at, Some(first));
        seen.take(World { places: vec![place("a", Ok(running.clone())), place("b", Ok(running))] }, later);
        assert!(!seen.sight(later).stale);
        assert_eq!(seen.at, Some(later));
    }
}
