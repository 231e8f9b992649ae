//! What a `slipway.yml` may say and this Slipway does not do yet.

use super::Subject;
use crate::config::cx::Cx;
use crate::config::finding::{Code, Findings};
use crate::config::{Config, Pipeline};
use crate::yaml::Positions;

/// Warnings about keys that are understood and have no effect, or keep what they belong to from being run. The
/// file is right, so nothing here is an error.
pub fn not_done_yet(config: &Config, at: &Positions, file_name: &str) -> Findings {
    let mut cx = Cx::new(file_name);
    let subject = Subject { config, at };
    whole_file(&subject, &mut cx);
    jobs(&subject, &mut cx);
    environments(&subject, &mut cx);
    Findings::new(cx.into_findings())
}

fn whole_file(subject: &Subject, cx: &mut Cx) {
    let config = subject.config;
    if let Pipeline::File(path) = &config.pipeline {
        let text = format!("The jobs of {path} are not run yet.");
        let hint = "`slipway run` refuses this project until the jobs stand in slipway.yml.";
        warn(&["pipeline"], text, hint, subject, cx);
    }
    if !config.runners.is_empty() {
        let text = "Jobs of other systems' files are not run yet, so `runners` have no effect.".to_owned();
        warn(&["runners"], text, "They are kept as they are written.", subject, cx);
    }
}

fn jobs(subject: &Subject, cx: &mut Cx) {
    for (name, job) in &subject.config.jobs {
        if job.reports.is_some() {
            let text = format!("The `reports` of job `{name}` are not read yet.");
            let hint = "The job runs as if they were left out: only its exit code counts.";
            warn(&["jobs", name, "reports"], text, hint, subject, cx);
        }
        for key in job.not_run_yet() {
            let text = format!("Job `{name}` uses `{key}`, which this Slipway does not run.");
            let hint = "`slipway run` refuses the job until they are left out.";
            warn(&["jobs", name, key], text, hint, subject, cx);
        }
    }
}

fn environments(subject: &Subject, cx: &mut Cx) {
    for (name, _) in subject.config.environments.iter().filter(|(_, one)| one.automatic) {
        let text = format!("No release comes to `{name}` by itself yet.");
        let hint =
            format!("`slipway deploy {name}` brings it; after a rollback there is a hold to lift first.");
        warn(&["environments", name, "automatic"], text, &hint, subject, cx);
    }
}

fn warn(key: &[&str], text: String, hint: &str, subject: &Subject, cx: &mut Cx) {
    cx.error(subject.at.key(key), Code::Doubtful, text).warn().hint(hint);
}
