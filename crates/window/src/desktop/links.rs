//! Links from outside: `slipway://operations/recipes/0199…` is that path of the window.
//!
//! Anybody may write a link, and a person may press it without having read it. So a link only ever shows something: it
//! names a page that there is, and proposes nothing that asks for a reason.

use slipway_api::window::plan::Movement;

const SCHEME: &str = "slipway://";
/// No page of the window has a longer path.
const LONGEST: usize = 2000;

/// A page that a link may name: its first part, the parts after it, and what may stand in its query.
struct Page(&'static str, &'static [Part], &'static [&'static str]);

/// What a part of a path says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Project,
    Name,
    Operation,
}

use Part::{Name, Operation, Project};

const PAGES: &[Page] = &[
    Page("board", &[], &[]),
    Page("requests", &[], &[]),
    Page("repositories", &[], &[]),
    Page("images", &[], &[]),
    Page("images", &[Project, Name], &[]),
    Page("runs", &[], &[]),
    Page("runs", &[Project, Operation], &["job", "step", "line"]),
    Page("activity", &[], &["filter"]),
    Page("operations", &[Project, Operation], &[]),
    Page("environments", &[Project, Name], &["logs"]),
    Page("plan", &[], &["project", "kind", "environment", "from", "release", "services"]),
    Page("credentials", &[], &[]),
    Page("settings", &[], &[]),
    Page("add", &[], &[]),
];

/// What has to stand in a plan's query.
const PLAN_NEEDS: [&str; 3] = ["project", "kind", "environment"];

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The path of the window.
    pub path: String,
    /// The project that it is about.
    pub project: Option<String>,
}

/// Why a link leads nowhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is no link of Slipway's.
    NoLink,
    /// Its percent signs stand for no text.
    NoText,
    /// There is no such page.
    NoPage,
    /// That cannot be said of the page.
    Unsaid(String),
    /// The plan's query lacks that.
    Missing(&'static str),
    /// That is no way to move a release.
    NoMovement(String),
    /// That is no release's number.
    NoNumber(String),
    /// The window does not have that project.
    NoProject(String),
}

/// Reads a link.
///
/// # Errors
/// Why it leads nowhere.
pub(super) fn read(link: &str) -> Result<Place, Fault> {
    let told = rest(link).filter(|rest| rest.len() <= LONGEST && rest.bytes().all(is_of_a_link));
    let told = told.ok_or(Fault::NoLink)?;
    let (path, query) = told.split_once('?').unwrap_or((told, ""));
    let (path, query) = (parts(path), pairs(query));
    let (Some(path), Some(query)) = (path, query) else {
        return Err(Fault::NoText);
    };
    let page = PAGES.iter().find(|page| page.fits(&path)).ok_or(Fault::NoPage)?;
    if let Some((name, _)) = query.iter().find(|(name, _)| !page.2.contains(&name.as_str())) {
        return Err(Fault::Unsaid(name.clone()));
    }
    let said = |name: &str| query.iter().find(|(one, _)| one == name).map(|(_, value)| value.clone());
    if let Some(fault) = (page.0 == "plan").then(|| plan_fault(said)).flatten() {
        return Err(fault);
    }
    let named = page.1.iter().zip(&path[1..]).find(|(part, _)| **part == Project);
    let project = named.map(|(_, name)| name.clone()).or_else(|| said("project"));
    Ok(Place { path: format!("/{}", told.trim_end_matches('/')), project })
}

/// What is wrong with a plan's query.
fn plan_fault(said: impl Fn(&str) -> Option<String>) -> Option<Fault> {
    if let Some(&missing) = PLAN_NEEDS.iter().find(|name| said(name).is_none_or(|value| value.is_empty())) {
        return Some(Fault::Missing(missing));
    }
    let kind = said("kind").unwrap_or_default();
    if serde_json::from_value::<Movement>(kind.clone().into()).is_err() {
        return Some(Fault::NoMovement(kind));
    }
    said("release").filter(|release| release.parse::<u64>().is_err()).map(Fault::NoNumber)
}

/// What stands behind the scheme, which may be written in any case.
fn rest(link: &str) -> Option<&str> {
    let (scheme, rest) = link.split_at_checked(SCHEME.len())?;
    scheme.eq_ignore_ascii_case(SCHEME).then_some(rest)
}

fn is_of_a_link(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"-._~%?=&/,:".contains(&byte)
}

/// The parts of a path as texts; a slash at its end ends nothing.
fn parts(path: &str) -> Option<Vec<String>> {
    path.trim_end_matches('/').split('/').map(text).collect()
}

/// The names and values of a query as texts.
fn pairs(query: &str) -> Option<Vec<(String, String)>> {
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Some((text(name)?, text(value)?))
    };
    query.split('&').filter(|one| !one.is_empty()).map(pair).collect()
}

/// A part with its percent signs as what they stand for; `None` where that is no text of one line.
fn text(part: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = part.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        if *first == b'%' {
            let code = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(code, 16).ok()?);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok().filter(|text| !text.chars().any(char::is_control))
}

impl Page {
    fn fits(&self, path: &[String]) -> bool {
        let Some((first, rest)) = path.split_first() else { return false };
        first == self.0
            && rest.len() == self.1.len()
            && rest.iter().zip(self.1).all(|(text, part)| part.fits(text))
    }
}

impl Part {
    fn fits(self, text: &str) -> bool {
        match self {
            Self::Project | Self::Name => !text.is_empty(),
            // An id, or at least eight leading digits of one.
            Self::Operation => {
                (8..=36).contains(&text.len())
                    && text.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_link_is_a_path_of_the_window() {
        for (link, path, project) in [
            ("slipway://board", "/board", None),
            ("SLIPWAY://settings/", "/settings", None),
            ("slipway://credentials", "/credentials", None),
            ("slipway://operations/recipes/01990000-aa", "/operations/recipes/01990000-aa", Some("recipes")),
            (
                "slipway://runs/a%20b/01990000?step=host-1%2Fup&line=7",
                "/runs/a%20b/01990000?step=host-1%2Fup&line=7",
                Some("a b"),
            ),
            (
                "slipway://environments/recipes/eu?logs=api",
                "/environments/recipes/eu?logs=api",
                Some("recipes"),
            ),
            (
                "slipway://plan?project=recipes&kind=rollback&environment=eu",
                "/plan?project=recipes&kind=rollback&environment=eu",
                Some("recipes"),
            ),
        ] {
            let place = read(link).unwrap();
            assert_eq!((place.path.as_str(), place.project.as_deref()), (path, project), "{link}");
        }
    }

    #[test]
    fn what_leads_nowhere_is_told_with_its_reason() {
        let plan = "slipway://plan?project=recipes&kind=deploy&environment=eu";
        for (link, fault) in [
            ("", Fault::NoLink),
            ("https://example.com/board", Fault::NoLink),
            ("slipway://<script>", Fault::NoLink),
            ("slipway://board#/add", Fault::NoLink),
            ("slipway://", Fault::NoPage),
            ("slipway://nothing", Fault::NoPage),
            ("slipway://operations/recipes", Fault::NoPage),
            ("slipway://operations/recipes/../../etc", Fault::NoPage),
            ("slipway://operations//01990000", Fault::NoPage),
            ("slipway://operations/recipes/01990000/x", Fault::NoPage),
            ("slipway://operations/recipes/short", Fault::NoPage),
            ("slipway://images/recipes/%0a", Fault::NoText),
            ("slipway://images/recipes/%zz", Fault::NoText),
            ("slipway://board?x=1", Fault::Unsaid("x".into())),
            ("slipway://credentials?ask=import", Fault::Unsaid("ask".into())),
            ("slipway://plan?project=recipes&kind=deploy", Fault::Missing("environment")),
            ("slipway://plan?project=recipes&kind=drop&environment=eu", Fault::NoMovement("drop".into())),
            (format!("{plan}&release=x").as_str(), Fault::NoNumber("x".into())),
            (format!("{plan}&hotfix=trust+me").as_str(), Fault::NoLink),
            (format!("{plan}&hotfix=now").as_str(), Fault::Unsaid("hotfix".into())),
        ] {
            assert_eq!(read(link), Err(fault), "{link}");
        }
        let long = format!("slipway://activity?filter={}", "a".repeat(LONGEST));
        assert_eq!(read(&long), Err(Fault::NoLink));
    }
}
