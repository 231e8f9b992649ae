//! People who work on a host by hand.

use std::time::Duration;

use slipway_testkit::{Finished, Host};

use super::disturbed::{Attacked, MaySay};
use super::{Luck, Neighbours};

/// How the engine refuses somebody who is at a container at the same moment as Slipway.
const RACES: &[&str] = &[
    "No such container",
    "is already in progress",
    "is already in use",
    "is not running",
    "marked for removal",
    "No such image",
];

/// Somewhere before, in the middle of or after a deploy.
fn some_moment(all: &Neighbours, luck: &mut Luck) -> Duration {
    luck.moment(all.deploy.mul_f64(1.2))
}

fn some_host<'a>(all: &'a Neighbours, luck: &mut Luck) -> &'a Host {
    all.grounds.scene.host(if luck.chance(50) { "host-1" } else { "host-2" })
}

/// Runs the text on a host at some moment of a deploy. Returns what came of the text and of the deploy.
fn by_hand(
    all: &Neighbours,
    luck: &mut Luck,
    changes: bool,
    codes: &[&str],
    text: impl Fn(&Host) -> String,
) -> (Finished, String) {
    let words = all.deploy_words(luck);
    let at = some_moment(all, luck);
    let host = some_host(all, luck);
    let text = text(host);
    let names = [host.name()];
    let may_say: Vec<MaySay<'_>> = codes.iter().map(|code| (*code, &names[..])).collect();
    let changed = changes.then_some(host.name());
    let mut done = None;
    let ended = all.disturbed(&Attacked { words: &words, at, changed, may_say: &may_say }, || {
        done = Some(host.sh(&text).expect("a shell"));
    });
    let done = done.expect("it was done");
    let why = format!("by hand on {} after {at:?}: {}\n{}", host.name(), done.describe(), ended.describe());
    (done, why)
}

/// Asserts that what was done by hand worked, or that the engine refused it for what Slipway did there right then.
fn assert_done(done: &Finished, why: &str) {
    let refused = RACES.iter().any(|race| done.stderr.contains(race));
    assert!(done.code == 0 || refused, "it was done by hand\n{why}");
}

/// Somebody removes the container.
pub(super) fn container_removed(all: &mut Neighbours, luck: &mut Luck) -> String {
    let remove = "docker ps --all --quiet --filter label=dev.slipway.environment=sandbox \
                  --filter label=dev.slipway.service=api | xargs -r docker rm --force";
    let codes = ["verify_failed", "host_command_failed", "plan_out_of_date"];
    let (done, why) = by_hand(all, luck, true, &codes, |_| remove.to_owned());
    assert_done(&done, &why);
    why
}

/// Somebody ends everything of the account, as a host does that runs out of memory.
pub(super) fn everything_ended(all: &mut Neighbours, luck: &mut Luck) -> String {
    let words = all.deploy_words(luck);
    let at = luck.moment(all.deploy);
    let host = some_host(all, luck);
    let names = [host.name()];
    let may_say = ["host_unreachable", "host_command_failed", "engine_unreachable", "outcome_unknown"];
    let may_say: Vec<MaySay<'_>> = may_say.iter().map(|code| (*code, &names[..])).collect();
    let attacked = Attacked { words: &words, at, changed: None, may_say: &may_say };
    let mut done = None;
    let ended = all.disturbed(&attacked, || {
        done = Some(host.root_sh("pkill -KILL -u deploy").expect("a shell"));
    });
    // 1: there was nothing yet, or nothing any more.
    let code = done.map(|done| done.code);
    assert!(matches!(code, Some(0 | 1)), "{code:?}: {}", ended.describe());
    format!("everything of the account on {} ended after {at:?}: {code:?}\n{}", host.name(), ended.describe())
}

/// Somebody puts another image there with plain docker-compose, over the same project.
pub(super) fn another_compose(all: &mut Neighbours, luck: &mut Luck) -> String {
    let base = all.grounds.scene.registry.image("recipes/base:1");
    let compose = format!(
        "services:\n  api:\n    image: {base}\n    command: [\"/bin/sh\", \"-c\", \"sleep 600\"]\n    restart: unless-stopped\n"
    );
    let codes = ["verify_failed", "host_command_failed", "plan_out_of_date"];
    let (done, why) = by_hand(all, luck, true, &codes, |host| {
        let file = host.home().join("by-hand.yml");
        std::fs::write(&file, &compose).expect("a compose file");
        format!(
            "cd ~/.slipway/recipes/sandbox && docker-compose -p recipes-sandbox --project-directory . -f {} up -d api",
            file.display()
        )
    });
    assert_done(&done, &why);
    why
}

/// Somebody deletes the release directories.
pub(super) fn releases_deleted(all: &mut Neighbours, luck: &mut Luck) -> String {
    let delete = "rm -rf ~/.slipway/recipes/sandbox/.slipway/releases";
    let codes = ["verify_failed", "host_command_failed"];
    let (done, why) = by_hand(all, luck, false, &codes, |_| delete.to_owned());
    // Slipway may write a release while it is deleted.
    assert!(done.code == 0 || done.stderr.contains("Directory not empty"), "{why}");
    all.resume();
    let back = all.undisturbed(&["rollback", "sandbox"], &[]);
    assert_eq!(back.code, 0, "a release is written again where it is needed: {}\n{why}", back.describe());
    format!("{why}\n{}", back.describe())
}

/// Somebody cuts the journal off, in the middle of a line for the most part.
pub(super) fn journal_truncated(all: &mut Neighbours, luck: &mut Luck) -> String {
    let part = *luck.one_of(&[0, 33, 50, 90, 99]);
    let cut = format!(
        "cd ~/.slipway/recipes/sandbox/.slipway && size=$(stat -c %s journal) && left=$((size * {part} / 100)) && \
         truncate -s $left journal && echo $size $left"
    );
    // Whoever writes into it begins a line of its own, and nothing of a deploy rests on what was there.
    let (done, why) = by_hand(all, luck, false, &[], |_| cut.clone());
    let sizes: Vec<u64> = done.stdout.split_whitespace().filter_map(|size| size.parse().ok()).collect();
    assert!(matches!(sizes[..], [size, left] if left < size), "the journal was cut off\n{why}");
    format!("{part} % of the journal left, {why}")
}
