//! The branches for which a command runs.

/// For which branches something happens.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Branches {
    /// Nothing restricts it.
    #[default]
    Any,
    /// For these.
    Only(Vec<String>),
    /// For all but these.
    Except(Vec<String>),
    /// For these, but what surrounds it never lets them through: two jobs may share a script.
    Against(Vec<String>),
}

impl Branches {
    /// The branches for which both hold.
    pub fn and(&self, inner: &Self) -> Self {
        match (self, inner) {
            (_, Self::Against(names)) => Self::Against(names.clone()),
            (Self::Against(names), inner) => {
                Self::Against(if inner.named().is_empty() { names.clone() } else { inner.named().to_vec() })
            }
            (outer, Self::Any) => outer.clone(),
            (Self::Any, inner) => inner.clone(),
            (Self::Only(a), Self::Only(b)) => or_against(keep(a, |x| b.contains(x)), b),
            (Self::Only(a), Self::Except(b)) => or_against(keep(a, |x| !b.contains(x)), a),
            (Self::Except(a), Self::Only(b)) => or_against(keep(b, |x| !a.contains(x)), b),
            (Self::Except(a), Self::Except(b)) => Self::Except(both(a, b)),
        }
    }

    /// The branches for which either holds.
    pub fn or(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::Only(a), Self::Only(b)) => Self::Only(both(a, b)),
            (Self::Except(a), Self::Only(b)) | (Self::Only(b), Self::Except(a)) => {
                Self::Except(keep(a, |x| !b.contains(x)))
            }
            (Self::Except(a), Self::Except(b)) => Self::Except(keep(a, |x| b.contains(x))),
            _ => Self::Any,
        }
    }

    /// All but these.
    pub fn not(&self) -> Self {
        match self {
            Self::Any => Self::Any,
            Self::Only(names) | Self::Against(names) => Self::Except(names.clone()),
            Self::Except(names) => Self::Only(names.clone()),
        }
    }

    /// The branches by name, where that is how it is restricted.
    pub fn named(&self) -> &[String] {
        match self {
            Self::Only(names) | Self::Against(names) => names,
            _ => &[],
        }
    }

    /// Adds the branches of a list as CI files write them: plain names, `/^name$/`; patterns that are
    /// no name are left out.
    pub fn of_patterns<'p>(patterns: impl IntoIterator<Item = &'p str>) -> Self {
        let names: Vec<String> = patterns.into_iter().filter_map(name_of).collect();
        if names.is_empty() { Self::Any } else { Self::Only(names) }
    }
}

fn name_of(pattern: &str) -> Option<String> {
    let bare = pattern.strip_prefix('/').and_then(|p| p.strip_suffix('/')).unwrap_or(pattern);
    let bare = bare.trim_start_matches('^').trim_end_matches('$');
    let bare = bare.strip_prefix("refs/heads/").unwrap_or(bare);
    let fine = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/');
    let is_keyword = matches!(bare, "tags" | "branches" | "merge_requests" | "schedules" | "pushes" | "web");
    (!bare.is_empty()
        && bare.chars().all(fine)
        && !bare.ends_with('/')
        && !is_keyword
        && !bare.contains(".."))
    .then(|| bare.to_owned())
}

fn keep(names: &[String], fits: impl Fn(&String) -> bool) -> Vec<String> {
    names.iter().filter(|name| fits(name)).cloned().collect()
}

fn both(a: &[String], b: &[String]) -> Vec<String> {
    let mut all = a.to_vec();
    all.extend(keep(b, |name| !a.contains(name)));
    all
}

fn or_against(names: Vec<String>, inner: &[String]) -> Branches {
    if names.is_empty() { Branches::Against(inner.to_vec()) } else { Branches::Only(names) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(names: &[&str]) -> Branches {
        Branches::Only(names.iter().map(|name| (*name).to_owned()).collect())
    }

    #[test]
    fn what_is_left_after_if_and_elif_is_known_from_the_filter() {
        let filter = only(&["develop", "preprod", "master"]);
        let rest = only(&["master"]).not().and(&only(&["preprod"]).not());
        assert_eq!(filter.and(&rest), only(&["develop"]));
        assert_eq!(filter.and(&only(&["master"])), only(&["master"]));
        assert_eq!(only(&["develop"]).and(&only(&["master"])), Branches::Against(vec!["master".into()]));
    }

    #[test]
    fn patterns_that_are_names_are_read() {
        assert_eq!(Branches::of_patterns(["/^main$/", "release/.*", "tags"]), only(&["main"]));
        assert_eq!(Branches::of_patterns(["feature/*"]), Branches::Any);
    }
}
