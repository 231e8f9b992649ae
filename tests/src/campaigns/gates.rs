//! A crash at every point of the steps that wait: for an approval, for time to pass, for the answer whether what failed is
//! taken back. Nothing goes out before it may, and an answer counts once.

use std::time::{Duration, Instant};

use serde_json::Value;
use slipway_engine::runner::KillPoint;

use super::grounds::{Grounds, SETTLED_WITHIN};
use super::kill_points::{crash, settle};
use super::{Campaign, Luck, Play};
use crate::truth::{KILLED, has_in};

/// What is waited for, and what comes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    /// Somebody approves the plan.
    Approved,
    /// Somebody denies it.
    Denied,
    /// The release has run long enough in the environment before.
    Soaked,
    /// What failed is taken back.
    TakenBack,
    /// What failed stays.
    Left,
    /// Somebody cancels in place of an answer, so what failed stays.
    Cancelled,
}

const CASES: [Case; 6] =
    [Case::Approved, Case::Denied, Case::Soaked, Case::TakenBack, Case::Left, Case::Cancelled];
const POINTS: [&str; KillPoint::ALL.len()] = KillPoint::NAMES;
/// How long a release has to run in sandbox; longer than a crash and a resume take together.
const SOAK: Duration = Duration::from_secs(60);
/// What the check of `approved` may take at first, which no plan depends on but for its hash.
const WITHIN: u64 = 301;

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "gates",
    title: "a crash while something is waited for is settled: nothing goes out before it may, and an answer counts once",
    rounds: (CASES.len() * POINTS.len()) as u64,
    set_up: || Gates::set().map(|play| Box::new(play) as Box<dyn Play>),
};

const ENVIRONMENTS: &str = "  approved:
    target: { docker: { host: host-1, ports: [\"8084:8080\"] } }
    verify: [ { url: \"http://localhost:8084/version\", contains: \"${version}\", within: 301s } ]
    approvals: { count: 1 }
    on_failure: rollback
  soaked:
    after: sandbox
    soak: 60s
    target: { docker: { host: host-1, ports: [\"8085:8080\"] } }
    verify: [ { url: \"http://localhost:8085/version\", contains: \"${version}\", within: 60s } ]
    on_failure: rollback
  asking:
    target: { docker: { host: host-1, ports: [\"8086:8080\"] } }
    verify: [ { url: \"http://localhost:8086/version\", contains: \"never\", within: 1s } ]
    on_failure: ask
";

impl Case {
    fn environment(self) -> &'static str {
        match self {
            Self::Approved | Self::Denied => "approved",
            Self::Soaked => "soaked",
            Self::TakenBack | Self::Left | Self::Cancelled => "asking",
        }
    }

    /// The step that waits.
    fn step(self) -> &'static str {
        match self {
            Self::Approved | Self::Denied => "gate/approval",
            Self::Soaked => "gate/after",
            Self::TakenBack | Self::Left | Self::Cancelled => "ask",
        }
    }

    /// Some steps that come after it, where another crash may be.
    fn afterwards(self) -> &'static [&'static str] {
        match self {
            Self::TakenBack => &["host-1/back", "host-1/unlock"],
            Self::Left | Self::Cancelled => &["host-1/unlock"],
            _ => &["host-1/lock", "open", "host-1/run", "host-1/unlock"],
        }
    }

    /// How it ends: the exit code and the verdict.
    fn end(self) -> (i32, &'static str) {
        match self {
            Self::Approved | Self::Soaked => (0, "succeeded"),
            Self::Denied => (3, "cancelled"),
            Self::TakenBack => (1, "rolled_back"),
            Self::Left | Self::Cancelled => (1, "failed"),
        }
    }
}

struct Gates {
    grounds: Grounds,
    within: u64,
}

/// What there was before the operation.
struct Before {
    newest: Value,
    created: Vec<usize>,
    running: Vec<(String, String)>,
}

impl Gates {
    fn set() -> Option<Self> {
        let grounds = Grounds::prepared("crashes at gates", 1, |scene| {
            let text = scene.repository.read("slipway.yml").expect("slipway.yml");
            scene.change("slipway.yml", &(text + ENVIRONMENTS));
        })?;
        let mut gates = Self { grounds, within: WITHIN };
        gates.grounds.scene.json(&["deploy", "approved", "--release", "1", "--yes"], 5);
        gates.answer(Case::Approved);
        gates.grounds.scene.ok(&["resume"]);
        // The first of it has to wait for nothing.
        let words = ["deploy", "soaked", "--release", "1", "--hotfix", "--reason", "Begin"];
        gates.grounds.scene.ok(&words);
        gates.grounds.remember();
        Some(gates)
    }

    /// Makes the next plan one that nobody has approved or denied yet.
    fn make_new(&mut self) {
        let within = |seconds: u64| format!("within: {seconds}s");
        self.grounds.scene.configure(&within(self.within), &within(self.within + 1));
        self.within += 1;
    }

    fn release(&self, case: Case, turn: u64) -> u64 {
        match case {
            Case::TakenBack | Case::Left | Case::Cancelled => 1 + turn % 3,
            _ => self.grounds.another(case.environment(), turn),
        }
    }

    fn newest(&self, environment: &str) -> Option<Value> {
        self.grounds.history().into_iter().find(|row| row["environment"] == environment)
    }

    fn before(&self, case: Case) -> Before {
        Before {
            newest: self.grounds.history()[0]["operation"].clone(),
            created: self.grounds.created(),
            running: self.grounds.scene.running("host-1", case.environment()),
        }
    }

    /// Deploys up to the point; `outcome` is only come by once there is an answer.
    fn begin(&self, case: Case, release: u64, point: &str) -> String {
        let number = release.to_string();
        let words = ["deploy", case.environment(), "--release", &number];
        let at = format!("{point}:{}", case.step());
        let ended = crash(&self.grounds, &words, &at);
        let why = format!("{words:?} killed at {at}\n{}", ended.describe());
        assert_eq!(ended.code, if point == "outcome" { 5 } else { KILLED }, "{why}");
        why
    }

    /// Asserts that it waits, that only one operation is open, and that nothing went out.
    fn assert_waits(&self, case: Case, release: u64, before: &Before, why: &str) {
        let (told, code, took) = self.grounds.resume(&[]);
        let why = format!("{why}\nresumed: {told:#}");
        assert!(took < SETTLED_WITHIN, "known only after {took:?}\n{why}");
        assert_eq!((code, &told["verdict"]), (5, &"waiting".into()), "{why}");
        self.assert_one_operation(before, &why);
        let (scene, environment) = (&self.grounds.scene, case.environment());
        let running = scene.running("host-1", environment);
        let locked = has_in(scene.host("host-1"), environment, "lock");
        if case.step() == "ask" {
            let failed = [("api".to_owned(), self.grounds.releases[&release].clone())];
            assert_eq!((running.as_slice(), locked), (&failed[..], true), "what failed is there\n{why}");
        } else {
            assert_eq!((&running, locked), (&before.running, false), "nothing goes out before\n{why}");
            self.grounds.assert_started_once(environment, &before.created, false, &why);
        }
        assert_eq!(scene.status(environment)["state"], "waiting", "{why}");
    }

    fn assert_one_operation(&self, before: &Before, why: &str) {
        let history = self.grounds.history();
        let new = history.iter().take_while(|row| row["operation"] != before.newest).count();
        assert_eq!(new, 1, "one operation was opened\n{why}");
    }

    /// Somebody says what is to be done; the plan is the one of the newest operation.
    fn answer(&self, case: Case) {
        let newest = self.newest(case.environment()).expect("an operation");
        let hash = newest["plan"].as_str().expect("a hash");
        let scene = &self.grounds.scene;
        match case {
            Case::Approved | Case::TakenBack => scene.json(&["approve", hash], 0),
            Case::Denied | Case::Left => scene.json(&["deny", hash, "--reason", "No"], 0),
            Case::Soaked | Case::Cancelled => return,
        };
    }

    fn assert_ended(&self, case: Case, release: u64, before: &Before, why: &str) {
        let environment = case.environment();
        let newest = self.newest(environment).expect("an operation");
        assert_eq!(newest["verdict"], case.end().1, "{newest:#}\n{why}");
        self.assert_one_operation(before, why);
        let scene = &self.grounds.scene;
        match case {
            Case::Approved | Case::Soaked => {
                assert_eq!(self.grounds.runs(environment), release, "{why}");
                self.grounds.assert_started_once(environment, &before.created, true, why);
                self.grounds.assert_true(environment, why);
            }
            Case::Denied => {
                assert_eq!(scene.running("host-1", environment), before.running, "{why}");
                self.grounds.assert_started_once(environment, &before.created, false, why);
                self.grounds.assert_true(environment, why);
            }
            Case::TakenBack => assert_eq!(scene.running("host-1", environment), [], "{why}"),
            Case::Left | Case::Cancelled => {
                let left = [("api".to_owned(), self.grounds.releases[&release].clone())];
                assert_eq!(scene.running("host-1", environment), left, "it was to stay\n{why}");
                assert_eq!(scene.status(environment)["state"], "failed", "{why}");
                // The next round begins where nothing is.
                let remove = "docker ps --all --quiet --filter label=dev.slipway.environment=asking | xargs -r docker rm --force";
                scene.host("host-1").sh(remove).expect("a shell").success().expect("it goes");
            }
        }
        if case.step() == "ask" {
            self.grounds.assert_started_once(environment, &before.created, true, why);
        }
        self.grounds.assert_all_true(why);
    }
}

impl Play for Gates {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let number = usize::try_from(luck.round - 1).unwrap_or_default() % (CASES.len() * POINTS.len());
        let (case, point) = (CASES[number / POINTS.len()], POINTS[number % POINTS.len()]);
        let again =
            luck.chance(50).then(|| format!("{}:{}", luck.one_of(&POINTS), luck.one_of(case.afterwards())));
        self.make_new();
        let release = self.release(case, luck.round);
        if case == Case::Soaked {
            self.grounds.scene.ok(&["deploy", "sandbox", "--release", &release.to_string()]);
        }
        let since = Instant::now();
        let before = self.before(case);
        let why = self.begin(case, release, point);
        self.assert_waits(case, release, &before, &why);
        self.answer(case);
        if case == Case::Soaked {
            std::thread::sleep(SOAK.saturating_sub(since.elapsed()));
        }
        // Only with the answer there is an outcome; a cancel goes on by itself and would come to the end.
        if point == "outcome" || case == Case::Cancelled {
            let word = if case == Case::Cancelled { "cancel" } else { "resume" };
            let crashed = crash(&self.grounds, &[word], &format!("outcome:{}", case.step()));
            assert_eq!(crashed.code, KILLED, "it was come by: {}\n{why}", crashed.describe());
        }
        let (settled, took) = settle(&self.grounds, again, case.end().0, &why);
        self.assert_ended(case, release, &before, &format!("{why}\n{settled:#}"));
        took
    }

    fn grounds(&self) -> Option<&Grounds> {
        Some(&self.grounds)
    }
}
