//! One service's container takes the place of another. Done again after it was killed anywhere on the way,
//! it comes to the same.

use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::{ContainerEngine, ContainerSpec, ContainerState, Cx, FoundContainer};
use slipway_hosts::{GRACE, Spot, selection};

use crate::failure::told;
use crate::wanted::Wanted;

/// A service whose container is to be what is wanted. The engine is a fenced one.
pub struct Swap<'a> {
    /// Does it.
    pub engine: &'a dyn ContainerEngine,
    /// Where.
    pub spot: &'a Spot,
    /// The service.
    pub service: &'a str,
    /// What is wanted.
    pub wanted: &'a Wanted,
    /// The same, as the engine takes it.
    pub spec: ContainerSpec,
    /// Where lines go.
    pub cx: &'a Cx,
}

/// The container that is to run.
struct New {
    id: String,
    runs: bool,
    /// It was there already, and stays where it cannot be started.
    stays: bool,
}

/// A container that the new one replaces.
struct Old {
    id: String,
    /// It runs, or was stopped by us.
    ran: bool,
    /// Its name was changed by us, or is to be.
    renamed: bool,
}

/// The containers of the service.
struct There {
    /// The one with the service's name.
    current: Option<FoundContainer>,
    /// The one that was set aside by an act that did not come to its end.
    before: Option<FoundContainer>,
    /// Those with names that the service had once.
    others: Vec<FoundContainer>,
}

impl Swap<'_> {
    /// Brings it about. On failure what was there before is there again, and the problem says so.
    pub async fn bring_about(&self) -> Result<(), Problem> {
        let mut there = self.there().await?;
        let is = |found: &FoundContainer| self.wanted.identity.is(found);
        if there.current.as_ref().is_none_or(|current| !is(current)) && there.before.as_ref().is_some_and(is)
        {
            self.come_back(&mut there).await?;
        }
        match there.current.take_if(|current| is(current)) {
            Some(current) => {
                // Where the one before is still set aside, that one goes back into its place.
                let stays = current.state != ContainerState::Created && there.before.is_none();
                let new = New { runs: current.state.is_up(), stays, id: current.id };
                self.hand_over(&new, there.olds().collect()).await
            }
            None => {
                let olds = self.set_aside(there).await?;
                let new = match self.engine.create(self.spec.clone()).await {
                    Ok(id) => New { id, runs: false, stays: false },
                    Err(problem) => return Err(self.after_failure("created", problem, None, &olds).await),
                };
                self.hand_over(&new, olds).await
            }
        }
    }

    async fn there(&self) -> Result<There, Problem> {
        let Spot { project, environment, .. } = self.spot;
        let found = self.engine.containers(&selection(project, environment, Some(self.service))).await?;
        let mut there = There { current: None, before: None, others: Vec::new() };
        for container in found {
            match container.name.as_str() {
                name if name == self.wanted.options.name => there.current = Some(container),
                name if name == self.wanted.options.name_before() => there.before = Some(container),
                _ => there.others.push(container),
            }
        }
        Ok(there)
    }

    /// The one that was set aside is the one that is wanted: it gets its name back.
    async fn come_back(&self, there: &mut There) -> Result<(), Problem> {
        if let Some(current) = there.current.take() {
            self.engine.stop(&current.id, GRACE).await?;
            self.engine.remove_keeping_volumes(&current.id).await?;
        }
        if let Some(before) = there.before.take() {
            self.engine.rename(&before.id, &self.wanted.options.name).await?;
            self.cx.log(format!("{}: the container before comes back", self.service));
            there.current = Some(before);
        }
        Ok(())
    }

    /// Frees the name. Of two containers that are not wanted the one that ran last is kept.
    async fn set_aside(&self, mut there: There) -> Result<Vec<Old>, Problem> {
        let name_before = self.wanted.options.name_before();
        if let Some(current) = there.current.take() {
            if current.state == ContainerState::Created && there.before.is_some() {
                self.engine.remove_keeping_volumes(&current.id).await?;
            } else {
                if let Some(before) = there.before.take() {
                    self.engine.stop(&before.id, GRACE).await?;
                    self.engine.remove_keeping_volumes(&before.id).await?;
                }
                self.engine.rename(&current.id, &name_before).await?;
                let mut olds: Vec<Old> = there.olds().collect();
                olds.push(Old { ran: current.state.is_up(), id: current.id, renamed: true });
                return Ok(olds);
            }
        }
        Ok(there.olds().collect())
    }

    /// Stops the old ones, starts the new one and removes the old ones.
    async fn hand_over(&self, new: &New, olds: Vec<Old>) -> Result<(), Problem> {
        if !new.runs {
            for old in &olds {
                if let Err(problem) = self.engine.stop(&old.id, GRACE).await {
                    return Err(self.after_failure("started", problem, Some(new), &olds).await);
                }
            }
            if let Err(problem) = self.engine.start(&new.id).await {
                return Err(self.after_failure("started", problem, Some(new), &olds).await);
            }
            self.cx.log(format!("{}: {} runs", self.service, self.spec.name));
        }
        for old in &olds {
            if new.runs {
                self.engine.stop(&old.id, GRACE).await?;
            }
            self.engine.remove_keeping_volumes(&old.id).await?;
        }
        Ok(())
    }

    /// Puts the old ones back, and tells what happened.
    async fn after_failure(&self, tried: &str, problem: Problem, new: Option<&New>, olds: &[Old]) -> Problem {
        if problem.code == Code::TakenOver {
            return problem;
        }
        let stays = new.is_some_and(|new| new.stays);
        let back = self.put_back(new, olds).await;
        let then = match (&back, olds.iter().any(|old| old.ran)) {
            (Err(why), _) => format!("and the one before could not be put back: {}", why.message),
            (Ok(()), true) => "the one before runs again".to_owned(),
            (Ok(()), false) if stays => "it is there still, and does not run, as before".to_owned(),
            (Ok(()), false) if olds.is_empty() => "there was none before".to_owned(),
            (Ok(()), false) => "the one before is there again, and does not run, as before".to_owned(),
        };
        let container = format!("the {}container of {}", if stays { "" } else { "new " }, self.service);
        let told = told(self.spot, &container, tried, problem, &then);
        match back {
            Ok(()) => told,
            Err(_) => told.hint(self.by_hand()),
        }
    }

    async fn put_back(&self, new: Option<&New>, olds: &[Old]) -> Result<(), Problem> {
        if let Some(new) = new.filter(|new| !new.stays) {
            self.engine.remove_keeping_volumes(&new.id).await?;
        }
        for old in olds {
            if old.renamed {
                self.engine.rename(&old.id, &self.wanted.options.name).await?;
            }
            if old.ran {
                self.engine.start(&old.id).await?;
            }
        }
        Ok(())
    }

    fn by_hand(&self) -> String {
        let (place, name, before) =
            (&self.spot.place, &self.wanted.options.name, self.wanted.options.name_before());
        format!("on {place}: `docker rm -f {name}; docker rename {before} {name} && docker start {name}`")
    }
}

impl There {
    /// All but the current one. One that was set aside ran before that.
    fn olds(self) -> impl Iterator<Item = Old> {
        let before = self.before.map(|before| Old { id: before.id, ran: true, renamed: true });
        let other = |other: FoundContainer| Old { ran: other.state.is_up(), id: other.id, renamed: false };
        before.into_iter().chain(self.others.into_iter().map(other))
    }
}
