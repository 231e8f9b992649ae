//! What is killed, cancelled or cut off.

use std::time::{Duration, Instant};

use super::Luck;
use super::grounds::Grounds;

/// A command that changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Victim {
    /// `slipway deploy`
    Deploy,
    /// `slipway rollback`
    Rollback,
    /// `slipway promote`
    Promote,
    /// `slipway run`
    Run,
}

impl Victim {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Deploy, Self::Rollback, Self::Promote, Self::Run];

    /// What it changes; `None` is the registry.
    pub fn environment(self) -> Option<&'static str> {
        match self {
            Self::Deploy | Self::Rollback => Some("sandbox"),
            Self::Promote => Some("production"),
            Self::Run => None,
        }
    }

    /// Makes sure that it has something to do, and returns its words.
    pub fn prepare(self, grounds: &Grounds, luck: &mut Luck) -> Vec<String> {
        let deploy = |luck: &mut Luck| {
            let release = grounds.another("sandbox", luck.round);
            if luck.chance(70) {
                grounds.forget_image(release);
            }
            format!("deploy sandbox --release {release}")
        };
        let first = |deploy: String| {
            grounds.scene.ok(&deploy.split(' ').collect::<Vec<_>>());
        };
        let words = match self {
            Self::Deploy => deploy(luck),
            Self::Rollback => {
                let status = grounds.scene.status("sandbox");
                if status["services"][0]["rollback_to"].as_array().is_none_or(Vec::is_empty) {
                    first(deploy(luck));
                }
                "rollback sandbox".to_owned()
            }
            Self::Promote => {
                if grounds.runs("sandbox") == grounds.runs("production") {
                    first(deploy(luck));
                }
                "promote sandbox production".to_owned()
            }
            Self::Run => {
                grounds.cook(&format!("Dish {}", luck.round));
                "run".to_owned()
            }
        };
        words.split(' ').map(str::to_owned).collect()
    }
}

/// How long each of [`Victim::ALL`] takes when nobody is in its way.
pub struct Spans([Duration; 4]);

impl Spans {
    /// Measures them.
    pub fn measure(grounds: &mut Grounds) -> Self {
        let mut luck = Luck::of("spans", 0, 0);
        Self(Victim::ALL.map(|victim| {
            let words = victim.prepare(grounds, &mut luck);
            let began = Instant::now();
            let told = grounds.scene.ok(&words.iter().map(String::as_str).collect::<Vec<_>>());
            let took = began.elapsed();
            if victim == Victim::Run {
                grounds.learn(&told);
            }
            took
        }))
    }

    /// That of one.
    pub fn of(&self, victim: Victim) -> Duration {
        self.0[victim as usize]
    }
}
