//! GitLab CI: `.gitlab-ci.yml`.

use slipway_domain::yaml::{Document, Value};

use super::lines::script;
use super::{CiImage, CiJob, CiStep};
use crate::branches::Branches;
use crate::findings::Findings;
use crate::place::Place;
use crate::shell::Script;

/// Keys at the top that are no jobs.
const NO_JOBS: [&str; 12] = [
    "stages",
    "variables",
    "image",
    "services",
    "before_script",
    "after_script",
    "cache",
    "include",
    "workflow",
    "default",
    "pages",
    "spec",
];

/// The jobs of the file.
pub(super) fn jobs(path: &str, text: &str, findings: &mut Findings) -> Vec<CiJob> {
    let (document, found) = Document::read(text, path);
    findings.of_yaml(&found, document.is_some());
    let Some(document) = document else {
        return Vec::new();
    };
    let file = File { path, text, root: document.root() };
    if let Some((_, line, _)) = file.root.entries().find(|(name, _, _)| *name == "include") {
        findings.add(Some(&file.place(line)), "Files are included here; they were not read.");
    }
    let jobs = file
        .root
        .entries()
        .filter(|(name, _, value)| !NO_JOBS.contains(name) && !name.starts_with('.') && value.is_map());
    let jobs: Vec<CiJob> = jobs.map(|(name, line, value)| file.job(name, line, value)).collect();
    file.in_stages(jobs)
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

    /// A job's own key, that of what it extends, or the file's default.
    fn key(&self, job: Value<'f>, key: &str) -> Option<Value<'f>> {
        let own = job.get(key);
        let bases = job.get("extends").map(Value::texts).unwrap_or_default();
        let inherited = || bases.iter().rev().find_map(|(base, _)| self.root.at(&[base, key]));
        own.or_else(inherited)
    }

    fn key_or_default(&self, job: Value<'f>, key: &str) -> Option<Value<'f>> {
        self.key(job, key).or_else(|| self.root.at(&["default", key])).or_else(|| self.root.get(key))
    }

    fn job(&self, name: &str, line: usize, value: Value<'f>) -> CiJob {
        let mut job = CiJob { name: name.to_owned(), file: self.path.to_owned(), line, ..CiJob::default() };
        job.image = self.key_or_default(value, "image").and_then(|image| self.image(image));
        let services = self.key_or_default(value, "services").into_iter().flat_map(Value::items);
        job.sidecars = services
            .filter_map(|service| service.text().or_else(|| service.get("name")?.text()))
            .map(str::to_owned)
            .collect();
        for scope in [Some(self.root), Some(value)].into_iter().flatten() {
            for (name, line, value) in scope.get("variables").into_iter().flat_map(Value::entries) {
                let text = value.text().or(value.get("value").and_then(Value::text));
                job.env.push((name.to_owned(), text.map(str::to_owned), self.place(line)));
            }
        }
        let before = self.key_or_default(value, "before_script");
        let scripts = [before, self.key(value, "script")].into_iter().flatten();
        job.steps = scripts.filter_map(|list| self.step(list)).collect();
        job.branches = self.branches(value);
        job.environment = value.get("environment").and_then(|environment| {
            let name = environment.text().or_else(|| environment.get("name")?.text())?;
            (!name.contains('$')).then(|| (name.to_owned(), self.place(environment.line())))
        });
        job.approval = self.manual(value);
        job.needs = value
            .get("needs")
            .or(value.get("dependencies"))
            .into_iter()
            .flat_map(Value::items)
            .filter_map(|need| need.text().or_else(|| need.get("job")?.text()))
            .map(str::to_owned)
            .collect();
        job
    }

    fn image(&self, image: Value<'f>) -> Option<CiImage> {
        let name = image.text().or_else(|| image.get("name")?.text())?;
        Some(CiImage { name: name.to_owned(), place: self.place(image.line()), guess: None })
    }

    /// A list of commands as one script.
    fn step(&self, list: Value<'f>) -> Option<CiStep> {
        let (mut text, mut lines) = (String::new(), Vec::new());
        let mut add = |value: Value| {
            if let Some(part) = script(self.path, self.text, value) {
                text.push_str(part.text.trim_end());
                text.push('\n');
                lines.extend(part.lines.into_iter().take(part.text.trim_end().lines().count().max(1)));
            }
        };
        match list.is_list() {
            true => list
                .items()
                .for_each(|item| if item.is_list() { item.items().for_each(&mut add) } else { add(item) }),
            false => add(list),
        }
        let script = Script { file: self.path.to_owned(), text, lines };
        (!script.lines.is_empty()).then_some(CiStep { name: None, script, working_directory: None })
    }

    /// `only`, or the conditions of `rules`.
    fn branches(&self, job: Value<'f>) -> Branches {
        if let Some(only) = self.key(job, "only") {
            let refs = if only.is_map() { only.get("refs") } else { Some(only) };
            let names = refs.map(Value::texts).unwrap_or_default();
            return Branches::of_patterns(names.into_iter().map(|(name, _)| name));
        }
        if let Some(except) = self.key(job, "except").filter(|value| !value.is_map()) {
            return Branches::of_patterns(except.texts().into_iter().map(|(name, _)| name)).not();
        }
        let rules = self.key(job, "rules").into_iter().flat_map(Value::items);
        let mut found = Branches::Only(Vec::new());
        for rule in rules.filter(|rule| rule.get("when").and_then(Value::text) != Some("never")) {
            let words = rule.get("if").and_then(Value::text).unwrap_or_default();
            let words: Vec<String> =
                words.split_whitespace().map(|word| word.trim_matches(['"', '\'']).to_owned()).collect();
            if let named @ Branches::Only(_) = crate::shell::tested(&words) {
                found = found.or(&named);
            }
        }
        if found.named().is_empty() { Branches::Any } else { found }
    }

    fn manual(&self, job: Value<'f>) -> Option<Place> {
        let rules = self.key(job, "rules").into_iter().flat_map(Value::items);
        let places = self.key(job, "when").into_iter().chain(rules.filter_map(|rule| rule.get("when")));
        let mut manual = places.filter(|when| when.text() == Some("manual"));
        manual.next().map(|when| self.place(when.line()))
    }

    /// In the order of the stages; a job without `needs` waits for the stage before.
    fn in_stages(&self, mut jobs: Vec<CiJob>) -> Vec<CiJob> {
        let named = self.root.get("stages").map(Value::texts).unwrap_or_default();
        let stages: Vec<&str> = match named.is_empty() {
            true => vec![".pre", "build", "test", "deploy", ".post"],
            false => named.into_iter().map(|(name, _)| name).collect(),
        };
        let rank = |job: &CiJob| {
            let stage = self.root.get(&job.name).and_then(|job| self.key(job, "stage")).and_then(Value::text);
            stages.iter().position(|name| *name == stage.unwrap_or("test")).unwrap_or(stages.len())
        };
        let ranks: Vec<(usize, String)> = jobs.iter().map(|job| (rank(job), job.name.clone())).collect();
        for job in jobs.iter_mut().filter(|job| job.needs.is_empty()) {
            let own = rank(job);
            let before = ranks.iter().map(|(rank, _)| *rank).filter(|rank| *rank < own).max();
            let names = ranks.iter().filter(|(rank, _)| Some(*rank) == before);
            job.needs = names.map(|(_, name)| name.clone()).collect();
        }
        jobs.sort_by_key(rank);
        jobs
    }
}
