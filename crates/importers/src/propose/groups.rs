//! Which commands deploy to which environment.

use slipway_domain::config::as_name;

use super::Draft;
use crate::deeds::{Act, Deed};
use crate::host::HostName;
use crate::place::{Origin, Place};

/// The commands that deploy to one environment.
pub(super) struct Group<'f> {
    pub name: String,
    pub origin: Origin,
    pub branches: Vec<(String, Place)>,
    pub hosts: Vec<(&'f HostName, Place)>,
    pub deeds: Vec<&'f Deed>,
    pub approval: Option<Place>,
}

/// Words in the names of environments, jobs, branches and hosts; the environment; its rank in promotion.
const WORDS: [(&str, &str, u8); 17] = [
    ("sandbox", "sandbox", 0),
    ("development", "sandbox", 0),
    ("develop", "sandbox", 0),
    ("dev", "sandbox", 0),
    ("testing", "test", 1),
    ("test", "test", 1),
    ("qa", "qa", 1),
    ("uat", "uat", 2),
    ("preprod", "staging", 3),
    ("staging", "staging", 3),
    ("stage", "staging", 3),
    ("stg", "staging", 3),
    ("production", "production", 4),
    ("prod", "production", 4),
    ("master", "production", 4),
    ("main", "production", 4),
    ("live", "production", 4),
];

/// The environment that a word of a text stands for: `deploy_prod`, `IP_STAGING`, `develop`.
fn meant(text: &str) -> Option<&'static str> {
    let lower = text.to_lowercase().replace("pre-prod", "preprod").replace("pre_prod", "preprod");
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    WORDS.iter().find(|(word, _, _)| words.contains(word)).map(|(_, name, _)| *name)
}

/// Where an environment stands in promotion order.
fn rank(group: &Group) -> u8 {
    let of = |text: &str| {
        let name = meant(text)?;
        WORDS.iter().find(|(_, environment, _)| *environment == name).map(|(_, _, rank)| *rank)
    };
    of(&group.name).or_else(|| group.branches.iter().find_map(|(branch, _)| of(branch))).unwrap_or(2)
}

/// Groups the commands that deploy, in promotion order.
pub(super) fn find<'f>(draft: &mut Draft<'f>) -> Vec<Group<'f>> {
    let mut groups: Vec<Group<'f>> = Vec::new();
    for deed in &draft.facts.deeds {
        if let Act::Elsewhere { what } = &deed.act {
            draft.findings.add(
                Some(&deed.place),
                format!(
                    "This deploys to {what}, which Slipway cannot do yet; no environment was proposed for it."
                ),
            );
        } else if deed.deploys() && deed.host.is_some() {
            let (name, origin) = environment(deed, draft.facts);
            match groups.iter_mut().find(|group| group.name == name) {
                Some(group) => group.add(deed),
                None => {
                    let mut group = Group {
                        name,
                        origin,
                        branches: Vec::new(),
                        hosts: Vec::new(),
                        deeds: Vec::new(),
                        approval: None,
                    };
                    group.add(deed);
                    groups.push(group);
                }
            }
        }
    }
    groups.sort_by_key(rank);
    groups
}

impl<'f> Group<'f> {
    fn add(&mut self, deed: &'f Deed) {
        for branch in deed.branches.named() {
            if !self.branches.iter().any(|(known, _)| known == branch) {
                self.branches.push((branch.clone(), deed.place.clone()));
            }
        }
        if let Some(host) = &deed.host
            && !self.hosts.iter().any(|(known, _)| known.host.identity() == host.host.identity())
        {
            self.hosts.push((host, deed.place.clone()));
        }
        self.approval = self.approval.take().or(deed.approval.clone());
        self.deeds.push(deed);
    }
}

/// The environment of a command: as the file names it, else by branch, job or host.
fn environment(deed: &Deed, facts: &crate::facts::Facts) -> (String, Origin) {
    if let Some((name, place)) = &deed.environment
        && let Some(name) = as_name(name)
    {
        return (name, Origin::From(place.clone()));
    }
    let address = deed.host.as_ref().map(|host| host.host.address.as_str()).unwrap_or_default();
    let branches = deed.branches.named();
    let by_branch = |branch: &String| {
        let name = meant(branch).map(str::to_owned).or_else(|| as_name(branch))?;
        Some((name, format!("what branch {branch} is usually for")))
    };
    let by_rest = || {
        // Every branch but those named elsewhere: the one that people work on.
        let rest = matches!(&deed.branches, crate::branches::Branches::Except(_));
        rest.then(|| ("sandbox".to_owned(), "for every other branch".to_owned()))
    };
    let single = (branches.len() == 1).then(|| branches.first()).flatten();
    let named = |text: &str, what: &str| Some((meant(text)?.to_owned(), format!("{what} `{text}`")));
    let found = single
        .and_then(by_branch)
        .or_else(|| named(address, "the host's name"))
        .or_else(|| named(&deed.job, "the job's name"))
        .or_else(|| branches.last().and_then(by_branch))
        .or_else(by_rest)
        .or_else(|| named(&deed.place.file, "the file's name"));
    let (name, why) = found.unwrap_or_else(|| {
        let many = facts.hosts().len() > 1;
        let why = if many { "nothing says what these hosts are for" } else { "the only host that was found" };
        ("production".to_owned(), why.to_owned())
    });
    (name, Origin::guess_at(why, &deed.place))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_environments() {
        for (text, name) in [
            ("IP_STAGING", Some("staging")),
            ("deploy_prod", Some("production")),
            ("pre-prod", Some("staging")),
            ("feature/devices", None),
            ("develop", Some("sandbox")),
        ] {
            assert_eq!(meant(text), name, "{text}");
        }
    }
}
