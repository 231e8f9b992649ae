//! How far a step is, in parts: for whoever says it in other words than the engine's.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use crate::problem::{Code, Problem};

/// How far a step is. Its `Display` is the engine's few words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum HowFar {
    /// An image is being pulled.
    Pulling {
        /// How much of what is known of it is here.
        percent: u64,
    },
    /// An image is being pushed.
    Pushing {
        /// How much of what is known of it is there.
        percent: u64,
    },
    /// What a build may read is being sent.
    Sending {
        /// How much was sent, such as `1.2 MB`.
        size: String,
    },
    /// A build has come to an instruction of its Dockerfile.
    Building {
        /// Where that stands: `2/4`, or `build 2/4` in a named stage.
        step: String,
        /// The instruction.
        instruction: String,
    },
    /// Layers of an image are looked through.
    Layers {
        /// How many were not looked through before.
        new: u64,
        /// Of how many.
        of: u64,
    },
    /// Time passes.
    Pausing {
        /// How much, in seconds.
        seconds: u64,
    },
    /// A job has come to a command.
    Command {
        /// Its name.
        name: String,
    },
    /// A container is being put in its place.
    Container {
        /// Its name.
        name: String,
    },
    /// A service does not run yet as it should.
    Service {
        /// The service.
        service: String,
        /// What it lacks.
        lacks: Lack,
    },
    /// Something did not work and is tried again.
    Problem {
        /// What it is about.
        code: Code,
        /// What happened, in a sentence.
        message: String,
    },
}

/// What keeps a service from running as it should.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Lack {
    /// No container runs.
    Container,
    /// Another release runs.
    Release,
    /// The health check has not passed yet.
    Passed,
    /// The container restarts again and again.
    Rest,
    /// The health check fails.
    Health,
    /// The container ended.
    Ended {
        /// With which code.
        code: i64,
    },
    /// The container does not run.
    Running {
        /// The engine's word for how it is.
        state: String,
    },
}

impl HowFar {
    /// That this is tried again.
    pub fn again(problem: &Problem) -> Self {
        Self::Problem { code: problem.code, message: problem.message.clone() }
    }

    /// The same, with everything that others worded cleaned.
    pub fn cleaned(self, clean: &dyn Fn(&str) -> String) -> Self {
        match self {
            Self::Building { step, instruction } => {
                Self::Building { step: clean(&step), instruction: clean(&instruction) }
            }
            Self::Command { name } => Self::Command { name: clean(&name) },
            Self::Container { name } => Self::Container { name: clean(&name) },
            Self::Service { service, lacks } => Self::Service { service: clean(&service), lacks },
            Self::Problem { code, message } => Self::Problem { code, message: clean(&message) },
            Self::Pulling { .. }
            | Self::Pushing { .. }
            | Self::Sending { .. }
            | Self::Layers { .. }
            | Self::Pausing { .. } => self,
        }
    }
}

impl fmt::Display for HowFar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Pulling { percent } => write!(f, "pulling {percent} %"),
            Self::Pushing { percent } => write!(f, "pushing {percent} %"),
            Self::Sending { size } => write!(f, "sending the context, {size}"),
            Self::Building { step, instruction } => write!(f, "step {step} {instruction}"),
            Self::Layers { new, of } => write!(f, "looking through {new} of {of} layers"),
            Self::Pausing { seconds } => write!(f, "waiting {seconds} s"),
            Self::Command { name } => f.write_str(name),
            Self::Container { name } => write!(f, "run {name}"),
            Self::Service { service, lacks } => write!(f, "{service}: {lacks}"),
            Self::Problem { message, .. } => f.write_str(message),
        }
    }
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Container => f.write_str("no container runs"),
            Self::Release => f.write_str("another release runs"),
            Self::Passed => f.write_str("its health check has not passed yet"),
            Self::Rest => f.write_str("its container restarts again and again"),
            Self::Health => f.write_str("its health check fails"),
            Self::Ended { code } => write!(f, "its container ended with exit code {code}"),
            Self::Running { state } => write!(f, "its container is {state} and does not run"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_engine_says_it_in_a_few_words() {
        let layers = HowFar::Layers { new: 3, of: 9 };
        assert_eq!(layers.to_string(), "looking through 3 of 9 layers");
        let ended = HowFar::Service { service: "api".to_owned(), lacks: Lack::Ended { code: 137 } };
        assert_eq!(ended.to_string(), "api: its container ended with exit code 137");
        let said = serde_json::to_value(ended).unwrap();
        let lacks = serde_json::json!({ "is": "ended", "code": 137 });
        assert_eq!(said, serde_json::json!({ "is": "service", "service": "api", "lacks": lacks }));
    }

    #[test]
    fn what_others_worded_is_cleaned() {
        let clean = |text: &str| text.replace("s3cret", "***");
        let one = |text: &str| text.to_owned();
        let told = [
            HowFar::Building { step: one("2/4"), instruction: one("RUN login s3cret") },
            HowFar::Command { name: one("login s3cret") },
            HowFar::Container { name: one("s3cret") },
            HowFar::again(&Problem::new(Code::VerifyFailed, "http://a/s3cret answered 503")),
        ];
        for far in told {
            let cleaned = far.cleaned(&clean);
            assert!(cleaned.to_string().contains("***"), "{cleaned}");
            assert!(!serde_json::to_string(&cleaned).unwrap().contains("s3cret"));
        }
    }
}
