//! What `slipway-soak` prints.

use std::process::Command;

use slipway_tests::campaigns::{Campaign, Failure, Summary};

use crate::arguments::Arguments;

/// A failed round: what was wrong, how to play it again, where its evidence is.
pub(crate) fn failure(campaign: &Campaign, failure: &Failure) -> String {
    let (seed, round) = failure.replay.split_once(':').unwrap_or_default();
    let kept = failure.kept.as_ref().map(|folder| format!("\n   kept in {}", folder.display()));
    format!(
        "✗ {} {}: {}\n   again: ./dev soak {} --seed {seed} --from {round} --rounds 1{}",
        campaign.name,
        failure.replay,
        failure.what,
        campaign.name,
        kept.unwrap_or_default()
    )
}

/// The summary of everything that was played.
pub(crate) fn table(commit: &str, played: &[(&Campaign, Summary)], arguments: &Arguments) -> String {
    let mut lines = vec![format!("commit {commit}, seed {}, {} at once", arguments.seed, arguments.workers)];
    lines.push(format!(
        "{:<14}{:>12}{:>10}{:>18}{:>12}",
        "campaign", "rounds", "failures", "slowest to settle", "took"
    ));
    for (campaign, summary) in played {
        lines.push(format!(
            "{:<14}{:>12}{:>10}{:>16.1} s{:>10} s",
            campaign.name,
            format!("{} of {}", summary.rounds, summary.wanted),
            summary.failures.len(),
            summary.slowest.as_secs_f64(),
            summary.took.as_secs()
        ));
        match summary.wanted.saturating_sub(summary.rounds) {
            0 => {}
            all if summary.rounds == 0 => {
                lines.push(format!("  not played: all {all} rounds, so it shows nothing"))
            }
            left => lines.push(format!("  cut off: {left} rounds were not played")),
        }
        lines.extend(met(summary));
        lines.extend(summary.counted.iter().map(|(what, times)| format!("  {what}: {times}")));
        let replays: Vec<&str> = summary.failures.iter().map(|failure| failure.replay.as_str()).collect();
        if !replays.is_empty() {
            lines.push(format!("  failed: {}", replays.join(", ")));
        }
    }
    lines.join("\n")
}

/// How often a round met what the campaign is about, where that is left to chance.
fn met(summary: &Summary) -> Option<String> {
    let beside = if summary.is_beside_the_mark() { ", so it shows nothing" } else { "" };
    summary.met.map(|met| format!("  met what it is about: {met} of {} rounds{beside}", summary.rounds))
}

/// The commit that is checked out, marked where something was not committed.
pub(crate) fn commit() -> String {
    let git = |words: &[&str]| {
        let told = Command::new("git").arg("-C").arg(slipway_xtask::root()).args(words).output();
        told.map(|told| String::from_utf8_lossy(&told.stdout).trim().to_owned()).unwrap_or_default()
    };
    let dirty = if git(&["status", "--porcelain"]).is_empty() { "" } else { " with changes" };
    format!("{}{dirty}", git(&["rev-parse", "--short=12", "HEAD"]))
}
