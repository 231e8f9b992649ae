//! How an environment is reached: the target that does what its commands do.

use slipway_domain::config::{as_name, looks_like_secret};
use slipway_domain::secret::variable_of;
use slipway_domain::template::Template;

use super::groups::Group;
use super::jobs::secret;
use super::page::quoted;
use super::services::Service;
use super::{Draft, containers, from, names};
use crate::compose::ComposeFile;
use crate::deeds::{Act, Deed, RunAct};
use crate::place::{Origin, Place};
use crate::variables::template;

/// The kind of target, and the command that speaks for it.
pub(super) enum Kind {
    /// Compose.
    Compose,
    /// Plain containers.
    Docker,
    /// A script of the repository, with its arguments.
    Script(String, Vec<String>, Place),
}

/// Compose where compose is used, containers where they are run one by one, else the script.
pub(super) fn choose(group: &Group, services: &[Service], draft: &Draft) -> Option<Kind> {
    let has = |fits: fn(&Act) -> bool| group.deeds.iter().any(|deed| fits(&deed.act));
    if has(|act| matches!(act, Act::Compose { .. })) && !draft.facts.compose.is_empty() {
        return Some(Kind::Compose);
    }
    if runs(group, services).next().is_some() {
        return Some(Kind::Docker);
    }
    group.deeds.iter().find_map(|deed| match &deed.act {
        Act::Script { file, args } if draft.facts.paths.contains(file) => {
            Some(Kind::Script(file.clone(), args.clone(), deed.place.clone()))
        }
        _ => None,
    })
}

/// The containers of our own services that a group runs.
fn runs<'g>(
    group: &'g Group,
    services: &'g [Service<'g>],
) -> impl Iterator<Item = (&'g Service<'g>, &'g RunAct, &'g Place)> {
    group.deeds.iter().filter_map(move |deed| match &deed.act {
        Act::Run(run) => {
            let image = run.image.as_ref();
            let is_ours = |service: &&Service| {
                let base = image.map(crate::image::ImageName::base).unwrap_or_default();
                base == service.image.base()
                    || base == service.name
                    || service.is_built_as(base)
                    || image.is_none()
            };
            Some((services.iter().find(is_ours)?, run.as_ref(), &deed.place))
        }
        _ => None,
    })
}

/// Writes it.
pub(super) fn write(group: &Group, kind: &Kind, services: &[Service], draft: &mut Draft) {
    match kind {
        Kind::Compose => compose(group, draft),
        Kind::Docker => docker(group, services, draft),
        Kind::Script(file, args, place) => script(group, (file, args, place), services, draft),
    }
}

fn hosts(group: &Group, draft: &mut Draft) {
    let texts: Vec<String> = group.hosts.iter().map(|(host, _)| host.host.to_string()).collect();
    let placeholder = group.hosts.iter().find_map(|(host, place)| Some((host.placeholder.as_ref()?, place)));
    let origin = match (placeholder, group.hosts.first()) {
        (Some((name, place)), _) => {
            Origin::guess_at(format!("{name} stands for an address that is not in the repository"), place)
        }
        (None, Some((_, place))) => from(place),
        (None, None) => Origin::guess("no host"),
    };
    draft.page.list(4, "hosts", &texts, origin);
}

fn compose(group: &Group, draft: &mut Draft) {
    let facts = draft.facts;
    let deeds = || group.deeds.iter().filter(|deed| matches!(deed.act, Act::Compose { .. }));
    let named = deeds().find_map(|deed| match &deed.act {
        Act::Compose { files, .. } => {
            files.iter().rev().find_map(|file| Some((composed(draft, file)?, &deed.place)))
        }
        _ => None,
    });
    let Some(first) = facts.compose.first() else { return };
    let (file, origin) = match named {
        Some((file, place)) => (file, from(place)),
        None => (first, Origin::guess("the compose file of the repository")),
    };
    draft.page.open(3, "compose", None);
    hosts(group, draft);
    draft.page.pair(4, "file", &file.path, origin);
    if let Some(deed) =
        deeds().find(|deed| matches!(&deed.act, Act::Compose { files, .. } if files.len() > 1))
    {
        draft.findings.add(Some(&deed.place), "Several compose files are combined here; a target has one. `docker compose config` writes them as one.");
    }
    mounted(file, draft);
    let deeds: Vec<&Deed> = deeds().copied().collect();
    adopted(group, &deeds, file, draft);
}

/// A compose file by the path or the name that a command gives.
fn composed<'f>(draft: &Draft<'f>, named: &str) -> Option<&'f ComposeFile> {
    let base = named.rsplit('/').next();
    let all = &draft.facts.compose;
    all.iter()
        .find(|file| file.path == named)
        .or_else(|| all.iter().find(|file| file.path.rsplit('/').next() == base))
}

/// Files of the repository that containers mount.
fn mounted(file: &ComposeFile, draft: &mut Draft) {
    let (mut files, mut first): (Vec<String>, Option<Place>) = (Vec::new(), None);
    for (path, place) in file.services.iter().flat_map(|service| &service.mounts) {
        if draft.facts.paths.contains(path) {
            if !files.contains(path) {
                files.push(path.clone());
                first = first.or(Some(place.clone()));
            }
        } else if draft.facts.paths.iter().any(|known| known.starts_with(&format!("{path}/"))) {
            draft.findings.add(Some(place), format!("The folder {path} is mounted here. If its files come from the repository, name them under `files`."));
        }
    }
    if let Some(place) = first {
        draft.page.list(4, "files", &files, from(&place));
    }
}

/// Name and directory of the compose project that runs there already, so that its containers are kept.
fn adopted(group: &Group, deeds: &[&Deed], file: &ComposeFile, draft: &mut Draft) {
    let told = deeds.iter().find_map(|deed| match &deed.act {
        Act::Compose { name: Some(name), .. } => Some((name.clone(), deed.place.clone())),
        _ => None,
    });
    let told = told.or_else(|| file.name.clone()).filter(|(name, _)| as_name(name).as_ref() == Some(name));
    let directory = deeds.iter().find_map(|deed| Some((deed.directory.clone()?, deed.place.clone())));
    let directory = directory.filter(|(path, _)| path.starts_with(['/', '~']) && !path.contains('$'));
    let base = directory.as_ref().and_then(|(path, _)| project_of(path));
    let wanted: Vec<String> = told
        .iter()
        .map(|(name, _)| name.clone())
        .chain(base.clone())
        .chain([names::project(draft.facts).0])
        .collect();
    let path = directory.as_ref().map(|(path, _)| path.as_str());
    if let Some((name, path, host)) = running(group, &wanted, path, draft) {
        let origin = Origin::Heard(format!("{host}, where it runs; its containers are kept"));
        draft.page.pair(4, "name", &name, origin.clone());
        draft.page.pair(4, "directory", &path, origin);
        return;
    }
    match (told, base, &directory) {
        (Some((name, place)), _, _) => draft.page.pair(4, "name", &name, from(&place)),
        (None, Some(name), Some((_, place))) => {
            draft.page.pair(
                4,
                "name",
                &name,
                Origin::guess_at("compose names a project after its folder", place),
            );
        }
        _ => {}
    }
    if let Some((path, place)) = &directory {
        draft.page.pair(4, "directory", path, from(place));
    }
}

/// The compose project of one of these names or in this directory that runs on one of the hosts: its name, its
/// directory and the host.
fn running(
    group: &Group,
    names: &[String],
    directory: Option<&str>,
    draft: &Draft,
) -> Option<(String, String, String)> {
    group.hosts.iter().find_map(|(host, _)| {
        let host = host.host.to_string();
        let heard = draft.facts.heard.hosts.get(&host)?;
        let fits = |(name, path): &&(String, String)| names.contains(name) || directory == Some(path);
        heard.projects.iter().find(fits).map(|(name, path)| (name.clone(), path.clone(), host))
    })
}

/// What compose calls a project by default: its folder's name, without what it does not allow.
fn project_of(directory: &str) -> Option<String> {
    let base = directory.trim_end_matches('/').rsplit('/').next()?.to_lowercase();
    let name: String = base.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
    let name = name.trim_start_matches(['-', '_']);
    (!name.is_empty()).then(|| name.to_owned())
}

fn docker(group: &Group, services: &[Service], draft: &mut Draft) {
    draft.page.open(3, "docker", None);
    if let Some((host, place)) = group.hosts.first() {
        let origin = match &host.placeholder {
            Some(name) => {
                Origin::guess_at(format!("{name} stands for an address that is not in the repository"), place)
            }
            None => from(place),
        };
        draft.page.pair(4, "host", &host.host.to_string(), origin);
    }
    if let [_, further, ..] = group.hosts.as_slice() {
        draft.ask(format!("Several hosts run these containers ({} and more), and a Docker target has one. Make an environment of each?", further.1));
    }
    let mut seen: Vec<&str> = Vec::new();
    let mut mine: Vec<_> = runs(group, services).collect();
    mine.retain(|(service, _, _)| {
        let is_new = !seen.contains(&service.name.as_str());
        seen.push(&service.name);
        is_new
    });
    match (services, mine.as_slice()) {
        ([_], [(_, run, place)]) => containers::options(run, place, 4, draft),
        _ => {
            let mut written = false;
            for (service, run, place) in &mine {
                let before = draft.page.length();
                containers::options(run, place, 6, draft);
                if draft.page.length() > before {
                    draft.page.open_at(before, 5, &service.name);
                    if !written {
                        draft.page.open_at(before, 4, "services");
                    }
                    written = true;
                }
            }
        }
    }
}

fn script(group: &Group, call: (&String, &Vec<String>, &Place), services: &[Service], draft: &mut Draft) {
    let (file, args, place) = call;
    draft.page.open(3, "script", None);
    hosts(group, draft);
    draft.page.pair(4, "file", file, from(place));
    let (mut plain, mut hidden) = (Vec::new(), Vec::new());
    for arg in args {
        let name: String = arg.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        let text = template(arg, &draft.facts.variables).ok().filter(|text| Template::parse(text).is_ok());
        match text.filter(|text| !looks_like_secret(&name, text)) {
            Some(text) => plain.push(match services {
                [service, ..] if service.version.template == text => "${version}".to_owned(),
                _ => text,
            }),
            None if !name.is_empty() => hidden.push(name),
            None => {}
        }
    }
    if !plain.is_empty() {
        draft.page.list(4, "args", &plain, from(place));
    }
    if !hidden.is_empty() {
        draft.page.list(4, "stdin", &hidden, from(place));
        draft.ask(format!("{file} gets {} as arguments ({place}). Slipway hands secrets over on standard input, one line each: read them with `read -r NAME`, and count the other arguments anew.", hidden.join(", ")));
    }
    if let [service, _, ..] = services {
        draft.page.pair(4, "service", &service.name, Origin::guess("the service that `${version}` means"));
    }
}

/// A variable's value in YAML, and where it comes from. What is or may be secret is named and not copied.
fn proposed(name: &str, value: Option<&str>, place: &Place) -> (String, Origin) {
    match value {
        Some(value) if !looks_like_secret(name, value) && !value.contains('$') => {
            (quoted(value), from(place))
        }
        Some(_) => (secret(name), from(place)),
        None => (secret(name), Origin::guess_at("its value is not in the repository", place)),
    }
}

/// Writes the variables: what `docker run -e` passes, or what the compose file wants filled in.
pub(super) fn env(group: &Group, kind: &Kind, services: &[Service], draft: &mut Draft) {
    let mut found: Vec<(String, String, Origin)> = Vec::new();
    let mut told: Vec<(String, Place)> = Vec::new();
    let mut add = |name: &str, value: Option<&str>, place: &Place| {
        let fine = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c));
        if !fine || found.iter().any(|(known, _, _)| known == name) {
            return;
        }
        if value.is_some_and(|value| looks_like_secret(name, value)) {
            told.push((name.to_owned(), place.clone()));
        }
        let (yaml, origin) = proposed(name, value, place);
        found.push((name.to_owned(), yaml, origin));
    };
    match kind {
        Kind::Docker => {
            for (_, run, place) in runs(group, services) {
                run.env.iter().for_each(|(name, value)| add(name, value.as_deref(), place));
            }
        }
        Kind::Compose => {
            let variables = draft.facts.compose.first().into_iter().flat_map(|file| &file.variables);
            for (name, place) in variables {
                add(name, draft.facts.variables.get(name).map(String::as_str), place);
            }
        }
        Kind::Script(..) => {}
    }
    for (name, place) in &told {
        let text = format!(
            "The value of {name} stands in plain text here. It was not copied; `slipway` takes it from {}.",
            variable_of(name)
        );
        draft.findings.add(Some(place), text);
    }
    if !found.is_empty() {
        draft.page.open(2, "env", None);
        for (name, yaml, origin) in found {
            draft.page.raw(3, &name, &yaml, origin);
        }
    }
}
