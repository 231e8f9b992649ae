//! How the window is set, and what it stands on.

use std::path::Path;
use std::time::Instant;

use jiff::Timestamp;
use slipway_api::error::ErrorDocument;
use slipway_api::window::call::{Nothing, ShowingArgs, ShowingDocument};
use slipway_api::window::settings::{AboutDocument, DockerDocument, DockerFoundBy, SettingsDocument};
use slipway_api::window::topic::Topic;
use slipway_app::{FoundBy, engine_here};

use crate::answer::{Answered, done, read};
use crate::session::Session;

/// What a person chose.
pub(crate) async fn settings(session: &Session, _: Nothing) -> Answered<SettingsDocument> {
    read(session.inner.settings.settings(), [Topic::Settings])
}

/// Keeps what a person chose.
pub(crate) async fn choose(session: &Session, wanted: SettingsDocument) -> Answered<SettingsDocument> {
    let before = session.inner.settings.settings().docker;
    session.inner.settings.choose(wanted.clone())?;
    session.changed(vec![Topic::Settings]);
    if wanted.docker != before {
        session.inner.kept.use_docker(wanted.docker.clone());
        // Those that are open go on with the engine that they know.
        session.inner.projects.forget_all().await;
        session.changed(vec![Topic::Docker]);
    }
    done(wanted)
}

/// The path that the window shows.
pub(crate) async fn showing(session: &Session, args: ShowingArgs) -> Answered<ShowingDocument> {
    done(ShowingDocument { go: session.set_showing(args.path) })
}

/// The Docker Engine of this laptop.
pub(crate) async fn docker(session: &Session, _: Nothing) -> Answered<DockerDocument> {
    let here = engine_here(&session.inner.kept).await;
    session.inner.docker.told(here.clone(), Instant::now());
    let (address, found_by) = here.located.unzip();
    let info = here.info.as_ref().ok();
    let document = DockerDocument {
        address,
        found_by: found_by.map(told_by),
        version: info.map(|info| info.version.clone()),
        api: info.map(|info| info.api.clone()),
        platform: info.map(|info| info.platform.clone()),
        problem: here.info.as_ref().err().map(|problem| ErrorDocument::from(problem).error),
        at: Timestamp::now().to_string(),
    };
    read(document, [Topic::Docker])
}

fn told_by(found_by: FoundBy) -> DockerFoundBy {
    match found_by {
        FoundBy::Chosen => DockerFoundBy::Chosen,
        FoundBy::Variable(name) => DockerFoundBy::Variable { name: name.to_owned() },
        FoundBy::Context(name) => DockerFoundBy::Context { name },
        FoundBy::Usual => DockerFoundBy::Usual,
        FoundBy::Product(name) => DockerFoundBy::Product { name: name.to_owned() },
        FoundBy::Rootless => DockerFoundBy::Rootless,
    }
}

/// What this program is.
pub(crate) async fn about(session: &Session, _: Nothing) -> Answered<AboutDocument> {
    let folder = session.inner.kept.folder().to_owned();
    let data_directory = folder.display().to_string();
    let data_bytes = tokio::task::spawn_blocking(move || size(&folder)).await.unwrap_or_default();
    done(AboutDocument {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        commit: option_env!("SLIPWAY_COMMIT").map(str::to_owned),
        data_directory,
        data_bytes,
        device: slipway_app::device_name(),
        license: env!("CARGO_PKG_LICENSE").to_owned(),
    })
}

/// The bytes in a folder and below; what cannot be read counts nothing.
fn size(folder: &Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let one = |entry: std::fs::DirEntry| match entry.metadata() {
        Ok(found) if found.is_dir() => size(&entry.path()),
        Ok(found) => found.len(),
        Err(_) => 0,
    };
    entries.map(one).sum()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[tokio::test]
    async fn the_address_that_is_chosen_is_the_one_that_is_asked() {
        let folder = tempfile::tempdir().unwrap();
        let session = Session::open(Some(folder.path().to_owned())).await.unwrap();
        let wanted =
            SettingsDocument { docker: Some("unix:///nowhere".into()), ..SettingsDocument::default() };
        choose(&session, wanted).await.unwrap();
        let asked = docker(&session, Nothing {}).await.unwrap().value;
        assert_eq!(asked.address.as_deref(), Some("unix:///nowhere"));
        assert_eq!(asked.found_by, Some(DockerFoundBy::Chosen));
        assert!(asked.problem.is_some_and(|problem| problem.message.contains("/nowhere")));
        drop(session);
        let again = Session::open(Some(folder.path().to_owned())).await.unwrap();
        let asked = docker(&again, Nothing {}).await.unwrap().value;
        assert_eq!(asked.address.as_deref(), Some("unix:///nowhere"), "it is known from the start");
    }
}
