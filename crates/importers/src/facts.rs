//! Everything that is known before a proposal is made.

use std::collections::BTreeMap;

use crate::branches::Branches;
use crate::ci::{self, CiJob};
use crate::compose::{self, ComposeFile};
use crate::deeds::{Act, Around, Deed, Reader};
use crate::dockerfiles::{self, Dockerfile};
use crate::findings::{Finding, Findings};
use crate::ignore;
use crate::makefile;
use crate::place::Place;
use crate::repository::{Repository, is_compose, is_dockerfile};
use crate::shell::Script;
use crate::variables::{Variables, know, of_remote};

/// What a repository's files say, and what was heard from outside.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The folder's name.
    pub(crate) folder: String,
    /// Where people push to.
    pub(crate) remote: Option<String>,
    /// The branches.
    pub(crate) branches: Vec<String>,
    /// Dockerfiles, by path.
    pub(crate) dockerfiles: Vec<Dockerfile>,
    /// Compose files, the main one first.
    pub(crate) compose: Vec<ComposeFile>,
    /// Jobs of the CI files.
    pub(crate) jobs: Vec<CiJob>,
    /// What the commands of CI files and scripts do.
    pub(crate) deeds: Vec<Deed>,
    /// What variables are set to anywhere in CI files.
    pub(crate) variables: Variables,
    /// What was noticed on the way.
    pub findings: Vec<Finding>,
    /// Every path of the repository.
    pub(crate) paths: Vec<String>,
    /// What registries and hosts said.
    pub heard: Heard,
}

/// What registries and hosts said.
#[derive(Clone, Debug, Default)]
pub struct Heard {
    /// The tags of repositories that could be asked, by repository.
    pub tags: BTreeMap<String, Vec<String>>,
    /// Hosts that answered, by address as [`Facts::hosts`] gives it.
    pub hosts: BTreeMap<String, HeardHost>,
}

/// What a host said.
#[derive(Clone, Debug, Default)]
pub struct HeardHost {
    /// Its platform, such as `linux/amd64`.
    pub platform: Option<String>,
    /// The compose projects that run on it: name and working directory.
    pub projects: Vec<(String, String)>,
}

/// Reads everything that a repository's files say. Never fails: what cannot be read is a finding.
pub fn look(repository: &Repository) -> Facts {
    let mut findings = Findings::default();
    let mut facts = Facts {
        folder: repository.folder.clone(),
        remote: repository.remote.clone(),
        branches: repository.branches.clone(),
        paths: repository.sizes.keys().cloned().collect(),
        ..Facts::default()
    };
    for (path, text) in &repository.texts {
        if is_dockerfile(path) {
            facts.dockerfiles.push(dockerfiles::read(path, text));
        } else if is_compose(path) {
            facts.compose.extend(compose::read(path, text, &mut findings));
        }
        facts.jobs.extend(ci::jobs(path, text, &mut findings));
    }
    facts.dockerfiles.retain(|file| !file.stages.is_empty());
    facts.compose.sort_by_key(|file| (compose_rank(&file.path), file.path.clone()));
    read_deeds(&mut facts, &repository.texts);
    ignore::hints(repository, &contexts(&facts), &mut findings);
    unused_scripts(&facts, &mut findings);
    facts.findings = findings.all;
    facts
}

/// The folders that are sent to the builder: as compose files and commands say, else those of Dockerfiles.
fn contexts(facts: &Facts) -> Vec<String> {
    let composed =
        facts.compose.iter().flat_map(|file| &file.services).filter_map(|service| service.build.as_ref());
    let composed = composed.map(|build| build.context.clone());
    let built = facts.deeds.iter().filter_map(|deed| match &deed.act {
        Act::Build(build) if !build.context.contains('$') => Some(build.context.clone()),
        _ => None,
    });
    let mut all: Vec<String> = composed.chain(built).collect();
    if all.is_empty() {
        all = facts.dockerfiles.iter().map(|file| file.folder.clone()).collect();
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Scripts that look like deploying but name no host.
fn unused_scripts(facts: &Facts, findings: &mut Findings) {
    for path in facts.paths.iter().filter(|path| path.ends_with(".sh") && path.contains("deploy")) {
        let is_known = facts.deeds.iter().any(|deed| {
            deed.place.file == *path || matches!(&deed.act, Act::Script { file, .. } if file == path)
        });
        if !is_known {
            let text = format!(
                "By its name this script deploys, but it names no host. `target: {{ script: {{ hosts: [USER@HOST], file: {path} }} }}` runs it on hosts."
            );
            findings.add(Some(&Place::new(path, 1)), text);
        }
    }
}

/// The main compose file first: at the root, without a further name, then by depth.
fn compose_rank(path: &str) -> (usize, bool, bool) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_main =
        matches!(name, "docker-compose.yml" | "docker-compose.yaml" | "compose.yml" | "compose.yaml");
    let is_aside = ["dev", "test", "override", "local"].iter().any(|word| name.contains(word));
    (path.matches('/').count(), is_aside, !is_main)
}

fn read_deeds(facts: &mut Facts, texts: &BTreeMap<String, String>) {
    let mut reader = Reader::new(texts);
    // Jobs of one file share what they set: people set TAG in one step and use it in the next.
    let mut shared: BTreeMap<String, Variables> = BTreeMap::new();
    for pass in 0..2 {
        reader.deeds.clear();
        for job in &facts.jobs {
            reader.set = shared.get(&job.file).cloned().unwrap_or_else(|| of_remote(facts.remote.as_deref()));
            for (name, value) in job.env.iter().filter_map(|(name, value, _)| Some((name, value.as_ref()?))) {
                know(&mut reader.set, name, value);
            }
            read_job(job, &mut reader);
            shared.entry(job.file.clone()).or_default().extend(reader.set.clone());
        }
        if pass == 0 && reader.deeds.is_empty() {
            break;
        }
    }
    drop_contradictions(&mut reader.deeds);
    facts.variables = shared.into_values().flatten().collect();
    facts.variables.retain(|name, _| !name.starts_with(|c: char| c.is_ascii_digit()));
    read_scripts(&mut reader, texts);
    facts.deeds = reader.deeds;
}

/// A script that two jobs share says of each branch what the job for that branch does. What contradicts
/// its job is kept only where no job lets it through.
fn drop_contradictions(deeds: &mut Vec<Deed>) {
    let is_against = |deed: &Deed| matches!(deed.branches, Branches::Against(_));
    let through: Vec<Place> =
        deeds.iter().filter(|deed| !is_against(deed)).map(|deed| deed.place.clone()).collect();
    deeds.retain(|deed| !is_against(deed) || !through.contains(&deed.place));
}

fn read_job(job: &CiJob, reader: &mut Reader) {
    let around = Around {
        job: job.name.clone(),
        branches: job.branches.clone(),
        environment: job.environment.clone(),
        approval: job.approval.clone(),
        ..Around::default()
    };
    for (act, place, host) in &job.acts {
        reader.deeds.push(Deed {
            act: act.clone(),
            place: place.clone(),
            host: host.clone(),
            branches: job.branches.clone(),
            environment: job.environment.clone(),
            approval: job.approval.clone(),
            job: job.name.clone(),
            directory: None,
        });
    }
    for step in &job.steps {
        let around = Around { directory: step.working_directory.clone(), ..around.clone() };
        reader.script(&step.script, &around);
    }
    for (host, script) in &job.remote {
        reader.script(script, &Around { host: Some(host.clone()), ..around.clone() });
    }
}

/// Deploy scripts and Makefile targets that no CI file calls.
fn read_scripts(reader: &mut Reader, texts: &BTreeMap<String, String>) {
    for (path, text) in texts {
        let name = path.rsplit('/').next().unwrap_or(path);
        if makefile::NAMES.contains(&path.as_str()) {
            for (target, _) in makefile::targets(text) {
                let key = format!("{path}:{target}");
                if let Some(script) =
                    makefile::target(path, text, &target).filter(|_| !reader.called.contains(&key))
                {
                    reader.set = Variables::new();
                    for (name, value) in makefile::variables(text) {
                        know(&mut reader.set, &name, &value);
                    }
                    reader.script(&script, &Around { job: target, ..Around::default() });
                }
            }
        } else if (name.ends_with(".sh") || name.ends_with(".bash")) && !reader.called.contains(path) {
            reader.set = Variables::new();
            let job = name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
            reader.script(&Script::new(path, text, 1), &Around { job, ..Around::default() });
        }
    }
}

impl Facts {
    /// The repositories of images that would be proposed, for asking registries. Those with placeholders are
    /// left out, and so is a registry that was only proposed for want of one.
    pub fn repositories(&self) -> Vec<String> {
        crate::propose::repositories(self)
    }

    /// The hosts that are deployed to, for asking them. Those with placeholders are left out.
    pub fn hosts(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for host in self.deeds.iter().filter_map(|deed| deed.host.as_ref()) {
            let text = host.host.to_string();
            if host.placeholder.is_none() && !all.contains(&text) {
                all.push(text);
            }
        }
        all
    }

    /// Every image name that commands push, in order.
    pub(crate) fn pushed(&self) -> impl Iterator<Item = &crate::image::ImageName> {
        self.deeds.iter().flat_map(|deed| match &deed.act {
            Act::Push(image) => std::slice::from_ref(image),
            Act::Build(build) if build.push => build.images.as_slice(),
            _ => &[],
        })
    }
}
