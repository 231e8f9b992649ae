//! CircleCI: `.circleci/config.yml`.

use slipway_domain::config::Occasion;
use slipway_domain::yaml::{Document, Value};

use super::lines::script;
use super::{CiImage, CiJob, CiNotice, CiStep};
use crate::branches::Branches;
use crate::deeds::{Act, BuildAct};
use crate::findings::Findings;
use crate::image::ImageName;
use crate::place::Place;
use crate::variables::Variables;

/// Steps that Slipway does by itself, or that only matter to CircleCI.
const OWN_STEPS: [&str; 10] = [
    "checkout",
    "setup_remote_docker",
    "restore_cache",
    "save_cache",
    "store_artifacts",
    "store_test_results",
    "persist_to_workspace",
    "attach_workspace",
    "add_ssh_keys",
    "when",
];

/// The jobs of the file, in the order of its workflows.
pub(super) fn jobs(path: &str, text: &str, findings: &mut Findings) -> Vec<CiJob> {
    let (document, found) = Document::read(text, path);
    findings.of_yaml(&found, document.is_some());
    let Some(document) = document else {
        return Vec::new();
    };
    let mut file = File { path, text, root: document.root() };
    let mut jobs: Vec<CiJob> = Vec::new();
    for (name, line, value) in file.root.get("jobs").into_iter().flat_map(Value::entries) {
        let job = file.job(name, line, value);
        jobs.push(job);
    }
    file.workflows(&mut jobs);
    jobs
}

struct File<'f> {
    path: &'f str,
    text: &'f str,
    root: Value<'f>,
}

impl<'f> File<'f> {
    fn place(&self, line: usize) -> Place {
        Place::new(self.path, line)
    }

    fn job(&mut self, name: &str, line: usize, value: Value<'f>) -> CiJob {
        let mut job = CiJob { name: name.to_owned(), file: self.path.to_owned(), line, ..CiJob::default() };
        let executor = value.get("executor");
        let executor = executor.and_then(|executor| executor.text().or_else(|| executor.get("name")?.text()));
        let executor = executor.and_then(|name| self.root.at(&["executors", name]));
        for part in executor.into_iter().chain([value]) {
            self.executor(part, &mut job);
        }
        let steps: Vec<Value> = value.get("steps").into_iter().flat_map(Value::items).collect();
        self.steps(&steps, &mut job, 0);
        job
    }

    /// Images and variables of a job or an executor.
    fn executor(&self, part: Value<'f>, job: &mut CiJob) {
        let mut images = part.get("docker").into_iter().flat_map(Value::items);
        if let Some(first) = images.next() {
            if let Some(image) = first.get("image") {
                job.image = image.text().map(|name| CiImage {
                    name: name.to_owned(),
                    place: self.place(image.line()),
                    guess: None,
                });
            }
            self.env(first, job);
            job.sidecars = images.filter_map(|image| Some(image.get("image")?.text()?.to_owned())).collect();
        }
        self.env(part, job);
    }

    fn env(&self, part: Value<'f>, job: &mut CiJob) {
        for (name, line, value) in part.get("environment").into_iter().flat_map(Value::entries) {
            job.env.push((name.to_owned(), value.text().map(str::to_owned), self.place(line)));
        }
    }

    fn steps(&mut self, steps: &[Value<'f>], job: &mut CiJob, depth: usize) {
        for step in steps {
            if let Some(run) = step.get("run") {
                self.env(run, job);
                job.steps.extend(self.run(run));
                continue;
            }
            let named = step.text().map(|name| (name, step.line()));
            let named = named.or_else(|| step.entries().next().map(|(name, line, _)| (name, line)));
            let Some((name, line)) = named.filter(|(name, _)| !OWN_STEPS.contains(name)) else {
                continue;
            };
            match self.root.at(&["commands", name, "steps"]).filter(|_| depth < 4) {
                Some(inner) => {
                    let inner: Vec<Value> = inner.items().collect();
                    self.steps(&inner, job, depth + 1);
                }
                None => {
                    let value = step.entries().next().map(|(_, _, value)| value);
                    // Keys that are not indented below the step stand beside it.
                    let beside = step.entries().count() > 1 && !value.is_some_and(Value::is_map);
                    self.orb(name, if beside { Some(*step) } else { value }, line, job);
                }
            }
        }
    }

    fn run(&self, run: Value<'f>) -> Option<CiStep> {
        let command = if run.is_map() { run.get("command")? } else { run };
        let text = |key: &str| run.get(key).and_then(Value::text).map(str::to_owned);
        Some(CiStep {
            name: text("name"),
            script: script(self.path, self.text, command)?,
            working_directory: text("working_directory").filter(|folder| !folder.starts_with(['~', '/'])),
        })
    }

    /// A step or a job that comes out of an orb.
    fn orb(&mut self, name: &str, value: Option<Value<'f>>, line: usize, job: &mut CiJob) {
        let place = self.place(line);
        let orb = name.split('/').next().unwrap_or(name);
        let text = |key: &str| value.and_then(|value| value.get(key)).and_then(Value::text);
        let elsewhere = |what: &str| Act::Elsewhere { what: what.to_owned() };
        match orb {
            "aws-ecs" => job.acts.push((elsewhere("Amazon ECS"), place, None)),
            "aws-eks" | "kubernetes" | "helm" => job.acts.push((elsewhere("Kubernetes"), place, None)),
            "heroku" => job.acts.push((elsewhere("Heroku"), place, None)),
            "aws-ecr" if name.contains("push") => {
                let account = text("account-url")
                    .or(text("account_url"))
                    .unwrap_or("ACCOUNT.dkr.ecr.REGION.amazonaws.com");
                let image = format!(
                    "{account}/{}:{}",
                    text("repo").unwrap_or("app"),
                    text("tag").unwrap_or("latest")
                );
                let Some(image) = ImageName::read(&image, &Variables::new()) else { return };
                let act = BuildAct {
                    images: vec![image],
                    context: text("path").unwrap_or(".").to_owned(),
                    dockerfile: text("dockerfile").map(str::to_owned),
                    push: true,
                    ..BuildAct::default()
                };
                job.acts.push((Act::Build(act), place, None));
            }
            "slack" => job.notices.extend(slack(name, value, place, job.steps.is_empty())),
            _ if name.contains('/') => {
                job.obstacle = Some(format!("it uses the orb step `{name}`"));
            }
            _ => {}
        }
    }

    /// Branches, order and approvals, which stand at the jobs' places in the workflows.
    fn workflows(&mut self, jobs: &mut Vec<CiJob>) {
        let workflows: Vec<Value> = self
            .root
            .get("workflows")
            .into_iter()
            .flat_map(Value::entries)
            .map(|(_, _, value)| value)
            .collect();
        let mut approvals: Vec<(String, Place)> = Vec::new();
        for item in workflows.iter().filter_map(|flow| flow.get("jobs")).flat_map(Value::items) {
            let Some((name, line, value)) = called_job(item) else { continue };
            let get = |key: &str| value.and_then(|value| value.get(key));
            let called = get("name").and_then(Value::text).unwrap_or(name).to_owned();
            if get("type").and_then(Value::text) == Some("approval") {
                approvals.push((called, self.place(line)));
                continue;
            }
            if !jobs.iter().any(|job| job.name == name) {
                let mut job =
                    CiJob { name: called.clone(), file: self.path.to_owned(), line, ..CiJob::default() };
                self.orb(name, value, line, &mut job);
                jobs.push(job);
            }
            let requires = get("requires").map(Value::texts).unwrap_or_default();
            let Some(job) = jobs.iter_mut().find(|job| job.name == name || job.name == called) else {
                continue;
            };
            job.needs.extend(requires.iter().map(|(name, _)| (*name).to_owned()));
            job.approval = approvals
                .iter()
                .find(|(approval, _)| job.needs.contains(approval))
                .map(|(_, place)| place.clone());
            if let Some(branches) = get("filters").and_then(filtered) {
                job.branches = branches;
            }
        }
    }
}

/// What the Slack orb's step or job tells. `at_the_beginning` is where nothing was done before it.
fn slack(name: &str, value: Option<Value<'_>>, place: Place, at_the_beginning: bool) -> Option<CiNotice> {
    let text = |key: &str| value.and_then(|value| value.get(key)).and_then(Value::text).map(str::to_owned);
    let (webhook, on) = match name {
        "slack/on-hold" | "slack/approval-notification" => (false, vec![Occasion::Approval]),
        "slack/notify" => match text("event").as_deref() {
            Some("fail") => (false, vec![Occasion::Failed]),
            Some("pass") => (false, vec![Occasion::Succeeded]),
            // `always` is sent where it stands, whatever comes after it.
            _ if at_the_beginning => (false, vec![Occasion::Started]),
            _ => (false, vec![Occasion::Succeeded, Occasion::Failed]),
        },
        // The orb's versions before 4 know webhooks only.
        "slack/status" if text("fail_only").as_deref() == Some("true") => (true, vec![Occasion::Failed]),
        "slack/status" => (true, vec![Occasion::Succeeded, Occasion::Failed]),
        _ => return None,
    };
    Some(CiNotice { channel: text("channel"), on, custom: text("custom"), webhook, place })
}

/// A job where a workflow calls it: its name, its line, and its keys there.
fn called_job(item: Value<'_>) -> Option<(&str, usize, Option<Value<'_>>)> {
    match item.entries().next() {
        // `- build:` with its keys not indented below it: `requires` beside the name.
        Some((name, line, value)) if !value.is_map() && item.entries().count() > 1 => {
            Some((name, line, Some(item)))
        }
        Some((name, line, value)) => Some((name, line, Some(value))),
        None => item.text().map(|name| (name, item.line(), None)),
    }
}

/// The branches that `filters` lets through, if it names any.
fn filtered(filters: Value<'_>) -> Option<Branches> {
    let named = |key: &str| {
        let names = filters.at(&["branches", key])?.texts().into_iter().map(|(name, _)| name);
        Some(Branches::of_patterns(names))
    };
    named("only").or_else(|| Some(named("ignore")?.not()))
}
