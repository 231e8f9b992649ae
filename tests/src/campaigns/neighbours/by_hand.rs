//! People who work on a host by hand.

use std::time::Duration;

use slipway_testkit::Host;

use super::{Luck, Neighbours};

/// Somewhere before, in the middle of or after a deploy.
fn some_moment(all: &Neighbours, luck: &mut Luck) -> Duration {
    luck.moment(all.deploy.mul_f64(1.2))
}

fn some_host<'a>(all: &'a Neighbours, luck: &mut Luck) -> &'a Host {
    all.grounds.scene.host(if luck.chance(50) { "host-1" } else { "host-2" })
}

/// Somebody removes the container.
pub(super) fn container_removed(all: &mut Neighbours, luck: &mut Luck) -> String {
    let words = all.deploy_words(luck);
    let at = some_moment(all, luck);
    let host = some_host(all, luck);
    let remove = "docker ps --all --quiet --filter label=dev.slipway.environment=sandbox \
                  --filter label=dev.slipway.service=api | xargs -r docker rm --force";
    let ended = all.disturbed(&words, at, || {
        host.sh(remove).expect("a shell");
    });
    format!("the container on {} removed after {at:?}\n{}", host.name(), ended.describe())
}

/// Somebody ends everything of the account, as a host does that runs out of memory.
pub(super) fn everything_ended(all: &mut Neighbours, luck: &mut Luck) -> String {
    let words = all.deploy_words(luck);
    let at = luck.moment(all.deploy);
    let host = some_host(all, luck);
    let ended = all.disturbed(&words, at, || {
        host.root_sh("pkill -KILL -u deploy; true").expect("a shell");
    });
    format!("everything of the account on {} ended after {at:?}\n{}", host.name(), ended.describe())
}

/// Somebody puts another image there with plain docker-compose, over the same project.
pub(super) fn another_compose(all: &mut Neighbours, luck: &mut Luck) -> String {
    let words = all.deploy_words(luck);
    let at = some_moment(all, luck);
    let host = some_host(all, luck);
    let base = all.grounds.scene.registry.image("recipes/base:1");
    let compose = format!(
        "services:\n  api:\n    image: {base}\n    command: [\"/bin/sh\", \"-c\", \"sleep 600\"]\n    restart: unless-stopped\n"
    );
    let file = host.home().join("by-hand.yml");
    std::fs::write(&file, compose).expect("a compose file");
    let up = format!(
        "cd ~/.slipway/recipes/sandbox && docker-compose -p recipes-sandbox --project-directory . -f {} up -d api",
        file.display()
    );
    let mut said = String::new();
    let ended = all.disturbed(&words, at, || {
        let done = host.sh(&up).expect("a shell");
        said = format!("{} {}", done.code, done.stderr);
    });
    format!("docker-compose by hand on {} after {at:?}: {said}\n{}", host.name(), ended.describe())
}

/// Somebody deletes the release directories.
pub(super) fn releases_deleted(all: &mut Neighbours, luck: &mut Luck) -> String {
    let words = all.deploy_words(luck);
    let at = some_moment(all, luck);
    let host = some_host(all, luck);
    let ended = all.disturbed(&words, at, || {
        host.sh("rm -rf ~/.slipway/recipes/sandbox/.slipway/releases").expect("a shell");
    });
    let why = format!("release directories on {} deleted after {at:?}\n{}", host.name(), ended.describe());
    all.resume();
    let back = all.disturbed(&["rollback", "sandbox"].map(str::to_owned), Duration::ZERO, || ());
    format!("{why}\n{}", back.describe())
}

/// Somebody cuts the journal off, in the middle of a line for the most part.
pub(super) fn journal_truncated(all: &mut Neighbours, luck: &mut Luck) -> String {
    let words = all.deploy_words(luck);
    let at = some_moment(all, luck);
    let host = some_host(all, luck);
    let part = *luck.one_of(&[0, 33, 50, 90, 99]);
    let cut = format!(
        "cd ~/.slipway/recipes/sandbox/.slipway && size=$(stat -c %s journal*) && truncate -s $((size * {part} / 100)) journal*"
    );
    let mut said = String::new();
    let ended = all.disturbed(&words, at, || {
        let done = host.sh(&cut).expect("a shell");
        said = format!("{} {}", done.code, done.stderr);
    });
    format!("{part} % of the journal of {} left after {at:?}: {said}\n{}", host.name(), ended.describe())
}
