//! What people are told when AWS does not do what it was asked for: what, with whose rights, and what would help.

use aws_credential_types::provider::error::CredentialsError;
use slipway_domain::iam::{Policy, Refusal, refusal};
use slipway_domain::problem::{Code, Problem};

use crate::failure::{Failure, causes};

/// What was asked.
#[derive(Debug, Clone)]
pub(crate) struct Asked<'a> {
    /// As it continues "… to …": `log in at R`.
    pub purpose: String,
    /// The action, as policies call it.
    pub action: &'static str,
    /// The region.
    pub region: &'a str,
    /// With what it was asked.
    pub told: &'a str,
    /// The profile that this is.
    pub profile: Option<&'a str>,
    /// The policy that the project needs.
    pub policy: Option<&'a Policy>,
}

/// The codes by which AWS's services say the same.
const DENIED: &[&str] =
    &["AccessDeniedException", "AccessDenied", "UnauthorizedOperation", "AuthorizationErrorException"];
const EXPIRED: &[&str] = &["ExpiredTokenException", "ExpiredToken", "RequestExpired", "TokenRefreshRequired"];
const UNKNOWN: &[&str] = &[
    "UnrecognizedClientException",
    "InvalidClientTokenId",
    "InvalidAccessKeyId",
    "AuthFailure",
    "MissingAuthenticationToken",
    "NotAuthorizedException",
];
const SIGNATURE: &[&str] =
    &["InvalidSignatureException", "SignatureDoesNotMatch", "IncompleteSignature", "RequestTimeTooSkewed"];
const BUSY: &[&str] = &[
    "ThrottlingException",
    "Throttling",
    "ThrottledException",
    "TooManyRequestsException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
];
const CLOSED: &[&str] = &["OptInRequired", "SubscriptionRequiredException", "RegionDisabledException"];

/// The problem that a failure is.
pub(crate) fn problem(asked: &Asked<'_>, failure: Failure) -> Problem {
    let Asked { purpose, region, told, .. } = asked;
    match failure {
        Failure::Refused { code, message, status } => refused(asked, &code, &message, status),
        Failure::Silent => Problem::new(
            Code::RegistryUnreachable,
            format!("AWS did not answer in time in {region} when asked to {purpose}"),
        ),
        Failure::Unreachable(why) => {
            let problem = Problem::new(
                Code::RegistryUnreachable,
                format!("AWS cannot be reached in {region} to {purpose}: {why}"),
            );
            let no_name = ["dns error", "failed to lookup", "no such host", "name or service not known"];
            let why = why.to_lowercase();
            match no_name.iter().any(|sign| why.contains(sign)) {
                true => problem.hint(format!("check the network, and that there is a region {region}")),
                false => problem,
            }
        }
        Failure::Odd(why) => {
            Problem::new(Code::RegistryFailed, format!("AWS was asked with {told} to {purpose}: {why}"))
        }
    }
}

fn refused(asked: &Asked<'_>, code: &str, message: &str, status: u16) -> Problem {
    let Asked { purpose, region, told, profile, .. } = asked;
    let is = |codes: &[&str]| codes.contains(&code);
    let said = if message.is_empty() { code.to_owned() } else { format!("{code}, {message}") };
    let problem = if is(DENIED) {
        denied(asked, message)
    } else if let Some(problem) = of_login(told, *profile, code, message) {
        problem
    } else if is(BUSY) || status == 429 {
        Problem::new(
            Code::RegistryFailed,
            format!("AWS limits how often it is asked, and refused several times to {purpose} ({code})"),
        )
        .hint("wait a minute and try again; nothing was changed by this")
    } else if code == "RepositoryNotFoundException" {
        Problem::new(Code::RegistryNotFound, format!("there was nothing in {region} to {purpose}: {message}")).hint(
            "check `image` in slipway.yml: the account and the region stand in the registry's address; a repository \
             belongs to one region",
        )
    } else if is(CLOSED) {
        Problem::new(Code::AccountUnusable, format!("the account does not use the region {region}: {said}"))
            .hint("enable the region in the account, or use another: it stands in the registry's address")
    } else if status >= 500 {
        Problem::new(Code::RegistryFailed, format!("AWS answered {status} when asked to {purpose}: {said}"))
    } else {
        Problem::new(Code::RegistryFailed, format!("AWS refused to {purpose}: {said}"))
            .hint("the sentence is AWS's own")
    };
    let mut details = details_of(code, status, region);
    if let (Some(own), Some(all)) = (problem.details.as_object(), details.as_object_mut()) {
        all.extend(own.clone());
    }
    problem.details(details)
}

fn details_of(code: &str, status: u16, region: &str) -> serde_json::Value {
    serde_json::json!({ "aws": code, "status": status, "region": region })
}

/// Something that is not allowed: what with what, and which statement of the project's policy allows it.
fn denied(asked: &Asked<'_>, message: &str) -> Problem {
    let found = refusal(message).unwrap_or_else(|| Refusal {
        who: asked.told.to_owned(),
        action: asked.action.to_owned(),
        resource: None,
        denied: message.contains("explicit deny"),
    });
    not_allowed(&found, asked.policy, &format!("it was asked to {}", asked.purpose))
}

/// The problem that a refusal is. `why` says what it was for.
pub(crate) fn not_allowed(found: &Refusal, policy: Option<&Policy>, why: &str) -> Problem {
    let Refusal { who, action, resource, denied } = found;
    let with = resource.as_ref().map(|resource| format!(" with {resource}")).unwrap_or_default();
    let message = match denied {
        true => format!("{who} is forbidden to do {action}{with}; {why}"),
        false => format!("{who} may not do {action}{with}; {why}"),
    };
    let statement = policy.and_then(|policy| policy.allowing(action));
    let hint = match (denied, statement) {
        (true, _) => format!(
            "something in the account forbids {action} expressly, which no further permission changes; whoever looks \
             after the account knows what"
        ),
        (false, Some(statement)) => format!(
            "the statement {} of the policy that `slipway check --policy` prints allows {action}; whoever looks after \
             the account attaches it",
            statement.sid
        ),
        (false, None) if action.starts_with("sts:") => {
            format!("the role's trust policy has to name who assumes it; {action} is what it must allow")
        }
        (false, None) => format!("whoever looks after the account has to allow {action}"),
    };
    let details = serde_json::json!({
        "who": who, "action": action, "resource": resource, "statement": statement.map(|statement| statement.sid),
    });
    Problem::new(Code::AccountDenied, message).hint(hint).details(details)
}

/// The problem where AWS does not take the login itself.
fn of_login(told: &str, profile: Option<&str>, code: &str, message: &str) -> Option<Problem> {
    let is = |codes: &[&str]| codes.contains(&code);
    let unusable = |message: String| Problem::new(Code::AccountUnusable, message);
    if is(EXPIRED) {
        return Some(unusable(format!("the login of {told} has expired")).hint(renew(profile)));
    }
    if is(UNKNOWN) {
        let message =
            format!("AWS does not know the access key of {told}; it was deleted, or belongs elsewhere");
        return Some(unusable(message).hint(renew(profile)));
    }
    if !is(SIGNATURE) {
        return None;
    }
    let skewed = ["expired", "not yet current", "skew", "in the future"];
    Some(match code == "RequestTimeTooSkewed" || skewed.iter().any(|sign| message.contains(sign)) {
        true => {
            unusable(format!("AWS does not take what this laptop signs, since its clock is wrong: {message}"))
                .hint("set the clock: `timedatectl set-ntp true`, or the system's settings")
        }
        false => unusable(format!("the secret access key of {told} does not belong to its access key"))
            .hint(renew(profile)),
    })
}

/// How a login is renewed.
fn renew(profile: Option<&str>) -> String {
    match profile {
        Some(profile) => format!("log in again: `aws sso login --profile {profile}`, or renew the profile's keys"),
        None => "take a new key: `slipway credentials rotate NAME`; what belongs to AWS's own tools is renewed with \
                 `aws sso login` or `aws configure`"
            .to_owned(),
    }
}

/// The problem where what somebody acts with could not be opened.
pub(crate) fn not_opened(told: &str, profile: Option<&str>, error: &CredentialsError) -> Problem {
    let nothing = matches!(error, CredentialsError::CredentialsNotLoaded(_));
    opened_to_nothing(told, profile, nothing, &causes(error))
}

fn opened_to_nothing(told: &str, profile: Option<&str>, nothing: bool, why: &str) -> Problem {
    let unusable = |message: String| Problem::new(Code::AccountUnusable, message);
    let low = why.to_lowercase();
    if let Some(found) = refusal(why) {
        return not_allowed(&found, None, &format!("that is what {told} needs first"));
    }
    let words = |word: &str| low.split(|c: char| !c.is_alphanumeric()).any(|one| one == word);
    if words("sso") && ["expired", "cached", "unauthorized"].iter().any(|sign| low.contains(sign)) {
        let which = profile.map_or_else(|| "AWS_PROFILE".to_owned(), str::to_owned);
        return unusable(format!(
            "the login of {told} at IAM Identity Center (SSO) has expired, or there was none"
        ))
        .hint(format!("log in: `aws sso login --profile {which}`"));
    }
    if low.contains("was not defined") || low.contains("no profiles were defined") {
        let which = profile.unwrap_or("default");
        return unusable(format!("there is no profile {which} among those of AWS's own tools: {why}"))
            .hint("`aws configure list-profiles` shows those that there are");
    }
    let codes = [EXPIRED, UNKNOWN, SIGNATURE].concat();
    if let Some(problem) =
        codes.iter().find(|code| why.contains(**code)).and_then(|code| of_login(told, profile, code, why))
    {
        return problem;
    }
    if nothing {
        return unusable(format!("nobody is known who could act in AWS: {told} holds no login"))
            .hint("add one: `slipway credentials add aws-key NAME`, or log in with AWS's own tools (`aws sso login`)");
    }
    unusable(format!("{told} could not be opened: {why}"))
        .hint("the sentence is AWS's own; `aws sts get-caller-identity` tries the same")
}

/// The problem where opening what somebody acts with came to no end.
pub(crate) fn silent(told: &str) -> Problem {
    Problem::new(Code::RegistryUnreachable, format!("AWS did not answer in time while {told} was opened"))
}

#[cfg(test)]
mod tests {
    use slipway_domain::config::parse;
    use slipway_domain::iam::{For, policy};

    use super::*;

    fn needed() -> Policy {
        let text = "version: 1\nproject: shop\nservices:\n  api:\n    build: {}\n    \
                    image: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/api\n    \
                    version: \"1.${build_number}\"\n";
        policy(&parse(text, "slipway.yml").unwrap(), For::Project).unwrap()
    }

    fn told(code: &str, message: &str, status: u16) -> Problem {
        let policy = needed();
        let asked = Asked {
            purpose: "look at team/api".into(),
            action: "ecr:DescribeRepositories",
            region: "eu-central-1",
            told: "the key team",
            profile: None,
            policy: Some(&policy),
        };
        problem(&asked, Failure::Refused { code: code.into(), message: message.into(), status })
    }

    #[test]
    fn what_is_not_allowed_names_action_resource_and_the_statement_that_allows_it() {
        let said = "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: ecr:DescribeRepositories on \
                    resource: arn:aws:ecr:eu-central-1:123456789012:repository/team/api because no identity-based \
                    policy allows the ecr:DescribeRepositories action";
        let problem = told("AccessDeniedException", said, 400);
        assert_eq!(problem.code, Code::AccountDenied);
        for part in ["user/ann", "ecr:DescribeRepositories", "repository/team/api", "look at team/api"] {
            assert!(problem.message.contains(part), "{problem}");
        }
        assert!(problem.hint.unwrap().contains("the statement SlipwayLook"));
        assert_eq!(problem.details["aws"], "AccessDeniedException");
    }

    #[test]
    fn what_is_forbidden_is_not_helped_by_a_policy() {
        let said = "User: arn:aws:iam::1:user/a is not authorized to perform: ecr:PutImage on resource: x with an \
                    explicit deny in a service control policy";
        let problem = told("AccessDenied", said, 403);
        assert!(problem.message.contains("is forbidden to do ecr:PutImage with x"), "{problem}");
        assert!(problem.hint.unwrap().contains("no further permission"));
    }

    #[test]
    fn a_denial_without_its_reason_names_what_was_asked() {
        let problem = told("AccessDeniedException", "", 400);
        assert!(problem.message.starts_with("the key team may not do ecr:DescribeRepositories"), "{problem}");
    }

    #[test]
    fn every_way_in_which_a_login_fails_says_what_to_do() {
        for (code, message, sentence, hint) in [
            ("ExpiredTokenException", "The security token is expired", "has expired", "credentials rotate"),
            ("UnrecognizedClientException", "invalid", "does not know the access key", "credentials rotate"),
            (
                "InvalidSignatureException",
                "Signature expired: 1 is now earlier than 2",
                "its clock is wrong",
                "clock",
            ),
            ("InvalidSignatureException", "Signature not yet current: 2", "its clock is wrong", "clock"),
            ("SignatureDoesNotMatch", "The request signature we calculated", "does not belong", "rotate"),
            ("RequestTimeTooSkewed", "", "its clock is wrong", "clock"),
        ] {
            let problem = told(code, message, 400);
            assert_eq!(problem.code, Code::AccountUnusable, "{code}");
            assert!(problem.message.contains(sentence), "{code}: {problem}");
            assert!(problem.hint.unwrap().contains(hint), "{code}");
        }
    }

    #[test]
    fn what_is_missing_busy_or_broken_is_told_apart() {
        for (code, status, expected, words) in [
            ("RepositoryNotFoundException", 400, Code::RegistryNotFound, "in eu-central-1"),
            ("ThrottlingException", 400, Code::RegistryFailed, "limits how often"),
            ("Whatever", 429, Code::RegistryFailed, "limits how often"),
            ("ServerException", 500, Code::RegistryFailed, "answered 500"),
            ("OptInRequired", 403, Code::AccountUnusable, "does not use the region eu-central-1"),
            ("InvalidParameterException", 400, Code::RegistryFailed, "refused to look at team/api"),
        ] {
            let problem = told(code, "said so", status);
            assert_eq!(problem.code, expected, "{code}");
            assert!(problem.message.contains(words), "{code}: {problem}");
        }
    }

    #[test]
    fn a_region_that_there_is_not_is_suspected_where_its_name_is_not_found() {
        let asked = Asked {
            purpose: "log in".into(),
            action: "ecr:GetAuthorizationToken",
            region: "eu-middle-1",
            told: "the key team",
            profile: None,
            policy: None,
        };
        let problem = problem(&asked, Failure::Unreachable("dns error: failed to lookup address".into()));
        assert_eq!(problem.code, Code::RegistryUnreachable);
        assert!(problem.hint.unwrap().contains("that there is a region eu-middle-1"));
    }

    #[test]
    fn what_could_not_be_opened_says_how_to_log_in() {
        for (profile, nothing, why, sentence, hint) in [
            (
                None,
                true,
                "no providers in chain provided credentials",
                "holds no login",
                "credentials add aws-key",
            ),
            (
                Some("dev"),
                false,
                "an error occurred while loading credentials: the SSO token has expired and cannot be refreshed",
                "IAM Identity Center",
                "aws sso login --profile dev",
            ),
            (Some("dev"), false, "failed to load the cached SSO token", "there was none", "--profile dev"),
            (Some("x"), true, "profile `x` was not defined: a", "there is no profile x", "list-profiles"),
            (None, false, "service error: ExpiredToken: gone", "has expired", "rotate"),
            (None, false, "connection refused", "could not be opened", "get-caller-identity"),
        ] {
            let problem = opened_to_nothing("the key team", profile, nothing, why);
            assert_eq!(problem.code, Code::AccountUnusable, "{why}");
            assert!(problem.message.contains(sentence), "{why}: {problem}");
            assert!(problem.hint.unwrap().contains(hint), "{why}");
        }
        let said = "an error: User: arn:aws:iam::1:user/a is not authorized to perform: sts:AssumeRole on resource: r";
        let problem = opened_to_nothing("the key team", None, false, said);
        assert_eq!(problem.code, Code::AccountDenied);
        assert!(problem.hint.unwrap().contains("trust policy"));
    }
}
