//! What a notice says: an operation, its plan and entries, and what the repository says of its commits.

use std::collections::BTreeMap;

use slipway_domain::config::Occasion;
use slipway_domain::entry::{Body, Entry};
use slipway_domain::notification::{Change, Notice, Now, compare_url};
use slipway_domain::operation::Verdict;
use slipway_domain::plan::{Plan, Subject};
use slipway_domain::progress::{Progress, State};
use slipway_domain::release::{Commit, Release};

use crate::deploy::{CommitChange, evidence, verdict_at, works};
use crate::ports::OperationRow;
use crate::project::Project;

/// How many commits are told.
const CHANGES: usize = 20;

impl Project {
    /// What is told of an operation. What cannot be found out is left out: a notice says what is known. It has passed the
    /// redactor.
    pub(super) async fn notice(
        &self,
        row: &OperationRow,
        plan: &Plan,
        entries: &[Entry],
        occasion: Occasion,
        standing: Option<Verdict>,
    ) -> Notice {
        let operation = &row.operation;
        let planned = self.planned(row, entries).await.ok().flatten();
        let commits = planned.as_ref().map_or(&[][..], |planned| planned.commits.as_slice());
        let before = planned.as_ref().and_then(|planned| planned.rollback_to.as_ref());
        let (changes, more_changes) = coming(commits);
        let commit = commit(plan);
        let verdict = closed(entries).or(standing);
        let why = if occasion == Occasion::Started { None } else { why(plan, entries) };
        let shown = if occasion == Occasion::Started { None } else { shown(plan, entries, why.as_deref()) };
        let notice = Notice {
            occasion,
            project: self.name().to_owned(),
            environment: operation.environment.clone(),
            operation: Some(operation.id),
            kind: Some(operation.kind),
            verdict,
            release: plan.subject.number(),
            versions: versions(plan),
            branch: commit.and_then(|commit| commit.branch.clone()),
            commit: commit.map(|commit| commit.sha.clone()),
            author: self.author_of(commit).await,
            actor: operation.actor.clone(),
            reason: operation.reason.clone(),
            at: entries.last().map_or(row.started_at, |entry| entry.at),
            changes,
            more_changes,
            compare: self.compare(before, commit).await,
            why,
            evidence: shown,
            running: running(plan, entries, before),
            summary: Vec::new(),
            test: false,
        };
        notice.redacted(|text| self.runner.secrets.redact(text))
    }

    /// Who wrote a commit, as far as the repository tells.
    async fn author_of(&self, commit: Option<&Commit>) -> Option<String> {
        let sha = &commit?.sha;
        let described = self.source.describe(std::slice::from_ref(sha)).await.ok()?;
        Some(described.get(sha)?.author.clone())
    }

    /// The page that compares what ran before with what comes.
    async fn compare(&self, before: Option<&Release>, commit: Option<&Commit>) -> Option<String> {
        let (before, commit) = (&before?.commit, commit?);
        let remote = self.source.remote().await.ok()??;
        (before.sha != commit.sha).then(|| compare_url(&remote, &before.sha, &commit.sha))?
    }
}

fn closed(entries: &[Entry]) -> Option<Verdict> {
    entries.iter().rev().find_map(|entry| match &entry.body {
        Body::Closed { verdict, .. } => Some(*verdict),
        _ => None,
    })
}

fn commit(plan: &Plan) -> Option<&Commit> {
    match &plan.subject {
        Subject::Run(draft) => Some(&draft.commit),
        Subject::Deployment(deployment) => Some(&deployment.release.commit),
        Subject::Upkeep { .. } => None,
    }
}

fn versions(plan: &Plan) -> BTreeMap<String, String> {
    match &plan.subject {
        Subject::Run(draft) => {
            draft.services.iter().map(|(name, service)| (name.clone(), service.version.clone())).collect()
        }
        Subject::Deployment(deployment) => {
            let one = |name: String| Some((name.clone(), deployment.service(&name)?.version.clone()));
            deployment.all_services().into_iter().filter_map(one).collect()
        }
        Subject::Upkeep { .. } => BTreeMap::new(),
    }
}

/// The commits that come, and how many there are besides.
fn coming(commits: &[CommitChange]) -> (Vec<Change>, u64) {
    let all = commits.iter().filter(|change| !change.removed);
    let told = all.clone().take(CHANGES).map(|CommitChange { commit, .. }| Change {
        commit: commit.sha.clone(),
        subject: commit.subject.clone(),
        author: commit.author.clone(),
    });
    (told.collect(), all.count().saturating_sub(CHANGES) as u64)
}

/// Why it did not succeed: the first step that failed says it, else the end, else what is waited for.
fn why(plan: &Plan, entries: &[Entry]) -> Option<String> {
    let failed = evidence(plan, entries).into_iter().next().map(|first| first.text);
    let end = entries.iter().rev().find_map(|entry| match &entry.body {
        Body::Closed { problem: Some(problem), .. } => Some(problem.message.clone()),
        _ => None,
    });
    let progress = Progress::of(plan, entries);
    let unobserved = plan.steps.iter().find_map(|step| match progress.state(&step.id) {
        State::Open { unobserved: Some(why), .. } => Some(why.message.clone()),
        _ => None,
    });
    failed.or(end).or(unobserved)
}

/// The first line of what shows it, other than the sentence itself.
fn shown(plan: &Plan, entries: &[Entry], why: Option<&str>) -> Option<String> {
    let all = evidence(plan, entries);
    let mut lines = all.iter().filter_map(|one| {
        let line = one.text.lines().map(str::trim).find(|line| !line.is_empty())?;
        Some((&one.what, line))
    });
    let (what, line) =
        lines.find(|(_, line)| Some(*line) != why && !why.is_some_and(|why| why.starts_with(line)))?;
    Some(format!("{what}: {line}"))
}

/// What runs at each place that it touches, as its steps tell.
fn running(plan: &Plan, entries: &[Entry], before: Option<&Release>) -> Vec<Now> {
    let progress = Progress::of(plan, entries);
    let mut places: Vec<&str> =
        plan.steps.iter().filter(|step| works(step)).filter_map(|step| step.place.as_deref()).collect();
    places.sort_unstable();
    places.dedup();
    let told = |all: BTreeMap<String, String>| {
        let all: Vec<String> = all.iter().map(|(service, version)| format!("{service} {version}")).collect();
        Some(all.join(", ")).filter(|text| !text.is_empty())
    };
    let old = || {
        let services = before.map(|release| release.services.iter()).into_iter().flatten();
        told(services.map(|(name, service)| (name.clone(), service.version.clone())).collect())
    };
    let one = |place: &str| Now {
        place: place.to_owned(),
        versions: match verdict_at(place, plan, &progress) {
            Verdict::Succeeded => told(versions(plan)),
            Verdict::RolledBack | Verdict::Cancelled => old(),
            Verdict::Failed | Verdict::Waiting | Verdict::Unknown => None,
        },
    };
    places.into_iter().map(one).collect()
}
