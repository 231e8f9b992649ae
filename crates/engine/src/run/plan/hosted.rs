//! What whoever runs registries says of the repositories that a run writes to: one that is missing is made or refused,
//! and a tag that could not move there is refused before anything is built.

use std::collections::BTreeMap;

use serde_json::json;
use slipway_domain::ids::StepId;
use slipway_domain::plan::{Effect, Step};
use slipway_domain::problem::{Code, Problem};
use slipway_domain::repository::host_of;

use super::Context;
use super::images::tags_that_move;
use crate::ports::Hosted;
use crate::project::Project;
use crate::steps::push::{self, PushArgs};
use crate::steps::repository::{self, RepositoryArgs};
use crate::steps::tag::{self, TagArgs};

/// What a run does to one repository.
#[derive(Default)]
struct Writes {
    /// The services that are pushed to it.
    pushed: Vec<String>,
    /// The tags that it moves there, each with its service.
    moved: Vec<(String, String)>,
}

impl Project {
    /// The steps with those before them that make missing repositories.
    pub(super) async fn with_repositories(
        &self,
        mut steps: Vec<Step>,
        context: &Context<'_>,
    ) -> Result<Vec<Step>, Problem> {
        for (name, writes) in self.writes(&steps, context)? {
            let creates = self.image_host.creates(host_of(&name));
            let known = match self.image_host.repository(&name).await {
                // Who pushes need not be allowed to ask that; then the push says what is wrong.
                Err(_) if !creates => continue,
                known => known?,
            };
            match known {
                Some(hosted) => refuse_fixed(&name, &hosted, &writes)?,
                None if writes.pushed.is_empty() => {}
                None if creates => create(&name, &writes, &mut steps),
                None => return Err(missing(&name)),
            }
        }
        Ok(steps)
    }

    /// What steps do to the repositories that somebody runs who can be asked about them.
    fn writes(&self, steps: &[Step], context: &Context<'_>) -> Result<BTreeMap<String, Writes>, Problem> {
        let mut all: BTreeMap<String, Writes> = BTreeMap::new();
        let asked = |repository: &str| self.image_host.runs(host_of(repository));
        for step in steps.iter().filter(|step| step.effect.executor == push::NAME) {
            let args: PushArgs = step.effect.read()?;
            if asked(&args.repository) {
                all.entry(args.repository).or_default().pushed.push(args.service);
            }
        }
        for step in steps.iter().filter(|step| step.effect.executor == tag::NAME) {
            let args: TagArgs = step.effect.read()?;
            let Some(service) = context.config.services.get(&args.service) else { continue };
            if asked(&args.repository) {
                let moving = tags_that_move(context, service)?;
                let moved = args.tags.into_iter().filter(|tag| moving.contains(tag));
                let moved = moved.map(|tag| (args.service.clone(), tag));
                all.entry(args.repository).or_default().moved.extend(moved);
            }
        }
        Ok(all)
    }
}

/// A moving tag that would be refused when the image is there already and the release nearly is.
fn refuse_fixed(name: &str, hosted: &Hosted, writes: &Writes) -> Result<(), Problem> {
    let Some((service, tag)) = writes.moved.iter().find(|(_, tag)| hosted.fixed.holds(tag)) else {
        return Ok(());
    };
    let message = format!(
        "the tag {tag} of {service} is to move on with each release, and a tag in {name} never moves: \
         the repository is immutable"
    );
    Err(Problem::new(Code::TagFixed, message)
        .details(json!({ "repository": name, "tag": tag, "service": service })))
}

/// Puts a step before the pushes to a repository that makes it.
fn create(name: &str, writes: &Writes, steps: &mut Vec<Step>) {
    // Tags that move need a repository in which they can; Slipway itself never moves a version's.
    let fixed = writes.moved.is_empty();
    let Some(service) = writes.pushed.first() else { return };
    let id: StepId = format!("repository/{service}").into();
    let action = match fixed {
        true => format!("create the repository {name}, in which no tag ever moves"),
        false => format!("create the repository {name}"),
    };
    let args = RepositoryArgs { repository: name.to_owned(), fixed };
    let effect = Effect::new(repository::NAME, repository::CREATE, args);
    let pushes = |step: &Step| {
        step.effect.executor == push::NAME
            && step.effect.args.get("repository").and_then(|one| one.as_str()) == Some(name)
    };
    for step in steps.iter_mut().filter(|step| pushes(step)) {
        step.needs.push(id.clone());
    }
    let first = steps.iter().position(pushes).unwrap_or(steps.len());
    steps.insert(first, Step::new(id, Vec::new(), &action, effect));
}

fn missing(name: &str) -> Problem {
    let host = host_of(name);
    let message = format!("there is no repository {name}, and this registry makes none with the first push");
    Problem::new(Code::RegistryNotFound, message)
        .hint(format!(
            "create it, or let Slipway do that: `registries: {{ \"{host}\": {{ create: true }} }}`"
        ))
        .details(json!({ "repository": name }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ports::FixedTags;

    fn pushed(service: &str, repository: &str) -> Step {
        let args = PushArgs {
            service: service.into(),
            repository: repository.into(),
            version: "0.1.5".into(),
            built_by: format!("build/{service}").as_str().into(),
            fixed: false,
        };
        let needs = vec![format!("build/{service}").as_str().into()];
        let effect = Effect::new(push::NAME, push::IMAGE, args);
        Step::new(format!("push/{service}").into(), needs, "push", effect)
    }

    #[test]
    fn every_push_to_a_new_repository_waits_until_it_is_made() {
        let mut steps = vec![
            pushed("other", "r.example.com/other"),
            pushed("api", "r.example.com/all"),
            pushed("web", "r.example.com/all"),
        ];
        let writes = Writes { pushed: vec!["api".into(), "web".into()], moved: Vec::new() };
        create("r.example.com/all", &writes, &mut steps);
        let told: Vec<(&str, usize)> =
            steps.iter().map(|step| (step.id.0.as_str(), step.needs.len())).collect();
        assert_eq!(told, [("push/other", 1), ("repository/api", 0), ("push/api", 2), ("push/web", 2)]);
        let args: RepositoryArgs = steps[1].effect.read().unwrap();
        assert_eq!(args, RepositoryArgs { repository: "r.example.com/all".into(), fixed: true });
    }

    #[test]
    fn a_repository_for_tags_that_move_is_not_immutable() {
        let mut steps = vec![pushed("api", "r.example.com/api")];
        let moved = vec![("api".into(), "develop".into())];
        create("r.example.com/api", &Writes { pushed: vec!["api".into()], moved }, &mut steps);
        let args: RepositoryArgs = steps[0].effect.read().unwrap();
        assert!(!args.fixed);
    }

    #[test]
    fn a_tag_that_cannot_move_is_refused_by_name() {
        let moved = ["develop", "edge"].map(|tag| ("api".to_owned(), tag.to_owned())).to_vec();
        let writes = Writes { pushed: vec!["api".into()], moved };
        let asked = |fixed| refuse_fixed("r.example.com/api", &Hosted { fixed }, &writes);
        assert!(asked(FixedTags::None).is_ok());
        assert!(asked(FixedTags::AllBut(vec!["develop".into(), "edge".into()])).is_ok());
        let problem = asked(FixedTags::AllBut(vec!["dev*".into()])).unwrap_err();
        assert_eq!(problem.code, Code::TagFixed);
        assert!(problem.message.contains("the tag edge of api"), "{problem}");
        let unmoved = Writes { moved: Vec::new(), ..writes };
        assert!(refuse_fixed("r.example.com/api", &Hosted { fixed: FixedTags::All }, &unmoved).is_ok());
    }
}
