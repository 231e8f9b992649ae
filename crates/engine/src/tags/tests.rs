use std::collections::BTreeMap;
use std::sync::Mutex;

use async_trait::async_trait;
use serde_json::{Value, json};
use slipway_domain::config::{Build, Service};
use slipway_domain::digest::Digest;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::template::{Template, Variables};

use super::*;
use crate::ports::{Change, KnownBy, Recalled, Topic};

/// A repository in memory: tags, and what is known of digests. Counts what is read.
#[derive(Default)]
struct Repository {
    tags: Option<BTreeMap<String, Digest>>,
    images: BTreeMap<Digest, ImageMetadata>,
    broken: Option<Digest>,
    read: Mutex<Vec<Digest>>,
    /// The tags that were asked for since the last look.
    asked: Mutex<Vec<String>>,
}

impl Repository {
    fn find(&self, tag: &str) -> Option<Digest> {
        self.asked.lock().unwrap().push(tag.to_owned());
        self.tags.as_ref().and_then(|tags| tags.get(tag).cloned())
    }

    fn asked(&self) -> Vec<String> {
        let mut asked = std::mem::take(&mut *self.asked.lock().unwrap());
        asked.sort();
        asked
    }
}

#[async_trait]
impl Registry for Repository {
    async fn tags(&self) -> Result<Vec<String>, Problem> {
        let tags = self.tags.as_ref().ok_or_else(|| Problem::new(Code::RegistryNotFound, "no repository"))?;
        Ok(tags.keys().cloned().chain(["removed-meanwhile".to_owned()]).collect())
    }

    async fn digest(&self, tag: &str) -> Result<Option<Digest>, Problem> {
        Ok(self.find(tag))
    }

    async fn manifest(&self, tag: &str) -> Result<Option<ManifestInfo>, Problem> {
        let manifest = |digest| ManifestInfo { digest, media_type: String::new(), bytes: Default::default() };
        Ok(self.find(tag).map(manifest))
    }

    async fn exists(&self, digest: &Digest) -> Result<bool, Problem> {
        Ok(self.images.contains_key(digest))
    }

    async fn metadata(&self, digest: &Digest) -> Result<ImageMetadata, Problem> {
        self.read.lock().unwrap().push(digest.clone());
        if self.broken.as_ref() == Some(digest) {
            return Err(Problem::new(Code::RegistryFailed, "500"));
        }
        self.images.get(digest).cloned().ok_or_else(|| Problem::new(Code::RegistryNotFound, "part missing"))
    }

    async fn describe(&self, manifest: &ManifestInfo) -> Result<ImageMetadata, Problem> {
        self.metadata(&manifest.digest).await
    }

    async fn known_by(&self, _: &ManifestInfo) -> Result<Vec<KnownBy>, Problem> {
        Ok(Vec::new())
    }

    async fn tag(&self, manifest: &ManifestInfo, _: &str) -> Result<Digest, Problem> {
        Ok(manifest.digest.clone())
    }

    async fn put_index(&self, _: &[(String, Digest)], _: &str) -> Result<Digest, Problem> {
        Ok(digest("index"))
    }

    async fn put_blob(&self, content: bytes::Bytes) -> Result<Digest, Problem> {
        Ok(Digest::of(&content))
    }

    async fn delete(&self, _: &Digest) -> Result<(), Problem> {
        Ok(())
    }
}

/// Remembers in memory, by topic and key.
#[derive(Default)]
struct Notes(Mutex<BTreeMap<(&'static str, String), Value>>);

impl Notes {
    fn with(&self, topic: Topic, fits: impl Fn(&str) -> bool) -> Vec<Recalled> {
        let known = self.0.lock().unwrap();
        let found = known.iter().filter(|((of, key), _)| *of == topic.word() && fits(key));
        found.map(|((_, key), value)| recalled(key, value)).collect()
    }
}

fn recalled(key: &str, value: &Value) -> Recalled {
    serde_json::from_str(&json!({ "key": key, "value": value }).to_string()).unwrap()
}

#[async_trait]
impl Memory for Notes {
    async fn recall(&self, topic: Topic, keys: &[String]) -> Result<Vec<Recalled>, Problem> {
        Ok(self.with(topic, |key| keys.iter().any(|one| one == key)))
    }

    async fn recall_beginning(&self, topic: Topic, beginning: &str) -> Result<Vec<Recalled>, Problem> {
        Ok(self.with(topic, |key| key.starts_with(beginning)))
    }

    async fn remember(&self, topic: Topic, values: Vec<(String, Value)>) -> Result<(), Problem> {
        let mut known = self.0.lock().unwrap();
        for (key, value) in values {
            known.entry((topic.word(), key)).or_insert(value);
        }
        Ok(())
    }

    async fn note(&self, topic: Topic, values: Vec<(String, Value)>) -> Result<(), Problem> {
        let values = values.into_iter().map(|(key, value)| ((topic.word(), key), value));
        self.0.lock().unwrap().extend(values);
        Ok(())
    }

    async fn change(&self, topic: Topic, key: &str, change: Change<'_>) -> Result<(), Problem> {
        let known = self.recall(topic, &[key.to_owned()]).await?;
        let changed = known.first().and_then(change).map(|value| (key.to_owned(), value));
        self.note(topic, changed.into_iter().collect()).await
    }
}

fn digest(name: &str) -> Digest {
    Digest::of(name.as_bytes())
}

fn metadata_with(labels: &[(&str, &str)], created: &str) -> ImageMetadata {
    let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
    ImageMetadata {
        created: Some(created.to_owned()),
        size_bytes: 7,
        platforms: vec!["linux/amd64".to_owned()],
        labels: labels.iter().map(owned).collect(),
        layers: BTreeMap::new(),
    }
}

fn repository(tags: &[(&str, &str)]) -> Repository {
    let known = metadata_with(&[("org.opencontainers.image.revision", "c0ffee")], "2026-01-02T03:04:05Z");
    Repository {
        images: tags.iter().map(|(_, image)| (digest(image), known.clone())).collect(),
        tags: Some(tags.iter().map(|(tag, image)| ((*tag).to_owned(), digest(image))).collect()),
        ..Repository::default()
    }
}

/// The number in `0.1.N`.
fn patch(text: &str) -> Option<u64> {
    text.strip_prefix("0.1.")?.parse().ok()
}

/// Lists what runs nowhere, at a time; tags `0.1.N` stay.
async fn list(registry: &Repository, notes: &Notes, now: i64) -> Result<Vec<ImageRow>, Problem> {
    list_of(registry, notes, now, &|tag| patch(tag).is_some()).await
}

async fn list_of(
    registry: &Repository,
    notes: &Notes,
    now: i64,
    stays: &(dyn Fn(&str) -> bool + Sync),
) -> Result<Vec<ImageRow>, Problem> {
    let running = BTreeMap::from([(digest("b"), vec!["sandbox".to_owned()])]);
    let listing = Listing { repository: "r/api", registry, memory: notes, now, stays, number: &patch };
    tags(&listing, &running).await
}

#[tokio::test]
async fn groups_tags_by_digest_and_reads_each_image_once_for_ever() {
    let mut registry = repository(&[("0.1.1", "a"), ("master", "b"), ("0.1.2", "b")]);
    let notes = Notes::default();
    let mut rows = list(&registry, &notes, 1).await.unwrap();
    sort(&mut rows, Sort::Build);
    assert_eq!(rows.len(), 2);
    assert_eq!((rows[0].tags.join(" "), rows[0].build_number), ("0.1.2 master".to_owned(), Some(2)));
    assert_eq!((&rows[0].running_in, &rows[1].running_in), (&vec!["sandbox".to_owned()], &Vec::new()));
    assert_eq!(registry.read.lock().unwrap().len(), 2);

    // The branch's tag moves to a new image: only that one is read.
    registry.images.insert(digest("c"), registry.images[&digest("a")].clone());
    registry.tags.as_mut().unwrap().insert("master".to_owned(), digest("c"));
    let rows = list(&registry, &notes, 2).await.unwrap();
    assert_eq!(rows.len(), 3);
    assert_eq!(registry.read.lock().unwrap()[2..], [digest("c")]);
}

#[tokio::test]
async fn versions_are_asked_for_again_only_a_few_at_a_time() {
    let names: Vec<String> = (1..=20).map(|number| format!("0.1.{number:02}")).collect();
    let all: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), name.as_str())).collect();
    let mut registry = repository(&[all, vec![("master", "0.1.20")]].concat());
    let notes = Notes::default();
    assert_eq!(list(&registry, &notes, 1).await.unwrap().len(), 20);
    assert_eq!(registry.asked().len(), 22, "each tag once, and the one that was removed meanwhile");

    // Another tool moves one of them, and another image comes.
    registry.images.insert(digest("moved"), registry.images[&digest("0.1.01")].clone());
    let known = registry.tags.as_mut().unwrap();
    known.insert("0.1.12".to_owned(), digest("moved"));
    known.insert("0.1.21".to_owned(), digest("0.1.01"));
    let shown =
        |rows: Vec<ImageRow>| rows.iter().any(|row| row.tags == ["0.1.12"] && row.digest == digest("moved"));
    assert!(!shown(list(&registry, &notes, 2).await.unwrap()));
    let asked = registry.asked();
    assert_eq!(
        asked,
        [&names[..8], &["0.1.21".into(), "master".into(), "removed-meanwhile".into()]].concat()
    );
    assert!(shown(list(&registry, &notes, 3).await.unwrap()), "the next listing asks for the next few");
    assert_eq!(registry.asked()[..8], names[8..16]);
}

#[tokio::test]
async fn versions_of_any_template_are_not_asked_for_one_by_one() {
    let template = |text: &str| Template::parse(text).unwrap();
    for version in ["${commit_time}", "${sha}", "b-${git_tag}"] {
        let service = Service {
            build: Some(Build::default()),
            version: template(version),
            tags: vec![template("${version}"), template("main-${branch}")],
            ..Service::default()
        };
        let of = |number: i64| Variables {
            commit_time: Some(1_767_600_000 + number),
            sha: Some(format!("{number:040x}")),
            git_tag: Some(format!("winter-{number}")),
            ..Variables::default()
        };
        let names: Vec<String> =
            (0..100).map(|number| service.version_tag(&of(number)).unwrap().to_string()).collect();
        let all: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), name.as_str())).collect();
        let registry = repository(&[all, vec![("main-x", names[99].as_str())]].concat());
        let (notes, stays) = (Notes::default(), |tag: &str| service.is_version(tag));
        assert_eq!(list_of(&registry, &notes, 1, &stays).await.unwrap().len(), 100);
        assert_eq!(registry.asked().len(), 102, "{version}: each tag once");
        assert_eq!(list_of(&registry, &notes, 2, &stays).await.unwrap().len(), 100);
        assert_eq!(registry.asked().len(), 8 + 2, "{version}: a few of them again, and those that move");
    }
}

#[tokio::test]
async fn parts_of_an_index_and_claims_are_no_images() {
    let part = crate::claims::part_tag("0.1.1", "linux/arm64");
    let registry = repository(&[("0.1.1", "a"), (part.as_str(), "b"), ("slipway-claim-0-1", "c")]);
    let rows = list(&registry, &Notes::default(), 1).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.tags.join(" ")).collect::<Vec<_>>(), ["0.1.1"]);
}

#[tokio::test]
async fn a_broken_image_is_unknown_and_a_failing_registry_is_told() {
    let mut registry = repository(&[("1.0.0", "a"), ("2.0.0", "b")]);
    registry.images.remove(&digest("b"));
    let notes = Notes::default();
    let rows = list(&registry, &notes, 1).await.unwrap();
    let broken = rows.iter().find(|row| row.digest == digest("b")).unwrap();
    assert_eq!((broken.size_bytes, broken.created, broken.commit.as_deref()), (None, None, None));
    assert_eq!(broken.semver.as_ref().unwrap().to_string(), "2.0.0");
    let broken = (Topic::Image.word(), digest("b").to_string());
    assert!(!notes.0.lock().unwrap().contains_key(&broken));

    registry.broken = Some(digest("b"));
    let failed = list(&registry, &notes, 2).await.unwrap_err();
    assert_eq!(failed.code, Code::RegistryFailed);
}

#[tokio::test]
async fn a_repository_that_does_not_exist_has_no_images() {
    let registry = Repository::default();
    assert!(list(&registry, &Notes::default(), 1).await.unwrap().is_empty());
    assert_eq!(highest_in_registry(&registry, patch).await.unwrap(), 0);
    let registry = repository(&[("0.1.9", "a"), ("0.1.10", "b"), ("master", "b")]);
    assert_eq!(highest_in_registry(&registry, patch).await.unwrap(), 10);
}

fn of(tags: &[&str], labels: &[(&str, &str)]) -> ImageRow {
    let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
    let known = metadata_with(labels, "2026-01-02T03:04:05Z");
    row(digest(&tags.join(" ")), tags, Some(&known), Vec::new(), patch)
}

const VERSION: &str = "org.opencontainers.image.version";

#[test]
fn labels_tell_where_an_image_comes_from() {
    let labels = [
        (VERSION, "0.1.7"),
        ("org.opencontainers.image.revision", "c0ffee"),
        ("dev.slipway.commit-time", "1770000000"),
        ("dev.slipway.build-number", "8"),
    ];
    let row = of(&["0.1.7", "master"], &labels);
    let json = serde_json::to_value(&row).unwrap();
    assert_eq!(json["semver"], "0.1.7");
    assert_eq!(json["build_number"], 8);
    assert_eq!(json["commit"], "c0ffee");
    assert_eq!(json["commit_time"], "2026-02-02T02:40:00Z");
    assert_eq!(json["created"], "2026-01-02T03:04:05Z");
    let bare = of(&["x"], &[("dev.slipway.commit-time", "soon"), ("dev.slipway.build-number", "-1")]);
    assert_eq!((bare.commit_time, bare.build_number, bare.semver), (None, None, None));
}

#[test]
fn the_version_of_a_base_image_is_not_the_images_own() {
    let semver = |tags: &[&str], label: &str| of(tags, &[(VERSION, label)]).semver.map(|v| v.to_string());
    assert_eq!(semver(&["0.1.7", "0.1.6"], "24.4.0").as_deref(), Some("0.1.7"));
    assert_eq!(semver(&["1.0.0_b5", "0.9.0"], "1.0.0+b5").as_deref(), Some("1.0.0+b5"));
    assert_eq!(semver(&["v1.2.3"], "").as_deref(), Some("1.2.3"));
    assert_eq!(semver(&["master"], "1.2.3").as_deref(), Some("1.2.3"));
    assert_eq!(semver(&["2026-01-02"], "22.04"), None);
    assert_eq!(of(&["master"], &[(VERSION, "0.1.5")]).build_number, Some(5));
    assert_eq!(of(&["0.1.9", "0.1.10"], &[]).build_number, Some(10));
}

#[test]
fn versions_are_sorted_by_the_specifications_own_list() {
    // Semantic Versioning 2.0.0, 11; from low to high.
    let list = [
        "1.0.0-alpha",
        "1.0.0-alpha.1",
        "1.0.0-alpha.beta",
        "1.0.0-beta",
        "1.0.0-beta.2",
        "1.0.0-beta.11",
        "1.0.0-rc.1",
        "1.0.0",
        "2.0.0",
        "2.1.0",
        "2.1.1",
        "10.0.0",
    ];
    let mut rows: Vec<ImageRow> = list.iter().map(|version| of(&[version], &[])).collect();
    rows.rotate_left(5);
    rows.push(of(&["master"], &[]));
    sort(&mut rows, Sort::Semver);
    let sorted: Vec<&str> = rows.iter().map(|row| row.tags[0].as_str()).collect();
    let expected: Vec<&str> = list.iter().rev().copied().chain(["master"]).collect();
    assert_eq!(sorted, expected);
}

#[test]
fn equal_rows_are_sorted_by_time_and_unknown_times_are_last() {
    let at = |tag: &str, time: Option<&str>| {
        let labels: Vec<_> = time.map(|time| ("dev.slipway.commit-time", time)).into_iter().collect();
        let mut row = of(&[tag], &labels);
        row.created = None;
        row
    };
    let mut rows = vec![at("none", None), at("old", Some("100")), at("new", Some("200"))];
    for by in [Sort::Time, Sort::Semver, Sort::Build] {
        rows.reverse();
        sort(&mut rows, by);
        let sorted: Vec<&str> = rows.iter().map(|row| row.tags[0].as_str()).collect();
        assert_eq!(sorted, ["new", "old", "none"], "{by:?}");
    }
    // Build metadata has no say in precedence, so the newer comes first.
    let mut rows = vec![at("a", Some("100")), at("b", Some("200"))];
    rows[0].semver = Some("1.0.0+z".parse().unwrap());
    rows[1].semver = Some("1.0.0+a".parse().unwrap());
    sort(&mut rows, Sort::Semver);
    assert_eq!(rows[0].tags, ["b"]);
}
