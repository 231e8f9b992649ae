//! What makes a job: steps in an image, or services to build.

use super::Subject;
use crate::config::Job;
use crate::config::cx::Cx;
use crate::config::finding::Code;

pub(super) fn check(subject: &Subject, cx: &mut Cx) {
    for (name, job) in &subject.config.jobs {
        // What could not be read was reported; what depends on it would only follow from that.
        let written = |key: &str| subject.at.has(&["jobs", name, key]);
        match (written("steps"), written("build")) {
            (false, false) => nothing_to_do(name, subject, cx),
            (true, true) => both(name, subject, cx),
            (false, true) if !written("push") => not_pushed(name, job, subject, cx),
            (true, false) if job.image.is_none() && !written("image") => no_image(name, subject, cx),
            _ => {}
        }
        if job.push && !written("build") {
            cx.error(
                subject.at.key(&["jobs", name, "push"]),
                Code::Conflict,
                "`push` pushes what `build` built, but there is no `build` in this job.",
            )
            .hint("Add `build: [SERVICE]`, or remove `push`.");
        }
        empty_lists(name, job, subject, cx);
    }
}

fn nothing_to_do(name: &str, subject: &Subject, cx: &mut Cx) {
    cx.error(subject.at.key(&["jobs", name]), Code::MissingKey, format!("Job `{name}` has nothing to do."))
        .hint("Give it `image` and `steps`, or `build: [SERVICE]`.");
}

fn both(name: &str, subject: &Subject, cx: &mut Cx) {
    cx.error(
        subject.at.key(&["jobs", name, "build"]),
        Code::Conflict,
        format!("Job `{name}` has both `steps` and `build`."),
    )
    .hint("Make two jobs of it and let one need the other.");
}

fn no_image(name: &str, subject: &Subject, cx: &mut Cx) {
    cx.error(
        subject.at.key(&["jobs", name]),
        Code::MissingKey,
        format!("`image` is missing: the steps of job `{name}` run in a container."),
    )
    .hint("Name an image that has the tools the steps need, such as `image: golang:1.21`.");
}

/// What is only built is no part of a release, and a release has all services.
fn not_pushed(name: &str, job: &Job, subject: &Subject, cx: &mut Cx) {
    let services = &subject.config.services;
    let is_built = |name: &&String| services.get(*name).is_some_and(|service| service.build.is_some());
    let built: Vec<String> = job.build.iter().filter(is_built).map(|name| format!("`{name}`")).collect();
    if built.is_empty() {
        return;
    }
    cx.error(
        subject.at.key(&["jobs", name, "build"]),
        Code::Doubtful,
        format!("Job `{name}` builds {} and pushes nothing, so no release comes of it.", built.join(", ")),
    )
    .warn()
    .hint("Add `push: true`, or `push: false` if that is what you want.");
}

fn empty_lists(name: &str, job: &Job, subject: &Subject, cx: &mut Cx) {
    let lists = [("steps", job.steps.is_empty()), ("build", job.build.is_empty())];
    for (key, is_empty) in lists {
        let path = ["jobs", name, key];
        if is_empty && subject.at.is_empty_list(&path) {
            cx.error(subject.at.key(&path), Code::BadValue, format!("`{key}` of job `{name}` is empty."))
                .hint("A job without work can be removed.");
        }
    }
}
