//! What is measured.

mod build;
mod deploy;
mod fleet;
mod login;
mod releases;
mod start_up;
mod step;
mod tags;
mod window_start;

use slipway_testkit::Result;

use crate::arguments::Arguments;
use crate::measure::Row;

/// One thing to measure.
pub(crate) struct Case {
    /// The word that chooses it.
    pub(crate) name: &'static str,
    /// What it compares.
    pub(crate) title: &'static str,
    /// Puts up what it needs and measures.
    pub(crate) measure: fn(&Arguments) -> Result<Vec<Row>>,
}

/// All of them.
pub(crate) const CASES: &[Case] = &[
    Case {
        name: "start-up",
        title: "a command that asks nobody, against git status",
        measure: start_up::measure,
    },
    Case { name: "step", title: "steps of a job, against docker run", measure: step::measure },
    Case { name: "deploy", title: "one host, against ssh and docker-compose", measure: deploy::measure },
    Case {
        name: "fleet",
        title: "ten hosts and twenty places, against one and against ssh",
        measure: fleet::measure,
    },
    Case { name: "build", title: "build and push a small change, against docker", measure: build::measure },
    Case { name: "tags", title: "two thousand tags, against skopeo", measure: tags::measure },
    Case {
        name: "window-start",
        title: "the desktop shell until it shows the board, against a blank window",
        measure: window_start::measure,
    },
];
