//! What an environment ran after each of its deployments, as far as a rollback can go back to it. Pure.

use slipway_domain::deployment::Deployment;
use slipway_domain::operation::Kind;
use slipway_domain::problem::Problem;
use slipway_domain::release::Release;

use crate::select;

/// What ran at one time: per service the deployment that put it there.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// One deployment per release, with the services that come from it, in the order in which they went out.
    parts: Vec<Deployment>,
    /// Nothing else ran. Not so where all that is known is a deployment of single services.
    whole: bool,
    /// The services of which another laptop's deployment ran until then, so that nobody here knows what was before.
    over: Vec<String>,
}

/// A deployment as the history is told of it.
#[derive(Debug, Clone)]
pub struct Told {
    /// What it is called.
    pub kind: Kind,
    /// What went out.
    pub deployment: Deployment,
    /// The services that had been deployed by another laptop until then.
    pub over: Vec<String>,
}

impl From<(Kind, Deployment)> for Told {
    fn from((kind, deployment): (Kind, Deployment)) -> Self {
        Self { kind, deployment, over: Vec::new() }
    }
}

impl State {
    /// The part that a service comes from.
    fn part(&self, service: &str) -> Option<&Deployment> {
        self.parts.iter().find(|part| part.services.iter().any(|name| name == service))
    }

    /// Every service, with the part that it comes from.
    fn services(&self) -> impl Iterator<Item = (&String, &Deployment)> {
        self.parts.iter().flat_map(|part| part.services.iter().map(move |service| (service, part)))
    }

    fn has(&self, part: &Deployment) -> bool {
        self.parts.iter().any(|known| same_origin(known, part))
    }

    fn same(&self, other: &Self) -> bool {
        let in_other = |(service, part): (&String, &Deployment)| {
            other.part(service).is_some_and(|there| same_origin(part, there))
        };
        self.whole == other.whole
            && self.services().count() == other.services().count()
            && self.services().all(in_other)
    }

    /// Takes services out, and the parts that have none left.
    fn without(&mut self, services: &[String]) {
        self.parts.iter_mut().for_each(|part| part.services.retain(|name| !services.contains(name)));
        self.parts.retain(|part| !part.services.is_empty());
    }

    /// What runs once a deployment has gone out on top of it.
    fn after(&self, deployment: &Deployment) -> Self {
        let mut state = if deployment.is_whole() { Self::default() } else { self.clone() };
        state.whole |= deployment.is_whole();
        state.over.clear();
        for part in deployment.parts() {
            state.without(&part.services);
            let mut services = part.services.clone();
            if let Some(at) = state.parts.iter().position(|known| same_origin(known, part)) {
                services.extend(state.parts.remove(at).services);
            }
            state.parts.push(alone(part, services));
        }
        state
    }

    /// The same as though a service had always come from that part: it went out before all that is left.
    fn with_service_of(&mut self, service: &str, part: &Deployment) {
        self.without(&[service.to_owned()]);
        match self.parts.iter_mut().find(|known| same_origin(known, part)) {
            Some(known) => {
                known.services.push(service.to_owned());
                known.services.sort();
            }
            None => self.parts.insert(0, alone(part, vec![service.to_owned()])),
        }
    }

    /// What brings it about again; `None` where nothing ran.
    fn deployment(&self) -> Option<Deployment> {
        let (newest, others) = self.parts.split_last()?;
        let mut deployment = Deployment { others: others.to_vec(), ..newest.clone() };
        let told = deployment.is_whole() == self.whole && others.is_empty();
        deployment.whole = (!told).then_some(self.whole);
        Some(deployment)
    }

    /// What brings some of its services about again, and touches no other.
    fn only(&self, services: &[String]) -> Option<Deployment> {
        let mut state = Self { parts: self.parts.clone(), ..Self::default() };
        let others: Vec<String> =
            self.services().map(|(name, _)| name.clone()).filter(|name| !services.contains(name)).collect();
        state.without(&others);
        state.deployment()
    }
}

/// A part by itself, for these services.
fn alone(part: &Deployment, mut services: Vec<String>) -> Deployment {
    services.sort();
    Deployment { services, whole: None, others: Vec::new(), ..part.clone() }
}

/// Whether a service that comes from the one comes from the other as well: the same release, with the same
/// configuration and recipe.
fn same_origin(one: &Deployment, other: &Deployment) -> bool {
    one.release == other.release && one.configuration == other.configuration && one.recipe == other.recipe
}

/// The states of an environment that a rollback can go back to, and the one that it is in now.
///
/// Each deploy or promotion adds one. A rollback takes away what lies above the state that it restored, so that
/// rolling back twice goes further back; one of single services does so for these services alone.
#[derive(Debug, Clone, Default)]
pub struct History {
    /// Oldest first.
    states: Vec<State>,
    /// Whether nothing was before them.
    all: bool,
}

impl History {
    /// The history that these deployments make, which come newest first. Where they are not `all` there are, it
    /// says nothing of what it cannot know: the first state is one that a deployment brought about alone.
    pub fn of(newest_first: Vec<impl Into<Told>>, all: bool) -> Self {
        let mut history = Self { states: Vec::new(), all };
        for Told { kind, deployment, over } in newest_first.into_iter().rev().map(Into::into) {
            if !all && history.states.is_empty() && !deployment.is_whole() {
                // What the other services are is not in sight.
                continue;
            }
            let state = history.states.last().cloned().unwrap_or_default().after(&deployment);
            match kind {
                Kind::Rollback => history.go_back(&deployment, state),
                _ => history.states.push(State { over, ..state }),
            }
        }
        history
    }

    fn go_back(&mut self, to: &Deployment, state: State) {
        let found = if to.is_whole() { self.truncate_to(&state) } else { self.forget(to) };
        if !found {
            let known = self.all || to.is_whole();
            if !self.all {
                // It went back to what is not in sight, so nobody can tell from here what lies below.
                self.states.clear();
            }
            self.states.extend(known.then_some(state));
        }
        // What was deployed twice in a row is one state to go back from.
        self.states.dedup_by(|newer, older| newer.same(older));
    }

    /// Takes away what lies above a state. False where it never was.
    fn truncate_to(&mut self, state: &State) -> bool {
        let at = self.states.iter().rposition(|known| known.same(state));
        self.states.truncate(at.map_or(self.states.len(), |at| at + 1));
        at.is_some()
    }

    /// Takes away what single services were above where they went back to. False where one was never there.
    fn forget(&mut self, to: &Deployment) -> bool {
        let stood = |part: &Deployment, service: &String| {
            let as_wanted = |state: &State| state.part(service).is_some_and(|known| same_origin(known, part));
            Some((service.clone(), self.states.iter().rposition(as_wanted)?, part.clone()))
        };
        let wanted = to.parts().flat_map(|part| part.services.iter().map(move |service| (part, service)));
        let found: Option<Vec<_>> = wanted.map(|(part, service)| stood(part, service)).collect();
        let Some(found) = found else { return false };
        for (service, at, part) in &found {
            self.states[at + 1..].iter_mut().for_each(|state| state.with_service_of(service, part));
        }
        true
    }

    fn top(&self) -> Option<&State> {
        self.states.last()
    }

    /// What runs now, as far as is known: what puts it there again.
    pub fn now(&self) -> Option<Deployment> {
        self.top()?.deployment()
    }

    /// The same for some services alone; `None` where none of them runs.
    pub(crate) fn now_of(&self, services: &[String]) -> Option<Deployment> {
        self.top()?.only(services)
    }

    /// The services of which nobody here knows what was before, among these or of all: they were put there over what
    /// another laptop had deployed.
    pub fn lost(&self, services: Option<&[String]>) -> Vec<String> {
        let Some(services) = services else {
            return self.top().map(|top| top.over.clone()).unwrap_or_default();
        };
        services.iter().filter(|service| self.is_lost(service)).cloned().collect()
    }

    fn is_lost(&self, service: &String) -> bool {
        let Some(now) = self.top().and_then(|top| top.part(service)) else { return false };
        let as_now = |state: &&State| state.part(service).is_some_and(|part| same_origin(part, now));
        let since = self.states.iter().rev().take_while(as_now);
        since.last().is_some_and(|began| began.over.contains(service))
    }

    /// The state before, or what stood before each of these services. What it says of services that are
    /// [`History::lost`] is not so.
    pub fn before(&self, services: Option<&[String]>) -> Option<Deployment> {
        let Some(services) = services else {
            return self.states.iter().rev().nth(1)?.deployment();
        };
        let mut state = State::default();
        for service in services {
            if let Some(part) = self.earlier(service).next() {
                state.with_service_of(service, part);
            }
        }
        let age = |part: &Deployment| self.states.iter().position(|state| state.has(part));
        state.parts.sort_by_key(age);
        state.only(services)
    }

    /// Whether [`History::before`] says all there is to say.
    pub(crate) fn reaches_before(&self, services: Option<&[String]>) -> bool {
        self.all
            || !self.lost(services).is_empty()
            || match services {
                None => self.states.len() > 1,
                Some(services) => services.iter().all(|service| self.earlier(service).next().is_some()),
            }
    }

    /// How many states are in sight, the one that it is in now among them.
    pub fn depth(&self) -> usize {
        self.states.len()
    }

    /// What a service was before it became what it is now, newest first.
    pub fn earlier(&self, service: &str) -> impl Iterator<Item = &Deployment> {
        let (now, older) = match self.states.split_last() {
            Some((now, older)) => (now.part(service), older),
            None => (None, &[][..]),
        };
        let mut last = now;
        let older = older.iter().rev().filter_map(move |state| state.part(service));
        older.filter(move |part| {
            let other = last.is_none_or(|last| !same_origin(last, part));
            last = Some(part);
            other
        })
    }

    /// The newest state that a named release was the last to bring about, or in which it is what these services
    /// come from.
    pub fn named(&self, text: &str, services: Option<&[String]>) -> Result<Option<Deployment>, Problem> {
        let parts = self.states.iter().flat_map(|state| &state.parts);
        let mut releases: Vec<Release> = parts.map(|part| part.release.clone()).collect();
        releases.sort_by_key(|release| std::cmp::Reverse(release.number));
        releases.dedup_by_key(|release| release.number);
        let number = select::named(text, &releases)?.number;
        let is = |part: Option<&Deployment>| part.is_some_and(|part| part.release.number == number);
        let mut newest_first = self.states.iter().rev();
        Ok(match services {
            None => newest_first.find(|state| is(state.parts.last())).and_then(State::deployment),
            Some(services) => newest_first
                .find(|state| services.iter().all(|service| is(state.part(service))))
                .and_then(|state| state.only(services)),
        })
    }
}

#[cfg(test)]
pub(super) mod tests;
