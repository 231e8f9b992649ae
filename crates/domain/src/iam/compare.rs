//! A policy that somebody has, beside what a project needs.

use serde::Serialize;
use serde_json::Value;

use super::needs::Policy;

/// What a policy lacks, and what is odd about it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// What is needed and not allowed.
    pub missing: Vec<Missing>,
    /// What to look at besides, in sentences.
    pub notes: Vec<String>,
}

/// Something that is needed and not allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// The action.
    pub action: &'static str,
    /// With what it is done.
    pub resource: String,
    /// The statement of the project's own policy that allows it.
    pub statement: &'static str,
    /// Whether something forbids it.
    pub denied: bool,
}

/// What a policy in IAM's own JSON lacks of what is needed; the reason where it is no policy.
pub fn compare(needed: &Policy, text: &str) -> Result<Comparison, String> {
    let document: Value = serde_json::from_str(text)
        .map_err(|error| format!("this is no JSON (line {}, column {})", error.line(), error.column()))?;
    let statements: Vec<&Value> = match document.get("Statement") {
        Some(Value::Array(all)) => all.iter().collect(),
        Some(one @ Value::Object(_)) => vec![one],
        _ => return Err("this is no policy of IAM: it has no `Statement`".to_owned()),
    };
    let rules: Vec<Rule> = statements.iter().map(|statement| Rule::of(statement)).collect();
    let verdict = |action: &str, resource: &str| {
        let denied =
            rules.iter().any(|rule| !rule.allows && !rule.conditional && rule.fits(action, resource));
        let allowed = rules.iter().any(|rule| rule.allows && rule.fits(action, resource));
        (denied, allowed)
    };
    let mut missing = Vec::new();
    for (statement, action, resource) in needed.needs() {
        let (denied, allowed) = verdict(action, resource);
        if denied || !allowed {
            missing.push(Missing { action, resource: resource.to_owned(), statement, denied });
        }
    }
    Ok(Comparison { missing, notes: notes(&document, &rules) })
}

/// A statement, as far as it matters here.
struct Rule {
    allows: bool,
    /// `true` where the actions are those that it is not about.
    other_actions: bool,
    actions: Vec<String>,
    other_resources: bool,
    /// `None` in a repository's own policy, which is about that repository.
    resources: Option<Vec<String>>,
    conditional: bool,
    principals: Vec<String>,
}

impl Rule {
    fn of(statement: &Value) -> Self {
        let list = |key: &str| statement.get(key).map(texts);
        let principals = match statement.get("Principal") {
            Some(Value::Object(kinds)) => kinds.values().flat_map(texts).collect(),
            Some(other) => texts(other),
            None => Vec::new(),
        };
        let (actions, not_actions) = (list("Action"), list("NotAction"));
        let (resources, not_resources) = (list("Resource"), list("NotResource"));
        Self {
            allows: statement.get("Effect").and_then(Value::as_str) == Some("Allow"),
            other_actions: not_actions.is_some(),
            actions: not_actions.or(actions).unwrap_or_default(),
            other_resources: not_resources.is_some(),
            resources: not_resources.or(resources),
            conditional: statement.get("Condition").is_some(),
            principals,
        }
    }

    /// Whether it is about an action with a resource.
    fn fits(&self, action: &str, resource: &str) -> bool {
        let named = self.actions.iter().any(|one| matches(&one.to_lowercase(), &action.to_lowercase()));
        let about = match &self.resources {
            Some(all) => all.iter().any(|one| matches(one, resource)) != self.other_resources,
            // A repository's own policy cannot say anything about what is no repository's.
            None => resource != "*",
        };
        named != self.other_actions && about
    }
}

/// One text or a list of them; policies write both.
fn texts(value: &Value) -> Vec<String> {
    match value {
        // What was broken into lines when it was printed somewhere is one name all the same.
        Value::String(text) => vec![text.split_whitespace().collect()],
        Value::Array(all) => all.iter().flat_map(texts).collect(),
        _ => Vec::new(),
    }
}

/// Whether a text fits a pattern of IAM: `*` for anything, `?` for one character. A star in the text, where a part of it
/// is not known yet, is only covered by a star.
fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
    // Which beginnings of the pattern fit the beginning of the text that was looked at so far.
    let mut fits = vec![false; pattern.len() + 1];
    fits[0] = true;
    for at in 0..pattern.len() {
        fits[at + 1] = fits[at] && pattern[at] == '*';
    }
    for c in text {
        let mut next = vec![false; pattern.len() + 1];
        for at in 0..pattern.len() {
            next[at + 1] = match pattern[at] {
                '*' => fits[at + 1] || next[at] || fits[at],
                '?' => fits[at] && c != '*',
                own => fits[at] && own == c,
            };
        }
        fits = next;
    }
    fits[pattern.len()]
}

fn notes(document: &Value, rules: &[Rule]) -> Vec<String> {
    let mut notes = Vec::new();
    if rules.iter().any(|rule| !rule.principals.is_empty()) {
        notes.push(
            "it has a `Principal`, so it is a repository's own policy: attached to a user or a role it is refused, and on \
             a repository it cannot allow ecr:GetAuthorizationToken, which belongs to no repository"
                .to_owned(),
        );
    }
    let odd = rules.iter().flat_map(|rule| &rule.principals).filter(|principal| !names_somebody(principal));
    notes.extend(odd.map(|principal| format!("the principal {principal} is no user, role or account")));
    if document.get("Version").and_then(Value::as_str) != Some("2012-10-17") {
        notes.push("its `Version` is not 2012-10-17, so variables in it are not filled in".to_owned());
    }
    if rules.iter().any(|rule| rule.conditional) {
        notes.push(
            "it has conditions, which are not looked at here: what they do not let through is missing too"
                .to_owned(),
        );
    }
    let wide = |rule: &&Rule| {
        rule.allows
            && !rule.conditional
            && rule.actions.iter().any(|action| matches!(action.to_lowercase().as_str(), "*" | "ecr:*"))
    };
    if rules.iter().any(|rule| wide(&rule)) {
        notes.push("it allows everything there is to do with repositories, also to delete them".to_owned());
    }
    notes
}

/// Whether a principal may be somebody: an account, a user, a role, a service, or everybody.
fn names_somebody(principal: &str) -> bool {
    let Some(rest) = principal.strip_prefix("arn:") else {
        return principal == "*"
            || crate::config::is_aws_account(principal)
            || principal.ends_with(".amazonaws.com")
            || principal.ends_with(".amazonaws.com.cn");
    };
    let what = rest.splitn(5, ':').nth(4).unwrap_or_default();
    let kinds = ["user/", "role/", "assumed-role/", "federated-user/", "saml-provider/", "oidc-provider/"];
    what == "root" || kinds.iter().any(|kind| what.starts_with(kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::parse;
    use crate::iam::{For, policy};

    fn needed() -> Policy {
        let text = "version: 1\nproject: recipes\nservices:\n  api:\n    build: {}\n    \
                    image: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/user/recipes-api\n    \
                    version: \"0.1.${build_number}\"\n";
        policy(&parse(text, "slipway.yml").unwrap(), For::Project).unwrap()
    }

    fn missing(policy: &str) -> Vec<&'static str> {
        compare(&needed(), policy).unwrap().missing.into_iter().map(|one| one.action).collect()
    }

    #[test]
    fn the_printed_policy_lacks_nothing() {
        let own = serde_json::to_string(&needed()).unwrap();
        assert_eq!(compare(&needed(), &own).unwrap(), Comparison::default());
    }

    /// As a book on the matter has it: it lets nobody push.
    #[test]
    fn a_repositorys_own_policy_that_forgets_to_ask_for_layers_is_told_so() {
        let policy = r#"{
            "Version": "2008-10-17",
            "Statement": [{
                "Sid": "AllowPush",
                "Effect": "Allow",
                "Principal": { "AWS": ["arn:aws:iam::ID:circleci/\n  push-pull-user-1"] },
                "Action": ["ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"]
            }]
        }"#;
        let found = compare(&needed(), policy).unwrap();
        let actions: Vec<&str> = found.missing.iter().map(|one| one.action).collect();
        assert!(actions.contains(&"ecr:BatchCheckLayerAvailability"), "{actions:?}");
        assert!(
            actions.contains(&"ecr:GetAuthorizationToken") && !actions.contains(&"ecr:PutImage"),
            "{actions:?}"
        );
        assert!(found.notes[0].contains("a repository's own policy"), "{:?}", found.notes);
        assert!(
            found.notes[1].contains("arn:aws:iam::ID:circleci/push-pull-user-1 is no user"),
            "{:?}",
            found.notes
        );
        assert!(found.notes[2].contains("2012-10-17"), "{:?}", found.notes);
    }

    #[test]
    fn wildcards_single_texts_and_exceptions_are_understood() {
        let all =
            r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"ECR:*","Resource":"*"}}"#;
        assert_eq!(missing(all), [""; 0]);
        assert!(compare(&needed(), all).unwrap().notes[0].contains("delete"));
        let not = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","NotAction":["ecr:Put*"],"Resource":"*"}]}"#;
        assert_eq!(missing(not), ["ecr:PutImage"]);
        let elsewhere = r#"{"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":"ecr:*","Resource":"arn:aws:ecr:*:123456789012:repository/user/*"}]}"#;
        assert_eq!(missing(elsewhere), ["ecr:GetAuthorizationToken"]);
        let other = elsewhere.replace("repository/user/", "repository/other/");
        assert!(missing(&other).contains(&"ecr:PutImage"));
    }

    #[test]
    fn what_is_forbidden_is_missing_even_where_it_is_allowed() {
        let both = r#"{"Version":"2012-10-17","Statement":[
            {"Effect":"Allow","Action":"*","Resource":"*"},
            {"Effect":"Deny","Action":"ecr:UploadLayer????","Resource":"*"}]}"#;
        let found = compare(&needed(), both).unwrap().missing;
        assert_eq!(
            found.iter().map(|one| (one.action, one.denied)).collect::<Vec<_>>(),
            [("ecr:UploadLayerPart", true)]
        );
        assert_eq!(found[0].statement, "SlipwayPush");
    }

    #[test]
    fn what_is_not_known_yet_is_only_covered_by_a_star() {
        assert!(matches("repository/team/*", "repository/team/api-*") && matches("*", "a*"));
        assert!(!matches("repository/team/api-?", "repository/team/api-*"));
        assert!(!matches("repository/team/api-develop", "repository/team/api-*"));
        assert!(matches("a?c", "abc") && !matches("a?c", "ac") && matches("", "") && !matches("", "a"));
    }

    #[test]
    fn what_is_no_policy_is_said() {
        for text in ["{", "[]", r#"{"Statement":"x"}"#] {
            assert!(compare(&needed(), text).is_err(), "{text}");
        }
    }
}
