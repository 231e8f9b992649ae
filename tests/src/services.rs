//! The services that teams are told through, at the scene's laptop.

use std::time::{Duration, Instant};

use serde_json::Value;
use slipway_testkit::{Slipway, StandInKeys, path_of};

use crate::scene::Scene;

/// How long something may take that another program does.
const PATIENCE: Duration = Duration::from_secs(150);

/// The stand-ins under way; they end with this.
pub struct Services<'s> {
    scene: &'s Scene,
    port: String,
    keys: StandInKeys,
    _program: Slipway,
}

impl<'s> Services<'s> {
    /// Starts them with keys, which no other program can read.
    pub fn start(scene: &'s Scene, keys: &StandInKeys) -> Self {
        let given = format!("{}\n{}\n{}\n", keys.token, keys.secret, keys.git);
        let program = scene.laptop.start_program_given("slipway-stand-ins", &["--keys"], &given);
        let program = program.expect("the stand-ins start");
        let port = until("the stand-ins say where they are", || {
            let told = program.stdout_so_far();
            told.lines().next().filter(|line| line.parse::<u16>().is_ok()).map(str::to_owned)
        });
        Self { scene, port, keys: keys.clone(), _program: program }
    }

    /// Where they listen.
    pub fn port(&self) -> &str {
        &self.port
    }

    /// The address of a service, as a channel's credential or `url` holds it.
    pub fn url(&self, service: &str) -> String {
        format!("http://127.0.0.1:{}{}", self.port, path_of(service, &self.keys.token))
    }

    /// Begins an outage, `SERVICE/KIND/NUMBER/TIMES`.
    pub fn fail(&self, outage: &str) {
        self.ask("POST", &format!("/fail/{outage}"));
    }

    /// What a service took so far, oldest first.
    pub fn taken(&self, service: &str) -> Vec<Value> {
        let all = self.ask("GET", "/taken");
        all.as_array().expect("a list").iter().filter(|one| one["service"] == service).cloned().collect()
    }

    /// What the webhook was told, a word each.
    pub fn events(&self) -> Vec<String> {
        let event = |one: &Value| one["body"]["event"].as_str().unwrap_or_default().to_owned();
        self.taken("webhook").iter().map(event).collect()
    }

    fn ask(&self, method: &str, path: &str) -> Value {
        let text = format!("curl -sS --fail --noproxy '*' -X {method} http://127.0.0.1:{}{path}", self.port);
        let told = self.scene.laptop.sh(&text).expect("a shell");
        serde_json::from_str(&told.stdout).unwrap_or_else(|_| panic!("JSON: {}", told.describe()))
    }
}

/// Looks until something is found.
pub fn until<T>(what: &str, look: impl Fn() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "{what}");
        std::thread::sleep(Duration::from_millis(200));
    }
}
