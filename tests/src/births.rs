//! Which containers an engine creates, as it tells while it does. Asked afterwards an engine knows only its last 256
//! events, and health checks alone are three a second.

use slipway_testkit::{Docker, Running};

/// An engine's stream of creations. It ends with the engine.
pub struct Births(Running);

impl Births {
    /// Listens from now on.
    pub fn of(docker: &Docker) -> Self {
        let labels = ["environment", "service", "job"];
        let labels = labels.map(|label| format!("{{{{index .Actor.Attributes \"dev.slipway.{label}\"}}}}"));
        let format = format!("{}|{{{{.Actor.Attributes.name}}}}", labels.join("|"));
        let words = ["--filter", "type=container", "--filter", "event=create", "--format", &format];
        Self(docker.events_from_now(&words).expect("docker events"))
    }

    /// How many there were so far.
    pub fn count(&self) -> usize {
        self.0.stdout_so_far().lines().count()
    }

    /// The names of those after the first `known` that are `api` in an environment.
    pub fn of_api(&self, known: usize, environment: &str) -> Vec<String> {
        self.after(known, &format!("{environment}|api|"))
    }

    /// The names of those after the first `known` that are a job.
    pub fn of_jobs(&self, known: usize) -> Vec<String> {
        self.after(known, "||test|")
    }

    fn after(&self, known: usize, beginning: &str) -> Vec<String> {
        let told = self.0.stdout_so_far();
        let found = told.lines().skip(known).filter_map(|line| line.strip_prefix(beginning));
        found.map(|rest| rest.trim_start_matches('|').to_owned()).collect()
    }
}
