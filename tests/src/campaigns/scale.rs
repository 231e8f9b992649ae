//! Two hundred services in five environments, after years: what people look at comes at once.

use std::path::Path;
use std::time::Duration;

use serde_json::Value;
use slipway_domain::release::Commit;
use slipway_store::Store;
use slipway_testkit::finish;

use super::{Campaign, Luck, Play, evidence};
use crate::scene::Scene;

mod rebuilt;

#[path = "../../../crates/store/tests/common/sample.rs"]
mod sample;
#[path = "../../../crates/store/tests/common/years.rs"]
mod years;

use years::{ENTRIES, ENVIRONMENTS, Years, name};

/// The campaign.
pub const CAMPAIGN: Campaign = Campaign {
    name: "scale",
    title: "200 services in 5 environments with 5,000,000 entries: any look takes at most 200 ms (build for release), and what is derived is what a rebuild derives",
    rounds: 60,
    set_up: || Scale::set().map(|play| Box::new(play) as Box<dyn Play>),
};

const SERVICES: u64 = 200;
/// How many operations there are, unless `SLIPWAY_TEST_OPERATIONS` says another number.
const OPERATIONS: u64 = 50_000;
const FEWER: &str =
    "entries in the ledger, since SLIPWAY_TEST_OPERATIONS asked for fewer than there have to be";
/// Operations that are written at a time.
const BATCH: u64 = 100;
/// How long a look may take.
const AT_MOST: Duration = Duration::from_millis(200);
const LIMIT: Duration = Duration::from_secs(120);

/// Tags of the service whose tags are looked at: as many as it was built in all these years.
const TAGS: usize = 50;

/// What people look at, and whether a document shows all of it after so many operations.
type Look = (&'static [&'static str], fn(&Value, u64) -> bool);
const LOOKS: [Look; 10] = [
    (&["status"], |told, _| {
        let environments = list(&told["environments"]);
        environments.len() == ENVIRONMENTS.len() && environments.iter().all(of_all_services)
    }),
    (&["status", "production"], |told, _| of_all_services(&told["environments"][0])),
    (&["history"], |told, _| !list(&told["operations"]).is_empty()),
    // Four operations of five deploy, to five environments in turn.
    (&["history", "production", "-n", "200"], |told, operations| {
        list(&told["operations"]).len() as u64 == (operations / 25 * 4).min(200)
    }),
    (&["plan", "dev"], plans_all),
    (&["plan", "sandbox"], plans_all),
    (&["plan", "staging"], plans_all),
    (&["plan", "preprod"], plans_all),
    (&["plan", "production"], plans_all),
    (&["tags", "service-000"], |told, _| list(&told["images"]).len() == TAGS),
];

fn list(told: &Value) -> &[Value] {
    told.as_array().map_or(&[], Vec::as_slice)
}

fn of_all_services(told: &Value) -> bool {
    list(&told["services"]).len() as u64 == SERVICES
}

fn plans_all(told: &Value, _: u64) -> bool {
    of_all_services(told) && !list(&told["actions"]).is_empty()
}

struct Scale {
    scene: Scene,
    /// How many there are in the ledger.
    operations: u64,
    entries: u64,
}

impl Scale {
    fn set() -> Option<Self> {
        let scene = Scene::start("a large project", 1)?;
        let registry = scene.registry.address().to_owned();
        scene.repository.write("slipway.yml", &configuration(&scene)).expect("a configuration");
        scene.repository.commit("Grow").expect("a commit");
        let git = |words: &[&str]| scene.repository.git(words).expect("git").trim().to_owned();
        let [sha, tree] = ["HEAD", "HEAD^{tree}"].map(|name| git(&["rev-parse", name]));
        let commit = Commit { branch: Some("develop".to_owned()), ..Commit::bare(sha, tree, 1_700_000_000) };
        let operations = std::env::var("SLIPWAY_TEST_OPERATIONS").ok().and_then(|number| number.parse().ok());
        let years = Years {
            operations: operations.unwrap_or(OPERATIONS),
            services: SERVICES,
            commit: Some(commit),
            registry,
        };
        scene.registry.fill("team/service-000", TAGS).expect("tags");
        fill(&years, scene.laptop.data());
        let entries = waited(rebuilt::entries(scene.laptop.data()));
        let data = scene.laptop.data().display().to_string();
        scene
            .laptop
            .root_sh(&format!("chown -R 7210:7210 {data}"))
            .expect("a shell")
            .success()
            .expect("rights");
        let entries = u64::try_from(entries).expect("a number");
        let scale = Self { scene, operations: years.operations, entries };
        // What registries and engines say for the first time is kept.
        for look in &LOOKS {
            scale.look(look);
        }
        Some(scale)
    }

    fn look(&self, (words, shows_all): &Look) -> Duration {
        let words = [words, &["--json"][..]].concat();
        let command = self.scene.laptop.command(&self.scene.folder(), &words).expect("slipway");
        let finished = finish(command, LIMIT).expect("slipway ends");
        assert_eq!(finished.code, 0, "{}", finished.describe());
        let told = finished.json().expect("one document");
        assert!(shows_all(&told, self.operations), "all of it is shown: {}", finished.describe());
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
    waited(filling);
}

fn waited<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().expect("a runtime").block_on(work)
}

impl Play for Scale {
    fn round(&mut self, luck: &mut Luck) -> Duration {
        let look = &LOOKS[usize::try_from(luck.round).expect("small") % LOOKS.len()];
        let took = self.look(look);
        assert!(took <= AT_MOST, "{:?} took {took:?}", look.0);
        took
    }

    fn counted(&self) -> Vec<(&'static str, u64)> {
        vec![(if self.operations < OPERATIONS { FEWER } else { "entries in the ledger" }, self.entries)]
    }

    /// What the tables say that all looks come from is what the entries say.
    fn end(&self) {
        let wanted = self.operations * ENTRIES as u64;
        assert!(self.entries >= wanted, "{} entries, of {wanted}", self.entries);
        let derived = waited(rebuilt::assert_the_same(self.scene.laptop.data()));
        assert!(derived >= i64::try_from(self.operations).expect("a number"), "{derived} rows are derived");
    }

    fn keep(&self, folder: &Path) {
        evidence::keep(&self.scene, folder);
    }
}
