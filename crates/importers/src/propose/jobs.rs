//! Jobs of CI files that can run as jobs of Slipway.

use slipway_domain::config::looks_like_secret;

use super::services::Service;
use super::{Draft, from, names};
use crate::ci::{CiJob, CiStep};
use crate::deeds::{Act, Deed};
use crate::place::{Origin, Place};
use crate::variables::filled;

/// A job to propose.
struct Chosen<'f> {
    name: String,
    job: &'f CiJob,
    image: (String, Origin),
    steps: Vec<&'f CiStep>,
}

/// Writes the jobs that test, and one that builds.
pub(super) fn write(services: &[Service], draft: &mut Draft) {
    let facts = draft.facts;
    let mut chosen: Vec<Chosen> = Vec::new();
    for job in &facts.jobs {
        let steps = steps(job, &facts.deeds);
        if steps.is_empty() {
            continue;
        }
        match image(job, draft) {
            Ok(image) => {
                let wanted = names::job(&job.name).unwrap_or_else(|| "job".to_owned());
                let name = names::free(&wanted, |name| chosen.iter().any(|other| other.name == name));
                chosen.push(Chosen { name, job, image, steps });
            }
            Err(why) => {
                draft.findings.add(Some(&job.place()), format!("Job `{}` was left out: {why}.", job.name))
            }
        }
    }
    if chosen.is_empty() {
        return;
    }
    draft.page.open(0, "jobs", None);
    for one in &chosen {
        job(one, &chosen, draft);
    }
    build(&chosen, services, draft);
}

/// The steps that are no part of building and deploying images. Empty if it is a job for that.
fn steps<'f>(job: &'f CiJob, deeds: &[Deed]) -> Vec<&'f CiStep> {
    let own: Vec<&Deed> = deeds.iter().filter(|deed| deed.job == job.name).collect();
    let is_about = |step: &CiStep| {
        let (first, last) = (step.place().line, step.script.lines.iter().max().copied().unwrap_or_default());
        own.iter().any(|deed| deed.place.file == job.file && (first..=last).contains(&deed.place.line))
    };
    if own.iter().any(|deed| deed.deploys()) || job.approval.is_some() || !job.remote.is_empty() {
        return Vec::new();
    }
    let about_images = own.iter().any(|deed| !matches!(deed.act, Act::Login { .. })) || !job.acts.is_empty();
    let steps: Vec<&CiStep> =
        job.steps.iter().filter(|step| !is_about(step) && !step.run().is_empty()).collect();
    let only_echo =
        steps.iter().all(|step| step.run().lines().all(|line| line.trim_start().starts_with("echo ")));
    let keeps = !only_echo && (!about_images || steps.iter().any(|step| is_test(step.run())));
    if keeps { steps } else { Vec::new() }
}

fn is_test(text: &str) -> bool {
    ["test", "lint", "vet", "check", "spec"].iter().any(|word| text.contains(word))
}

/// The image of a job, or why it cannot run.
fn image(job: &CiJob, draft: &Draft) -> Result<(String, Origin), String> {
    if let Some(obstacle) = &job.obstacle {
        return Err(obstacle.clone());
    }
    if !job.sidecars.is_empty() {
        return Err(format!(
            "it needs containers beside it ({}), which are not run yet",
            job.sidecars.join(", ")
        ));
    }
    if job.steps.iter().any(|step| looks_like_secret("", step.run())) {
        return Err("a secret stands in its commands in plain text".to_owned());
    }
    let image = job.image.as_ref().ok_or("nothing says which image it runs in")?;
    let name = filled(&image.name, &draft.facts.variables);
    if name.contains('$') || name.contains("<<") {
        return Err(format!("its image `{name}` is only known to the CI system"));
    }
    let origin = match &image.guess {
        Some(why) => Origin::guess_at(why.clone(), &image.place),
        None => from(&image.place),
    };
    Ok((name, origin))
}

fn job(one: &Chosen, all: &[Chosen], draft: &mut Draft) {
    let page = &mut draft.page;
    page.open(1, &one.name, Some(from(&one.job.place())));
    page.pair(2, "image", &one.image.0, one.image.1.clone());
    let needs: Vec<String> = one
        .job
        .needs
        .iter()
        .filter_map(|need| all.iter().find(|other| other.job.name == *need && other.job.file == one.job.file))
        .filter(|other| other.name != one.name)
        .map(|other| other.name.clone())
        .collect();
    if !needs.is_empty() {
        page.list(2, "needs", &needs, from(&one.job.place()));
    }
    env(one, draft);
    let page = &mut draft.page;
    page.open(2, "steps", None);
    for step in &one.steps {
        let mut lead = "- ";
        if let Some(name) = step.name.as_deref().filter(|name| !name.trim().is_empty()) {
            page.item(3, lead, "name", name, from(&step.place()));
            lead = "  ";
        }
        page.item(3, lead, "run", step.run(), from(&step.place()));
        if let Some(folder) = step.working_directory.as_deref().filter(|folder| !folder.contains('$')) {
            page.item(3, "  ", "working_directory", folder, from(&step.place()));
        }
    }
}

/// The job's variables that its commands use or that the job itself sets.
fn env(one: &Chosen, draft: &mut Draft) {
    let mut written: Vec<(&str, String, Place)> = Vec::new();
    let text: String = one.steps.iter().map(|step| step.run()).collect::<Vec<_>>().join("\n");
    for (name, value, place) in &one.job.env {
        let wanted = place.line >= one.job.line
            || text.contains(&format!("${name}"))
            || text.contains(&format!("${{{name}"));
        let fine = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let Some(value) = value.as_ref().filter(|_| wanted && fine) else { continue };
        let is_secret = looks_like_secret(name, value) || value.contains("${{") || value.starts_with('$');
        let yaml = if is_secret { secret(name) } else { super::page::quoted(value) };
        match written.iter_mut().find(|(known, _, _)| known == name) {
            Some(known) => *known = (name, yaml, place.clone()),
            None => written.push((name, yaml, place.clone())),
        }
    }
    if written.is_empty() {
        return;
    }
    draft.page.open(2, "env", None);
    for (name, yaml, place) in written {
        draft.page.raw(3, name, &yaml, from(&place));
    }
}

/// `{ secret: NAME }`.
pub(super) fn secret(name: &str) -> String {
    format!("{{ secret: {} }}", super::page::quoted(name))
}

fn build(chosen: &[Chosen], services: &[Service], draft: &mut Draft) {
    if services.is_empty() {
        return;
    }
    let taken = |name: &str| chosen.iter().any(|one| one.name == name);
    let name = names::free(if taken("build") { "images" } else { "build" }, taken);
    let needs: Vec<String> = chosen.iter().map(|one| one.name.clone()).collect();
    let built: Vec<String> = services.iter().map(|service| service.name.clone()).collect();
    let why = "images are built when all else has passed";
    draft.page.open(1, &name, Some(Origin::guess(why)));
    draft.page.list(2, "needs", &needs, Origin::guess(why));
    draft.page.list(2, "build", &built, Origin::guess("every service"));
    draft.page.raw(2, "push", "true", Origin::guess("deployments take images from the registry"));
}
