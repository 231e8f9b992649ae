//! What environments looked like when they were last looked at. A board is drawn of it at once; looking takes longer.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

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
/// What the window shows is looked at again after this, since what happens at a place tells nobody.
const AGAIN_AFTER: Duration = Duration::from_secs(60);

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
    /// When the look began that showed all that is shown.
    pub at: Option<Timestamp>,
    /// When the look began that showed a place as it is shown, by place.
    shown: HashMap<String, Timestamp>,
    looking: Looking,
    /// When the last look began; `None` before the first.
    begun: Option<Instant>,
    /// Why the last look did not show everything.
    problem: Option<Problem>,
    /// The places that did not answer, and why.
    pub silent: Vec<(String, Problem)>,
}

/// Whether it is being looked at, and whether that begins once more because something happened meanwhile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Looking {
    #[default]
    No,
    Now,
    Again,
}

impl Seen {
    /// Whether a place was seen after that. What was seen before an operation ended says nothing of what that left
    /// there, whether other places answer or not.
    pub fn is_since(&self, place: &str, ended: Option<Timestamp>) -> bool {
        self.shown.get(place).is_some_and(|at| ended.is_none_or(|ended| *at >= ended))
    }

    /// Whether a place is about to be looked at, since an operation ended that may have left something there. One that
    /// did not answer is not waited for.
    pub fn is_coming(&self, place: &str, ended: Option<Timestamp>) -> bool {
        !self.is_since(place, ended) && !self.silent.iter().any(|(silent, _)| silent == place)
    }

    /// A look is asked for. Whether it begins; otherwise whoever is at it looks once more.
    fn begin(&mut self) -> bool {
        let begins = self.looking == Looking::No;
        self.looking = if begins { Looking::Now } else { Looking::Again };
        if begins {
            self.begun = Some(Instant::now());
        }
        begins
    }

    /// A look is over. Whether another one begins at once.
    fn end(&mut self) -> bool {
        let again = self.looking == Looking::Again;
        self.looking = if again { Looking::Now } else { Looking::No };
        again
    }

    fn is_to_be_looked_at_again(&self) -> bool {
        self.looking == Looking::No && self.begun.is_some_and(|begun| begun.elapsed() > AGAIN_AFTER)
    }

    /// How old what is shown is.
    pub fn sight(&self, now: Timestamp) -> Sight {
        let age = self.at.map(|at| now.as_second() - at.as_second());
        Sight {
            at: self.at.map(|at| at.to_string()),
            looking: self.looking != Looking::No,
            stale: !self.silent.is_empty() || age.is_some_and(|age| age > OLD_AFTER),
            problem: self.problem.as_ref().map(|problem| ErrorDocument::from(problem).error),
        }
    }

    /// Takes over what a look showed.
    pub fn take(&mut self, world: World, now: Timestamp) {
        let before = std::mem::take(&mut self.world);
        self.silent = world
            .places
            .iter()
            .filter_map(|place| Some((place.name.clone(), place.seen.as_ref().err()?.clone())))
            .collect();
        self.problem = self.silent.first().map(|(_, problem)| problem.clone());
        self.shown.extend(world.seen_places().map(|(place, _)| (place.name.clone(), now)));
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
        self.all().get(&key(project, environment)).cloned().unwrap_or_default()
    }

    /// Forgets what was seen of a project that the window no longer has.
    pub fn forget(&self, project: &str) {
        self.all().retain(|(name, _), _| name != project);
    }

    /// The environments that were looked at, but not lately.
    fn old(&self) -> Vec<(String, String)> {
        let all = self.all();
        let old = all.iter().filter(|(_, seen)| seen.is_to_be_looked_at_again());
        old.map(|(key, _)| key.clone()).collect()
    }

    /// Whether somebody was shown it.
    fn has(&self, project: &str, environment: &str) -> bool {
        self.all().contains_key(&key(project, environment))
    }

    fn change<T>(&self, project: &str, environment: &str, change: impl FnOnce(&mut Seen) -> T) -> T {
        change(self.all().entry(key(project, environment)).or_default())
    }

    /// Changes what is there; nothing where it was forgotten meanwhile.
    fn change_known<T>(
        &self,
        project: &str,
        environment: &str,
        change: impl FnOnce(&mut Seen) -> T,
    ) -> Option<T> {
        self.all().get_mut(&key(project, environment)).map(change)
    }

    fn all(&self) -> MutexGuard<'_, HashMap<(String, String), Seen>> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn key(project: &str, environment: &str) -> (String, String) {
    (project.to_owned(), environment.to_owned())
}

impl Session {
    /// Looks at an environment now. One that is being looked at is looked at once more afterwards, by whoever is at
    /// it. Says whether what this was asked for has been seen when it returns.
    pub(crate) async fn look(&self, project: &Arc<Project>, environment: &str) -> Result<bool, Problem> {
        if !self.inner.sights.change(project.name(), environment, Seen::begin) {
            return Ok(false);
        }
        self.told_of(project, environment);
        loop {
            let (again, result) = self.look_once(project, environment).await;
            self.told_of(project, environment);
            if !again {
                self.look_for_images_soon(project, environment);
                return result.map(|()| true);
            }
        }
    }

    /// Looks, and says whether somebody asked for another look meanwhile.
    async fn look_once(&self, project: &Project, environment: &str) -> (bool, Result<(), Problem>) {
        // What happens while it is looked at may be seen or not.
        let begun = project.clock.now();
        let looked = project.sight(environment).await;
        let result = looked.as_ref().map(|_| ()).map_err(Problem::clone);
        let again = self.inner.sights.change_known(project.name(), environment, |seen| {
            match looked {
                Ok(world) => seen.take(world, begun),
                Err(problem) => seen.problem = Some(problem),
            }
            seen.end()
        });
        // Of a project that was left out of the window meanwhile nothing is kept.
        (again.unwrap_or(false), result)
    }

    /// Asks registries in the background what an environment can be rolled back to: they keep nobody waiting for what
    /// its places show.
    fn look_for_images_soon(&self, project: &Arc<Project>, environment: &str) {
        let (session, project, environment) = (self.clone(), project.clone(), environment.to_owned());
        let runtime = tokio::runtime::Handle::current();
        tokio::task::spawn_blocking(move || {
            runtime.block_on(async {
                let world = session.inner.sights.of(project.name(), &environment).world;
                // A ledger that cannot be read now is read at the next look.
                if project.look_for_images(&environment, &world).await.unwrap_or(false) {
                    session.told_of(&project, &environment);
                }
            });
        });
    }

    fn told_of(&self, project: &Project, environment: &str) {
        let (project, environment) = (project.name().to_owned(), environment.to_owned());
        self.changed(vec![Topic::Sight { project, environment }]);
    }

    /// Looks in the background at an environment that was not looked at yet.
    pub(crate) fn look_first(&self, project: &Arc<Project>, environment: &str) {
        let is_first = self.inner.sights.change(project.name(), environment, |seen| {
            let is_first = seen.begun.is_none();
            seen.begun.get_or_insert_with(Instant::now);
            is_first
        });
        if is_first {
            self.look_soon(project, environment);
        }
    }

    /// Looks in the background at an environment.
    pub(crate) fn look_soon(&self, project: &Arc<Project>, environment: &str) {
        let (session, project, environment) = (self.clone(), project.clone(), environment.to_owned());
        let runtime = tokio::runtime::Handle::current();
        tokio::task::spawn_blocking(move || runtime.block_on(session.look(&project, &environment)));
    }

    /// Looks in the background at an environment to which something happened, if somebody was shown it.
    pub(crate) fn look_again(&self, project: String, environment: String) {
        if !self.inner.sights.has(&project, &environment) {
            return;
        }
        let (session, runtime) = (self.clone(), tokio::runtime::Handle::current());
        tokio::task::spawn_blocking(move || {
            runtime.block_on(async {
                // One that is no longer there, or in no file any more, is not looked at.
                if let Ok(project) = session.project(&project).await
                    && project.environment(&environment).is_ok()
                {
                    let _ = session.look(&project, &environment).await;
                }
            });
        });
    }

    /// While somebody looks at the window: what it shows is looked at again from time to time.
    pub(crate) fn look_at_what_is_old(&self) {
        if !self.is_looked_at() {
            return;
        }
        for (project, environment) in self.inner.sights.old() {
            self.look_again(project, environment);
        }
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

    #[test]
    fn what_happens_while_it_is_looked_at_is_looked_at_once_more() {
        let mut seen = Seen::default();
        assert!(seen.begin(), "nobody is at it");
        assert!(!seen.begin() && !seen.begin(), "somebody is at it");
        assert!(seen.end(), "once more");
        assert!(seen.sight(Timestamp::UNIX_EPOCH).looking);
        assert!(!seen.end(), "and no more");
        assert!(!seen.sight(Timestamp::UNIX_EPOCH).looking);
        assert!(seen.begin());
    }

    #[test]
    fn what_was_seen_of_a_place_before_an_operation_ended_is_not_what_that_left() {
        let [before, ended, after] = [100, 200, 300].map(|second| Timestamp::from_second(second).unwrap());
        let running = || Ok(PlaceSeen::default());
        let gone = || Err(Problem::new(Code::HostUnreachable, "no answer"));
        let mut seen = Seen::default();
        assert!(!seen.is_since("a", None), "nothing was seen");
        seen.take(World { places: vec![place("a", running()), place("b", running())] }, before);
        assert!(seen.is_since("a", None) && !seen.is_since("a", Some(ended)));
        assert!(seen.is_coming("a", Some(ended)) && !seen.is_coming("a", Some(before)));
        seen.take(World { places: vec![place("a", running()), place("b", gone())] }, after);
        assert!(seen.is_since("a", Some(ended)), "that b is silent hides nothing of a");
        assert!(seen.is_since("b", None) && !seen.is_since("b", Some(ended)));
        assert!(!seen.is_coming("b", Some(ended)), "nobody waits for what does not answer");
    }

    #[test]
    fn only_what_somebody_was_shown_and_what_was_not_seen_lately_is_looked_at_again() {
        let Some(long_ago) = Instant::now().checked_sub(AGAIN_AFTER * 2) else { return };
        let sights = Sights::default();
        sights.change("recipes", "sandbox", |seen| seen.begun = Some(long_ago));
        sights.change("recipes", "production", |seen| seen.begun = Some(Instant::now()));
        sights.change("recipes", "staging", |seen| {
            (seen.begun, seen.looking) = (Some(long_ago), Looking::Now);
        });
        assert_eq!(sights.old(), [key("recipes", "sandbox")]);
        assert!(sights.has("recipes", "sandbox") && !sights.has("billing", "sandbox"));
        sights.forget("recipes");
        assert!(!sights.has("recipes", "sandbox"));
    }

    #[test]
    fn a_look_brings_nothing_back_that_was_forgotten_meanwhile() {
        let sights = Sights::default();
        assert!(sights.change("recipes", "sandbox", Seen::begin));
        sights.forget("recipes");
        assert_eq!(sights.change_known("recipes", "sandbox", Seen::end), None);
        assert!(!sights.has("recipes", "sandbox"));
    }
}
