//! Why a build failed, in a sentence, with its evidence.

use serde_json::json;
use slipway_domain::engine_failure::{FOREIGN_PROGRAM, disk_is_full, image_failure};
use slipway_domain::problem::{Code, Problem};
use slipway_engine::ports::Build;

use crate::progress::Failed;
use crate::step::Step;

/// The problem of a failed build from the engine's sentence and what it reported before.
pub(crate) fn failure(build: &Build, error: &str, failed: Option<Failed>) -> Problem {
    let failed = failed.unwrap_or_else(|| Failed { error: error.to_owned(), ..Failed::default() });
    if disk_is_full(error) {
        let message = format!("The disk of the Docker Engine is full, so {} could not be built.", build.name);
        return Problem::new(Code::DiskShort, message);
    }
    if let Some(base) = base_image(&failed.name) {
        return base_failed(base, error, build);
    }
    match Step::parse(&failed.name) {
        Some(step) => step_failed(build, &step, &failed),
        None => whole_failed(build, error),
    }
}

/// The image that was looked for or fetched, if that is what this name is about.
fn base_image(name: &str) -> Option<&str> {
    if let Some(image) = name.strip_prefix("[internal] load metadata for ") {
        return Some(image);
    }
    let (_, instruction) = name.split_once("] ")?;
    instruction.strip_prefix("FROM ").filter(|_| Step::parse(name).is_some())
}

fn base_failed(base: &str, error: &str, build: &Build) -> Problem {
    let why = innermost(error);
    let code = image_failure(error).unwrap_or(Code::BuildFailed);
    let message = match code {
        Code::RegistryNotFound => format!("The base image {base} does not exist: {why}."),
        Code::RegistryDenied => format!("The registry did not let us have the base image {base}: {why}."),
        Code::PlatformMissing => {
            let platform = build.platform.as_deref().unwrap_or("this engine's platform");
            format!("The base image {base} has no variant for {platform}: {why}.")
        }
        _ => format!("The base image {base} could not be fetched: {why}."),
    };
    let problem = Problem::new(code, message).details(json!({ "base_image": base }));
    match code {
        Code::RegistryNotFound => {
            problem.hint("check the FROM line; an image that is only local has to be on this engine")
        }
        Code::PlatformMissing => problem.hint("choose a base image for that platform, or other `platforms`"),
        _ => problem,
    }
}

fn step_failed(build: &Build, step: &Step, failed: &Failed) -> Problem {
    let code = exit_code(&failed.error);
    let message = match (code, &failed.last_word) {
        (Some(code), Some(last)) => {
            format!("`{}` (step {}) ended with exit code {code}: {last}", step.instruction, step.label)
        }
        (Some(code), None) => {
            format!(
                "`{}` (step {}) ended with exit code {code} and said nothing.",
                step.instruction, step.label
            )
        }
        (None, _) if copies_what_is_not_there(step, failed) => {
            format!("`{}` (step {}) failed: {}.", step.instruction, step.label, innermost(&failed.error))
        }
        // What ended without an exit code did not end by itself.
        (None, _) => format!(
            "The Docker Engine could not carry out `{}` (step {}): {}.",
            step.instruction,
            step.label,
            innermost(&failed.error)
        ),
    };
    let details = json!({
        "step": step.label,
        "instruction": step.instruction,
        "exit_code": code,
        "lines": failed.lines,
    });
    let problem = Problem::new(Code::BuildFailed, message).details(details);
    match hint(build, step, failed) {
        Some(hint) => problem.hint(hint),
        None => problem,
    }
}

fn hint(build: &Build, step: &Step, failed: &Failed) -> Option<String> {
    if copies_what_is_not_there(step, failed) {
        return Some(
            "check that the file is committed and that .dockerignore does not leave it out".to_owned(),
        );
    }
    let foreign = failed.lines.iter().chain([&failed.error]).any(|line| FOREIGN_PROGRAM.are_in(line));
    if foreign {
        let platform = build.platform.as_deref().unwrap_or("that platform");
        return Some(format!(
            "this engine cannot run programs for {platform}: install emulation (`docker run --privileged --rm tonistiigi/binfmt --install all`) or build on such a machine"
        ));
    }
    exit_code(&failed.error).is_none().then(|| ENGINE_STOPPED.to_owned())
}

const ENGINE_STOPPED: &str = "if Docker was stopped or restarted meanwhile, do the same again; `slipway logs` shows everything that the build said";

fn copies_what_is_not_there(step: &Step, failed: &Failed) -> bool {
    let copies = step.instruction.starts_with("COPY") || step.instruction.starts_with("ADD");
    copies && failed.error.contains("not found")
}

fn whole_failed(build: &Build, error: &str) -> Problem {
    let failed = |message: String| Problem::new(Code::BuildFailed, message);
    if let Some((_, stage)) = error.split_once("target stage ").or_else(|| error.split_once("build target "))
    {
        let stage = stage.split_whitespace().next().unwrap_or_default();
        return failed(format!("{} has no stage {stage}, which `target` names.", build.dockerfile));
    }
    let why = innermost(error);
    match error.contains("dockerfile parse error") || error.contains("Dockerfile parse error") {
        true => failed(format!("{} cannot be understood: {why}.", build.dockerfile)),
        false => {
            failed(format!("The Docker Engine could not build {}: {why}.", build.name)).hint(ENGINE_STOPPED)
        }
    }
}

/// What a chain of errors ends with, without the layers that pass it on.
fn innermost(error: &str) -> &str {
    const PASSED_ON: [&str; 9] = [
        "failed to solve",
        "failed to create LLB definition",
        "failed to build LLB",
        "failed to solve with frontend dockerfile.v0",
        "rpc error",
        "failed to compute cache key",
        "failed to do request",
        "executor failed running",
        "failed to load cache key",
    ];
    let mut rest = error.trim().trim_end_matches('.');
    while let Some((first, inner)) = rest.split_once(": ") {
        if !PASSED_ON.iter().any(|layer| first.starts_with(layer)) {
            break;
        }
        // A code such as `rpc error: code = Unknown desc = …` stands before the sentence that matters.
        rest = inner.split_once(" desc = ").map_or(inner, |(_, sentence)| sentence);
    }
    rest
}

fn exit_code(error: &str) -> Option<i64> {
    let (_, after) = error.rsplit_once("exit code: ")?;
    let digits: String = after.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
#[path = "failure/tests.rs"]
mod tests;
