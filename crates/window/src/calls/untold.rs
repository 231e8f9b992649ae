//! Channels of `notifications` that could not be told. Nobody says when one is told at last, so what was shown once is
//! looked at again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use slipway_api::window::call::Nothing;
use slipway_api::window::topic::Topic;
use slipway_api::window::untold::{UntoldChannel, UntoldDocument};
use slipway_domain::problem::Problem;
use slipway_engine::ports::Outstanding;
use slipway_engine::project::Project;

use crate::answer::{Answered, read};
use crate::session::Session;

/// What was given up is told for so long after it was due: a day of trying, and another for somebody to see it.
const TOLD_FOR: SignedDuration = SignedDuration::from_hours(48);

/// The channels that could not be told.
pub(crate) async fn untold(session: &Session, _: Nothing) -> Answered<UntoldDocument> {
    // Why a project cannot be opened is told by the board.
    let projects = session.all_projects().await.into_iter().filter_map(|(_, project)| project.ok());
    let channels = channels_of(&projects.collect::<Vec<_>>()).await?;
    session.inner.untold.ask();
    read(UntoldDocument { channels }, [Topic::Projects, Topic::Notifications])
}

/// Whether it is other than when it was looked at last. Before somebody asks nobody has to know.
pub(crate) async fn has_changed(session: &Session) -> bool {
    if !session.inner.untold.is_asked() {
        return false;
    }
    let Some(projects) = session.inner.projects.open_now() else { return false };
    // What cannot be read now is read again.
    let Ok(channels) = channels_of(&projects).await else { return false };
    session.inner.untold.see(channels)
}

async fn channels_of(projects: &[Arc<Project>]) -> Result<Vec<UntoldChannel>, Problem> {
    let mut all = Vec::new();
    for project in projects {
        let Some(herald) = &project.herald else { continue };
        let now = project.clock.now();
        let news = herald.outstanding().await?.into_iter().filter(|one| is_news(one, now));
        all.extend(news.map(|one| (project.name().to_owned(), one)));
    }
    Ok(by_channel(all))
}

/// What is on its way for the first time is no news, nor is what was given up long ago.
fn is_news(one: &Outstanding, now: Timestamp) -> bool {
    if one.given_up { now.duration_since(one.since) < TOLD_FOR } else { one.why.is_some() }
}

/// What has not arrived, in one per channel.
fn by_channel(all: Vec<(String, Outstanding)>) -> Vec<UntoldChannel> {
    let mut channels: BTreeMap<(String, String), Vec<Outstanding>> = BTreeMap::new();
    for (project, one) in all {
        channels.entry((project, one.channel.clone())).or_default().push(one);
    }
    let mut channels: Vec<_> = channels.into_iter().collect();
    for (_, notices) in &mut channels {
        notices.sort_by_key(|one| one.since);
    }
    channels.sort_by_key(|(_, notices)| notices.first().map(|one| one.since));
    channels.into_iter().filter_map(|(whose, notices)| told(whose, &notices)).collect()
}

fn told((project, channel): (String, String), notices: &[Outstanding]) -> Option<UntoldChannel> {
    Some(UntoldChannel {
        project,
        channel,
        notices: notices.len() as u64,
        since: notices.first()?.since.to_string(),
        why: notices.iter().rev().find_map(|one| one.why.clone()),
        given_up: notices.iter().any(|one| one.given_up),
    })
}

/// What was seen last of what somebody asked for.
#[derive(Default)]
pub(crate) struct Untold {
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    asked: bool,
    channels: Option<Vec<UntoldChannel>>,
}

impl Untold {
    fn ask(&self) {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).asked = true;
    }

    fn is_asked(&self) -> bool {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).asked
    }

    /// Keeps what is seen now. Whether it was another before; the first time that is not known, so it may have been.
    fn see(&self, channels: Vec<UntoldChannel>) -> bool {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let is_other = seen.channels.as_ref() != Some(&channels);
        seen.channels = Some(channels);
        is_other
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn one(channel: &str, second: i64, why: Option<&str>) -> Outstanding {
        Outstanding {
            channel: channel.to_owned(),
            title: "api 0.1.48 is on staging".to_owned(),
            since: Timestamp::from_second(second).unwrap(),
            why: why.map(str::to_owned),
            given_up: false,
        }
    }

    #[test]
    fn a_channel_is_told_once_with_when_it_began_and_why_it_still_fails() {
        let gone = Outstanding { given_up: true, ..one("team", 30, None) };
        let all = [
            ("recipes", one("ops", 20, Some("it did not answer in time"))),
            ("recipes", one("team", 40, Some("it answered with status 503"))),
            ("recipes", one("team", 10, Some("it did not answer in time"))),
            ("recipes", gone),
            ("graphbook", one("team", 5, Some("its credential was not opened"))),
        ];
        let told = by_channel(all.map(|(project, one)| (project.to_owned(), one)).to_vec());
        let named: Vec<_> = told.iter().map(|one| (one.project.as_str(), one.channel.as_str())).collect();
        assert_eq!(named, [("graphbook", "team"), ("recipes", "team"), ("recipes", "ops")]);
        let team = &told[1];
        assert_eq!((team.notices, team.since.as_str()), (3, "1970-01-01T00:00:10Z"));
        assert_eq!(team.why.as_deref(), Some("it answered with status 503"), "the last that was tried");
        assert!(team.given_up && !told[2].given_up);
    }

    #[test]
    fn what_is_on_its_way_is_no_news_nor_what_was_given_up_long_ago() {
        let now = Timestamp::from_second(1_000_000).unwrap();
        assert!(!is_news(&one("team", 999_990, None), now), "it was not tried yet");
        assert!(is_news(&one("team", 999_990, Some("no")), now));
        let gone = |second| Outstanding { given_up: true, ..one("team", second, Some("no")) };
        assert!(is_news(&gone(1_000_000 - 25 * 3600), now));
        assert!(!is_news(&gone(1_000_000 - 49 * 3600), now));
    }

    #[tokio::test]
    async fn it_is_looked_at_again_once_somebody_asked_and_told_when_it_is_another() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        assert!(!has_changed(&session).await, "nobody asked");
        let seen = &session.inner.untold;
        assert!(untold(&session, Nothing {}).await.unwrap().value.channels.is_empty());
        assert!(seen.is_asked());
        // The watch may have looked meanwhile.
        seen.see(Vec::new());
        assert!(!seen.see(Vec::new()));
        let all = vec![("recipes".to_owned(), one("team", 10, Some("no")))];
        assert!(seen.see(by_channel(all)));
    }
}
