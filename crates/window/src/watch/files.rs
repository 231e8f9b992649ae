//! What changes in the repositories of the window by other hands: a commit, a branch, `slipway.yml`. No git is started for
//! that: whatever git changes, it writes one of a few files anew, and the time of those and of their folders tells. Files
//! that are edited and not added to anything are in none of them; what shows those asks when it comes into view.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::SystemTime;

use slipway_api::window::topic::Topic;
use slipway_engine::project::CONFIGURATION;

use crate::session::Session;

/// What each working tree has of its own.
const OF_TREE: [&str; 3] = ["HEAD", "index", "MERGE_HEAD"];
/// What all working trees of a repository share.
const SHARED: [&str; 3] = ["packed-refs", "config", "reftable/tables.list"];
/// The folder of branches and tags. Whichever of them is written, the folder that it lies in changes.
const REFS: &str = "refs";
/// So many folders of refs are looked at. Whoever has more has them packed.
const FOLDERS: usize = 1000;

/// What a repository looked like, by path: when it was written, and how long it is.
type Look = BTreeMap<PathBuf, (SystemTime, u64)>;

/// Repositories as they were last seen, by project.
#[derive(Default)]
pub(crate) struct Files {
    all: Mutex<All>,
}

#[derive(Default)]
struct All {
    seen: HashMap<String, Look>,
    /// They are looked at now. A disk that is far away takes long.
    looking: bool,
}

impl Files {
    /// Whether nobody is at it already; the caller is from now on.
    fn begin(&self) -> bool {
        !std::mem::replace(&mut self.lock().looking, true)
    }

    /// Takes over what was seen. Returns the projects of which something is other than before; what is seen for the first
    /// time is no change.
    fn end(&self, now: HashMap<String, Look>) -> Vec<String> {
        let mut all = self.lock();
        all.looking = false;
        let before = std::mem::replace(&mut all.seen, now);
        let is_other = |(name, look): &(&String, &Look)| before.get(*name).is_some_and(|old| old != *look);
        let mut changed: Vec<String> =
            all.seen.iter().filter(is_other).map(|(name, _)| name.clone()).collect();
        changed.sort();
        changed
    }

    fn lock(&self) -> MutexGuard<'_, All> {
        self.all.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Tells of which projects the files have changed, while somebody looks at the window.
pub(super) fn see_files(session: &Session) {
    if !session.is_looked_at() || !session.inner.files.begin() {
        return;
    }
    let weak = session.weak();
    let repositories = session.inner.settings.repositories();
    tokio::task::spawn_blocking(move || {
        let now = repositories.into_iter().map(|one| (one.project, look(&one.folder))).collect();
        let Some(session) = weak.upgrade().map(Session::from) else { return };
        let changed = session.inner.files.end(now);
        session.changed(changed.into_iter().map(|project| Topic::Repository { project }).collect());
    });
}

fn look(folder: &Path) -> Look {
    let mut seen = Look::new();
    see(&mut seen, folder.join(CONFIGURATION));
    let Some(own) = folder.ancestors().find_map(git_folder) else { return seen };
    let shared = shared_with(&own);
    OF_TREE.iter().for_each(|name| see(&mut seen, own.join(name)));
    SHARED.iter().for_each(|name| see(&mut seen, shared.join(name)));
    let mut folders = vec![shared.join(REFS)];
    while let Some(folder) = folders.pop().filter(|_| seen.len() < FOLDERS) {
        see(&mut seen, folder.clone());
        let inside = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let inside = inside.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
        folders.extend(inside.map(|entry| entry.path()));
    }
    seen
}

/// What is not there is not in it.
fn see(seen: &mut Look, path: PathBuf) {
    let Ok(about) = std::fs::metadata(&path) else { return };
    let Ok(written) = about.modified() else { return };
    // The length of a folder says nothing.
    let length = if about.is_dir() { 0 } else { about.len() };
    seen.insert(path, (written, length));
}

/// Where the repository of a working tree is: the folder `.git`, or the one that a file of that name points to.
fn git_folder(tree: &Path) -> Option<PathBuf> {
    let git = tree.join(".git");
    if git.is_dir() {
        return Some(git);
    }
    let text = std::fs::read_to_string(git).ok()?;
    Some(tree.join(text.strip_prefix("gitdir:")?.trim()))
}

/// Where a further working tree has what it shares with the others.
fn shared_with(own: &Path) -> PathBuf {
    let text = std::fs::read_to_string(own.join("commondir")).ok();
    text.map_or_else(|| own.to_owned(), |text| own.join(text.trim()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use std::process::Command;
    use std::time::Duration;

    use super::*;

    fn git(folder: &Path, words: &[&str]) {
        let known = [("GIT_CONFIG_GLOBAL", "/dev/null"), ("GIT_CONFIG_SYSTEM", "/dev/null")];
        let who = ["-c", "user.name=Ann", "-c", "user.email=ann@example.com"];
        let mut git = Command::new("git");
        let done = git.arg("-C").arg(folder).args(who).args(words).envs(known).output().unwrap();
        assert!(done.status.success(), "{words:?}: {done:?}");
    }

    #[test]
    fn a_commit_a_branch_and_the_configuration_are_changes_and_looking_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let (main, other) = (folder.path().join("main"), folder.path().join("other"));
        std::fs::create_dir(&main).unwrap();
        git(&main, &["init", "-q"]);
        std::fs::write(main.join("a"), "one").unwrap();
        git(&main, &["add", "a"]);
        git(&main, &["commit", "-q", "-m", "one"]);
        git(&main, &["worktree", "add", "-q", "-b", "other", "../other"]);
        // Times on disks are coarse.
        let pause = || std::thread::sleep(Duration::from_millis(20));
        for tree in [&main, &other] {
            let inside = tree.join("service");
            std::fs::create_dir(&inside).unwrap();
            let mut before = look(&inside);
            let mut changes = |what: &str, wanted: bool| {
                let now = look(&inside);
                assert_eq!(now != before, wanted, "{what} in {}", tree.display());
                before = now;
                pause();
            };
            pause();
            git(tree, &["--no-optional-locks", "status"]);
            changes("who only looks", false);
            git(tree, &["branch", &format!("feature/{}", tree.file_name().unwrap().display())]);
            changes("a branch", true);
            git(&main, &["commit", "-q", "--allow-empty", "-m", "more"]);
            changes("a commit of any tree", true);
            git(tree, &["switch", "-q", "-c", &format!("at-{}", tree.file_name().unwrap().display())]);
            changes("what is checked out", true);
            git(tree, &["pack-refs", "--all"]);
            changes("branches that are packed", true);
            std::fs::write(inside.join(CONFIGURATION), "version: 1\n").unwrap();
            changes("a slipway.yml that comes", true);
            std::fs::write(inside.join(CONFIGURATION), "version: 1\nproject: a\n").unwrap();
            changes("a slipway.yml that is written", true);
            std::fs::write(tree.join("a"), tree.display().to_string()).unwrap();
            changes("a file that is edited", false);
            git(tree, &["add", "a"]);
            changes("a file that is added", true);
        }
    }

    #[test]
    fn a_project_is_told_when_it_is_other_than_it_was_seen() {
        let (files, at) = (Files::default(), SystemTime::UNIX_EPOCH);
        let seen = |length| Look::from([(PathBuf::from("HEAD"), (at, length))]);
        let all = |a, b| HashMap::from([("a".to_owned(), seen(a)), ("b".to_owned(), seen(b))]);
        assert!(files.begin() && !files.begin(), "somebody is at it");
        assert_eq!(files.end(all(1, 1)), [""; 0], "nothing is known of before");
        assert!(files.begin());
        assert_eq!(files.end(all(1, 2)), ["b"]);
        assert_eq!(files.end(all(1, 2)), [""; 0]);
    }

    #[test]
    fn what_is_no_repository_is_seen_by_its_configuration_alone() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(look(folder.path()), Look::new());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_file_that_changes_is_told_while_somebody_looks() {
        use futures::StreamExt as _;
        use slipway_api::window::event::Event;

        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        let (project, tree) = ("recipes".to_owned(), folder.path().join("recipes"));
        std::fs::create_dir(&tree).unwrap();
        session
            .inner
            .settings
            .add(crate::settings::Repository { project: project.clone(), folder: tree.clone() })
            .unwrap();
        session.set_showing(Some("/board".into()));
        let mut events = session.listen();
        let is_seen = || session.inner.files.lock().seen.contains_key(&project);
        while !is_seen() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        std::fs::write(tree.join(CONFIGURATION), "version: 1\n").unwrap();
        let told = async {
            let changed = Event::Changed { topics: vec![Topic::Repository { project: project.clone() }] };
            while events.next().await.is_some_and(|event| event != changed) {}
        };
        tokio::time::timeout(Duration::from_secs(30), told).await.unwrap();
    }
}
