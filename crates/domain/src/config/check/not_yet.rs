//! What a `slipway.yml` may say and this Slipway does not do yet.

use super::Subject;
use crate::config::Config;
use crate::config::cx::Cx;
use crate::config::finding::{Code, Findings};
use crate::yaml::Positions;

/// Warnings about keys of jobs that are understood and have no effect, or keep their job from being run.
pub fn not_done_yet(config: &Config, at: &Positions, file_name: &str) -> Findings {
    let mut cx = Cx::new(file_name);
    let subject = Subject { config, at };
    for (name, job) in &config.jobs {
        if job.reports.is_some() {
            let text = format!("The `reports` of job `{name}` are not read yet.");
            let hint = "The job runs as if they were left out: only its exit code counts.";
            warn(name, "reports", text, hint, &subject, &mut cx);
        }
        for key in job.not_run_yet() {
            let text = format!("Job `{name}` uses `{key}`, which this Slipway does not run.");
            let hint = "`slipway run` refuses the job until they are left out.";
            warn(name, key, text, hint, &subject, &mut cx);
        }
    }
    Findings::new(cx.into_findings())
}

fn warn(job: &str, key: &str, text: String, hint: &str, subject: &Subject, cx: &mut Cx) {
    let spot = subject.at.key(&["jobs", job, key]);
    cx.error(spot, Code::Doubtful, text).warn().hint(hint);
}
