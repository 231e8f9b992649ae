//! Where things are in the window. The window's own pages name the same paths.

use slipway_domain::operation::Kind;

/// Where an operation is shown: a run on its page, anything else beside the activity.
pub(super) fn operation(kind: Kind, project: &str, operation: &str) -> String {
    let screen = if kind == Kind::Run { "runs" } else { "operations" };
    format!("/{screen}/{}/{}", part(project), part(operation))
}

/// The plan that takes an environment back to the deployment before.
pub(super) fn roll_back(project: &str, environment: &str) -> String {
    format!("/plan?project={}&kind=rollback&environment={}", part(project), part(environment))
}

/// Whether the window shows an operation where it has that path, by whichever page.
pub(super) fn shows(path: &str, project: &str, operation: &str) -> bool {
    let page = path.split('?').next().unwrap_or_default();
    let named = format!("{}/{}", part(project), part(operation));
    ["/operations/", "/runs/"].iter().any(|screen| page.strip_prefix(screen) == Some(named.as_str()))
}

/// A text as a part of a path.
fn part(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let one = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_has_a_page_and_what_moves_a_release_stands_beside_the_activity() {
        assert_eq!(operation(Kind::Run, "recipes", "0199"), "/runs/recipes/0199");
        assert_eq!(operation(Kind::Promote, "a/b", "0199"), "/operations/a%2Fb/0199");
        assert_eq!(roll_back("recipes", "eu 1"), "/plan?project=recipes&kind=rollback&environment=eu%201");
    }

    #[test]
    fn an_operation_is_shown_by_either_page_and_by_no_other() {
        assert!(shows("/operations/recipes/0199", "recipes", "0199"));
        assert!(shows("/runs/recipes/0199?line=7", "recipes", "0199"));
        for other in ["/board", "/operations/recipes/01990", "/operations/billing/0199", "/activity"] {
            assert!(!shows(other, "recipes", "0199"), "{other}");
        }
    }
}
