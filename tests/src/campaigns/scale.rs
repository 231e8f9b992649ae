//! Two hundred services in five environments, after years: what people look at comes at once.

use std::path::Path;
use std::time::Duration;

use slipway_domain::release::Commit;
use slipway_store::Store;
use slipway_testkit::finish;

use super::{Campaign, Luck, Play, evidence};
use crate::scene::Scene;

#[path = "../../../crates/store/tests/common/sample.rs"]
mod sample;
#[path = "../../../crates/store/tests/common/years.rs"]
mod years;

use years::{ENVIRONMENTS, Years, name};

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "scale",
    title: "200 services in 5 environments with 5,000,000 entries: any look takes at most 200 ms (build for release)",
    rounds: 60,
    set_up: || Scale::set().map(|play| Box::new(play) as Box<dyn Play>),
};

const SERVICES: u64 = 200;
/// How many operations there are, unless `SLIPWAY_TEST_OPERATIONS` says another number.
const OPERATIONS: u64 = 50_000;
/// Operations that are written at a time.
const BATCH: u64 = 100;
/// How long a look may take.
const AT_MOST: Duration = Duration::from_millis(200);
const LIMIT: Duration = Duration::from_secs(120);

/// What people look at.
const LOOKS: [&[&str]; 6] = [
    &["status"],
    &["status", "production"],
    &["history"],
    &["history", "production", "-n", "200"],
    &["plan", "dev"],
    &["tags", "service-000"],
];

struct Scale {
    scene: Scene,
}

impl Scale {
    fn set() -> Option<Self> {
        let scene = Scene::start("a large project", 1)?;
        let registry = scene.registry.address().to_owned();
        scene.repository.write("slipway.yml", &configuration(&scene)).expect("a configuration");
        scene.repository.commit("Grow").expect("a commit");
        let git = |words: &[&str]| scene.repository.git(words).expect("git").trim().to_owned();
        let commit = Commit {
            sha: git(&["rev-parse", "HEAD"]),
            tree: git(&["rev-parse", "HEAD^{tree}"]),
            branch: Some("develop".to_owned()),
            git_tag: None,
            time: 1_700_000_000,
            dirty: false,
            pushed: None,
        };
        let operations = std::env::var("SLIPWAY_TEST_OPERATIONS").ok().and_then(|number| number.parse().ok());
        let years = Years {
            operations: operations.unwrap_or(OPERATIONS),
            services: SERVICES,
            commit: Some(commit),
            registry,
        };
        fill(&years, scene.laptop.data());
        let data = scene.laptop.data().display().to_string();
        scene
            .laptop
            .root_sh(&format!("chown -R 7210:7210 {data}"))
            .expect("a shell")
            .success()
            .expect("rights");
        let scale = Self { scene };
        // What registries and engines say for the first time is kept.
        for look in LOOKS {
            scale.look(look);
        }
        Some(scale)
    }

    fn look(&self, words: &[&str]) -> Duration {
        let words = [words, &["--json"]].concat();
        let command = self.scene.laptop.command(&self.scene.folder(), &words).expect("slipway");
        let finished = finish(command, LIMIT).expect("slipway ends");
        assert_eq!(finished.code, 0, "{}", finished.describe());
        finished.took
    }
}

/// A project with many services, all as plain containers of this laptop.
fn configuration(scene: &Scene) -> String {
    let before = scene.repository.read("slipway.yml").expect("a configuration");
    let registries: String = before.lines().filter(|line| line.starts_with("registries:")).collect();
    let image = |service: u64| format!("{}/team/{}", scene.registry.address(), name(service));
    let service = |service: u64| {
        let version = "0.1.${build_number}";
        format!(
            "  {}: {{ build: {{ context: . }}, image: {}, version: \"{version}\" }}\n",
            name(service),
            image(service)
        )
    };
    let services: String = (0..SERVICES).map(service).collect();
    let environment = |name: &&str| format!("  {name}: {{ target: {{ docker: {{}} }} }}\n");
    let environments: String = ENVIRONMENTS.iter().map(environment).collect();
    format!("version: 1\nproject: recipes\n{registries}\nservices:\n{services}environments:\n{environments}")
}

fn fill(years: &Years, data: &Path) {
    let filling = async {
        let ledger = Store::open(data).await.expect("the data directory").ledger();
        for first in (0..years.operations).step_by(usize::try_from(BATCH).expect("small")) {
            let entries = (first..first + BATCH).flat_map(|index| years.entries(index)).collect();
            ledger.append(entries).await.expect("entries");
        }
    };
    tokio::runtime::Runtime::new().expect("a runtime").block_on(filling);
}

impl Play for Scale {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let words = LOOKS[usize::try_from(luck.round).expect("small") % LOOKS.len()];
        let took = self.look(words);
        assert!(took <= AT_MOST, "{words:?} took {took:?}");
        took
    }

    fn keep(&self, folder: &Path) {
        evidence::keep(&self.scene, folder);
    }
}
