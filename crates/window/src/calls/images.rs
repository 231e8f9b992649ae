//! The images of a service, and what lies between two of them.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use slipway_api::error::ErrorDocument;
use slipway_api::plan::{CommitDocument, CommitWord, ConfigDocument, VariableWord};
use slipway_api::window::images::{
    CompareArgs, CompareDocument, FoundWeakness, ImageRow, ImagesArgs, ImagesDocument,
};
use slipway_api::window::topic::Topic;
use slipway_domain::problem::{Code, Problem};
use slipway_domain::release::Release;
use slipway_engine::images::Images;
use slipway_engine::ports::LogCommit;
use slipway_engine::project::Project;
use slipway_engine::tags::{self, Sort, sort};

use crate::answer::{Answered, done, read};
use crate::session::Session;

/// How many releases are looked at to find those that have an image.
const RELEASES: u32 = 20_000;
/// How many commits between two images are told.
const COMMITS: u32 = 500;

/// A service's images.
pub(crate) async fn images(session: &Session, args: ImagesArgs) -> Answered<ImagesDocument> {
    let project = session.project(&args.project).await?;
    let (service, topic) = (args.service.clone(), topics(&args));
    let mut found = match project.images(&args.service).await {
        Ok(images) => images,
        Err(problem) => {
            // What the registry said before is more than nothing, as long as it is said to be old.
            let before = session.inner.images.of(&args).ok_or_else(|| problem.clone())?;
            return read(
                ImagesDocument { problem: Some(ErrorDocument::from(&problem).error), ..before },
                topic,
            );
        }
    };
    sort(&mut found.rows, Sort::Semver);
    let releases = project.ledger.releases(project.name(), RELEASES).await?;
    let commits: Vec<String> = found.rows.iter().filter_map(|image| image.commit.clone()).collect();
    // A commit that is not here has no subject; git may be away altogether.
    let described = project.source.describe(&commits).await.unwrap_or_default();
    let document = told(service, found, &releases, &described);
    session.inner.images.keep(&args, &document);
    read(document, topic)
}

/// What the registry says now, beside what is known here.
fn told(
    service: String,
    found: Images,
    releases: &[Release],
    described: &BTreeMap<String, LogCommit>,
) -> ImagesDocument {
    let Images { repository, rows: found, unsaid } = found;
    ImagesDocument {
        images: rows(&service, &found, releases, described),
        service,
        repository,
        at: Timestamp::now().to_string(),
        problem: None,
        unsaid: unsaid.map(|problem| ErrorDocument::from(&problem).error),
    }
}

fn topics(args: &ImagesArgs) -> [Topic; 2] {
    let (project, service) = (args.project.clone(), args.service.clone());
    [Topic::Images { project: project.clone(), service }, Topic::Ledger { project }]
}

/// What registries said last, while the program runs.
#[derive(Default)]
pub(crate) struct KnownImages {
    all: Mutex<HashMap<(String, String), ImagesDocument>>,
}

impl KnownImages {
    fn of(&self, args: &ImagesArgs) -> Option<ImagesDocument> {
        let key = (args.project.clone(), args.service.clone());
        self.all.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()
    }

    /// Forgets what was said of a project that the window no longer has.
    pub fn forget(&self, project: &str) {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).retain(|(name, _), _| name != project);
    }

    fn keep(&self, args: &ImagesArgs, document: &ImagesDocument) {
        let key = (args.project.clone(), args.service.clone());
        self.all.lock().unwrap_or_else(PoisonError::into_inner).insert(key, document.clone());
    }
}

fn rows(
    service: &str,
    found: &[tags::ImageRow],
    releases: &[Release],
    described: &BTreeMap<String, LogCommit>,
) -> Vec<ImageRow> {
    // Newest first, so that the newest release that has an image is the one that stays.
    let of_digest: HashMap<_, _> = releases
        .iter()
        .rev()
        .filter_map(|release| Some((&release.services.get(service)?.digest, release)))
        .collect();
    let commit = |image: &tags::ImageRow| described.get(image.commit.as_ref()?);
    let mut newer = found.iter().any(|image| !image.running_in.is_empty());
    found
        .iter()
        .map(|image| {
            newer &= image.running_in.is_empty();
            let release = of_digest.get(&image.digest);
            ImageRow {
                image: image.into(),
                subject: commit(image).map(|commit| commit.subject.clone()),
                author: commit(image).map(|commit| commit.author.clone()),
                branch: release.and_then(|release| release.commit.branch.clone()),
                release: release.map(|release| release.number),
                newer,
                found: image.scan.as_ref().and_then(FoundWeakness::all),
            }
        })
        .collect()
}

/// The images as the table shows them: two of them are compared also while the registry does not answer.
async fn known(session: &Session, args: &CompareArgs) -> Result<Vec<ImageRow>, Problem> {
    let of = ImagesArgs { project: args.project.clone(), service: args.service.clone() };
    let before = session.inner.images.of(&of).map(|document| document.images).unwrap_or_default();
    let has = |digest: &str| before.iter().any(|row| row.image.digest.to_string() == digest);
    if has(&args.older) && has(&args.newer) {
        return Ok(before);
    }
    Ok(images(session, of).await?.value.images)
}

/// What lies between two images.
pub(crate) async fn compare(session: &Session, args: CompareArgs) -> Answered<CompareDocument> {
    let project = session.project(&args.project).await?;
    let rows = known(session, &args).await?;
    let find = |digest: &str| {
        let has = |row: &&ImageRow| row.image.digest.to_string() == digest;
        rows.iter().find(has).map(|row| &row.image).ok_or_else(|| {
            Problem::new(
                Code::ReleaseNotFound,
                format!("the registry has no image {digest} of {}", args.service),
            )
        })
    };
    let (older, newer) = (find(&args.older)?, find(&args.newer)?);
    let sizes = newer.size_bytes.zip(older.size_bytes);
    let releases = project.ledger.releases(project.name(), RELEASES).await?;
    let release_of = |digest| {
        let has = |release: &&Release| {
            release.services.get(&args.service).is_some_and(|service| service.digest == digest)
        };
        releases.iter().find(has)
    };
    done(CompareDocument {
        commits: commits(&project, older.commit.as_deref(), newer.commit.as_deref()).await,
        config: match (release_of(older.digest.clone()), release_of(newer.digest.clone())) {
            (Some(older), Some(newer)) => variables(&project, &args.service, older, newer).await,
            _ => None,
        },
        size_bytes: sizes
            .and_then(|(newer, older)| i64::try_from(newer).ok()?.checked_sub(i64::try_from(older).ok()?)),
    })
}

/// Those that come and those that go; `None` where they are not here.
async fn commits(project: &Project, older: Option<&str>, newer: Option<&str>) -> Option<Vec<CommitDocument>> {
    let (older, newer) = (older?, newer?);
    let coming = project.source.between(older, newer, COMMITS).await.ok()?;
    let going = project.source.between(newer, older, COMMITS).await.ok()?;
    let told = |change: CommitWord| {
        move |commit: LogCommit| CommitDocument {
            sha: commit.sha,
            subject: commit.subject,
            author: commit.author,
            time: Timestamp::from_second(commit.time).map(|at| at.to_string()).unwrap_or_default(),
            change,
        }
    };
    let coming = coming.into_iter().map(told(CommitWord::Added));
    Some(coming.chain(going.into_iter().map(told(CommitWord::Removed))).collect())
}

/// The variables of the service that differ between the configurations of two releases' commits.
async fn variables(
    project: &Project,
    service: &str,
    older: &Release,
    newer: &Release,
) -> Option<Vec<ConfigDocument>> {
    let of = async |release: &Release| {
        let config = project.configuration_in(&release.commit.tree).await.ok()?;
        config.services.get(service).map(|service| service.env.clone())
    };
    let (before, after) = (of(older).await?, of(newer).await?);
    let key = |name: &String| format!("{service}/{name}");
    let mut differ: Vec<ConfigDocument> = after
        .iter()
        .filter_map(|(name, value)| {
            let change = match before.get(name) {
                None => VariableWord::Added,
                Some(old) if old != value => VariableWord::Changed,
                Some(_) => return None,
            };
            Some(ConfigDocument { key: key(name), change })
        })
        .collect();
    let gone = before.keys().filter(|name| !after.contains_key(*name));
    differ.extend(gone.map(|name| ConfigDocument { key: key(name), change: VariableWord::Removed }));
    Some(differ)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn that_nobody_said_what_was_found_in_images_is_told_with_them() {
        let problem = Problem::new(Code::RegistryDenied, "ecr:DescribeImages was refused");
        let of = |unsaid| {
            let found = Images { repository: "registry.example.com/api".into(), rows: Vec::new(), unsaid };
            told("api".into(), found, &[], &BTreeMap::new()).unsaid
        };
        assert_eq!(of(None), None);
        let unsaid = of(Some(problem)).map(|problem| (problem.code, problem.message));
        assert_eq!(unsaid, Some((Code::RegistryDenied, "ecr:DescribeImages was refused".to_owned())));
    }
}
