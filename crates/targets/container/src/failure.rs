//! What an engine says when a container cannot be created or started, as sentences that help.

use slipway_domain::engine_failure::{FOREIGN_IMAGE, FOREIGN_PROGRAM, NO_IMAGE, PORT_TAKEN, Signs};
use slipway_domain::problem::{Code, Problem};
use slipway_hosts::Spot;

/// A program or a folder that a container begins with is not there, or not for its user.
const NO_PROGRAM: Signs =
    Signs::new(&["executable file not found", "no such file or directory", "permission denied"]);

/// What is told of a problem with a container: what was tried, and what became of the old one.
pub fn told(spot: &Spot, container: &str, tried: &str, problem: Problem, then: &str) -> Problem {
    let place = &spot.place;
    let said = problem.message.trim_end_matches('.').to_owned();
    let text = format!("on {place} {container} could not be {tried}: {said}; {then}");
    meaning(spot, Problem { message: text, ..problem })
}

/// The code and hint that fit what the engine said.
fn meaning(spot: &Spot, problem: Problem) -> Problem {
    let place = &spot.place;
    let says = |signs: &[Signs]| signs.iter().any(|signs| signs.are_in(&problem.message));
    if problem.code != Code::EngineFailed {
        return problem;
    }
    if says(&[PORT_TAKEN]) {
        let hint = format!(
            "find what holds the port with `docker ps` or `ss -ltnp` on {place}, or publish another one in slipway.yml"
        );
        return Problem { code: Code::HostCommandFailed, ..problem }.hint(hint);
    }
    if says(&[NO_IMAGE]) {
        let hint = format!("the image was removed from {place} after it was pulled; deploy again");
        return Problem { code: Code::RegistryNotFound, ..problem }.hint(hint);
    }
    if says(&[FOREIGN_PROGRAM, FOREIGN_IMAGE]) {
        return Problem { code: Code::PlatformMissing, ..problem }
            .hint("build for the host's processor: `platforms` in slipway.yml");
    }
    if says(&[NO_PROGRAM]) {
        return problem.hint("check the image's entry point, and the paths of `volumes` in slipway.yml");
    }
    problem
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told_of(said: &str) -> Problem {
        let engine = Problem::new(Code::EngineFailed, format!("The engine could not start it: {said}."));
        let here = Spot::here("recipes", "mine");
        told(&here, "the new container of api", "started", engine, "the one before runs again")
    }

    #[test]
    fn the_engines_words_and_the_old_containers_fate_are_told() {
        let problem = told_of("Bind for 0.0.0.0:80 failed: port is already allocated");
        assert_eq!(
            problem.message,
            "on this machine the new container of api could not be started: The engine could not start it: \
             Bind for 0.0.0.0:80 failed: port is already allocated; the one before runs again"
        );
        assert_eq!(problem.code, Code::HostCommandFailed);
        assert!(problem.hint.unwrap().contains("ss -ltnp"));
        assert_eq!(told_of("No such image: x@sha256:00").code, Code::RegistryNotFound);
        assert_eq!(told_of("exec /x: exec format error").code, Code::PlatformMissing);
        assert_eq!(told_of("something new").code, Code::EngineFailed);
    }
}
