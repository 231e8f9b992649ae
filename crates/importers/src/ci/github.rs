//! GitHub Actions: `.github/workflows/*.yml`.

use slipway_domain::yaml::{Document, Value};

use super::github_actions;
use super::lines::script;
use super::{CiImage, CiJob, CiStep};
use crate::branches::Branches;
use crate::findings::Findings;
use crate::place::Place;

/// The jobs of a workflow.
pub(super) fn jobs(path: &str, text: &str, findings: &mut Findings) -> Vec<CiJob> {
    let (document, found) = Document::read(text, path);
    findings.of_yaml(&found, document.is_some());
    let Some(document) = document else {
        return Vec::new();
    };
    let file = File { path, text, root: document.root() };
    let jobs = file.root.get("jobs").into_iter().flat_map(Value::entries);
    jobs.map(|(name, line, value)| file.job(name, line, value)).collect()
}

/// A workflow.
pub(super) struct File<'f> {
    /// Its path.
    pub path: &'f str,
    /// Its text.
    pub text: &'f str,
    root: Value<'f>,
}

impl<'f> File<'f> {
    /// A line of the file.
    pub(super) fn place(&self, line: usize) -> Place {
        Place::new(self.path, line)
    }

    fn job(&self, name: &str, line: usize, value: Value<'f>) -> CiJob {
        let mut job = CiJob { name: name.to_owned(), file: self.path.to_owned(), line, ..CiJob::default() };
        let container = value.get("container");
        let container = container.and_then(|container| container.get("image").or(Some(container)));
        job.image = container.and_then(|image| {
            Some(CiImage { name: image.text()?.to_owned(), place: self.place(image.line()), guess: None })
        });
        let services = value.get("services").into_iter().flat_map(Value::entries);
        job.sidecars =
            services.filter_map(|(_, _, service)| Some(service.get("image")?.text()?.to_owned())).collect();
        job.needs = value
            .get("needs")
            .map(Value::texts)
            .unwrap_or_default()
            .into_iter()
            .map(|(name, _)| name.to_owned())
            .collect();
        job.branches = self.branches(value);
        job.environment = value.get("environment").and_then(|environment| {
            let name = environment.text().or_else(|| environment.get("name")?.text())?;
            (!name.contains('$')).then(|| (name.to_owned(), self.place(environment.line())))
        });
        for scope in [self.root, value] {
            self.env(scope, &mut job);
        }
        if value.at(&["strategy", "matrix"]).is_some() {
            job.obstacle = Some("it runs as a matrix".to_owned());
        }
        for step in value.get("steps").into_iter().flat_map(Value::items) {
            self.step(step, &mut job);
        }
        job
    }

    fn env(&self, scope: Value<'f>, job: &mut CiJob) {
        for (name, line, value) in scope.get("env").into_iter().flat_map(Value::entries) {
            job.env.push((name.to_owned(), value.text().map(str::to_owned), self.place(line)));
        }
    }

    fn step(&self, step: Value<'f>, job: &mut CiJob) {
        if let Some(uses) = step.get("uses") {
            github_actions::step(self, uses, step.get("with"), job);
            return;
        }
        let text = |key: &str| step.get(key).and_then(Value::text).map(str::to_owned);
        let Some(script) = step.get("run").and_then(|run| script(self.path, self.text, run)) else {
            return;
        };
        self.env(step, job);
        if script.text.contains("${{") && job.obstacle.is_none() {
            job.obstacle = Some("its commands use expressions of GitHub".to_owned());
        }
        job.steps.push(CiStep { name: text("name"), script, working_directory: text("working-directory") });
    }

    /// The branches of `on.push`, narrowed by the job's `if`.
    fn branches(&self, job: Value<'f>) -> Branches {
        let pushed = self.root.at(&["on", "push", "branches"]).map(Value::texts).unwrap_or_default();
        let all = Branches::of_patterns(pushed.into_iter().map(|(name, _)| name));
        let condition = job.get("if").and_then(Value::text).unwrap_or_default();
        let condition = condition.replace("${{", " ").replace("}}", " ").replace(['(', ')'], " ");
        let words: Vec<String> = condition.split_whitespace().map(str::to_owned).collect();
        all.and(&crate::shell::tested(&words))
    }
}
