use slipway_domain::config;

use super::*;

/// The commit of the tests, on a branch and with a git tag that are no image tags.
fn commit() -> Commit {
    let (sha, tree) =
        ("0123456789abcdef0123456789abcdef01234567", "fedcba9876543210fedcba9876543210fedcba98");
    Commit {
        branch: Some("feature/x".into()),
        git_tag: Some("v1.0.0+b".into()),
        ..Commit::bare(sha, tree, 1_767_603_600)
    }
}

/// What a version's template gives for a commit in run 5.
fn version(template: &str, commit: &Commit) -> Result<String, Problem> {
    let service = format!("{{ image: r.example.com/api, version: \"{template}\", build: {{ context: . }} }}");
    let text = format!("version: 1\nproject: p\nservices: {{ api: {service} }}\n");
    let config = config::parse(&text, "slipway.yml").unwrap();
    let platforms = Vec::new();
    let context = Context { project: "p", config: &config, commit, remote: None, number: 5, platforms };
    context.version_of(&config.services["api"])
}

#[test]
fn a_version_is_filled_in_as_the_tag_it_becomes() {
    let cases = [
        ("0.1.${build_number}", "0.1.5"),
        ("${branch}-${build_number}", "feature-x-217d2bf5-5"),
        ("${git_tag}", "v1.0.0-b-8fb56cdd"),
        ("${commit_time}", "1767603600"),
        ("${sha}", "0123456789abcdef0123456789abcdef01234567"),
        ("${short_sha}", "0123456"),
        ("1.2.${build_number}-g${short_sha}", "1.2.5-g0123456"),
    ];
    for (template, expected) in cases {
        assert_eq!(version(template, &commit()).unwrap(), expected, "{template}");
    }
}

#[test]
fn git_tags_and_branches_that_are_image_tags_stay_as_they_are() {
    let tagged = |name: &str| Commit { git_tag: Some(name.into()), ..commit() };
    assert_eq!(version("${git_tag}", &tagged("v1.0.0-rc.1")).unwrap(), "v1.0.0-rc.1");
    assert_eq!(version("${git_tag}", &tagged("release/1.0")).unwrap(), "release-1.0-05c07dbf");
    let develop = Commit { branch: Some("develop".into()), ..commit() };
    assert_eq!(version("${branch}-${build_number}", &develop).unwrap(), "develop-5");
}

#[test]
fn a_version_that_cannot_be_filled_in_says_what_is_missing() {
    let bare = Commit { git_tag: None, branch: None, ..commit() };
    for (template, words) in [("${git_tag}", "git tag NAME"), ("${branch}-${build_number}", "--branch")] {
        let problem = version(template, &bare).unwrap_err();
        assert_eq!(problem.code, Code::ConfigurationInvalid);
        assert!(problem.message.contains("0123456") && problem.message.contains("has no value"), "{problem}");
        assert!(problem.hint.as_deref().is_some_and(|hint| hint.contains(words)), "{problem:?}");
    }
    let long = Commit { branch: Some("x".repeat(128)), ..commit() };
    let problem = version("${branch}-${build_number}", &long).unwrap_err();
    assert!(problem.message.ends_with("a tag has 130 characters and may have 128"), "{problem}");
}

#[test]
fn a_release_comes_of_what_is_pushed() {
    let releases = |jobs: &str, scope: Scope| {
        let service = "{ image: r.example.com/api, version: \"0.1.${build_number}\", build: {} }";
        let text = format!("version: 1\nproject: p\nservices: {{ api: {service} }}\n{jobs}");
        let config = config::parse(&text, "slipway.yml").unwrap();
        let (commit, platforms) = (&commit(), Vec::new());
        let context = Context { project: "p", config: &config, commit, remote: None, number: 5, platforms };
        let api = DraftService {
            version: "0.1.5".into(),
            repository: "r.example.com/api".into(),
            inputs: "f".into(),
            digest: None,
            pushed_by: Some("push/api".into()),
        };
        let services = BTreeMap::from([("api".to_owned(), api)]);
        let steps = order::steps(&context, &services, &scope).unwrap();
        super::releases(&scope, &services, &steps)
    };
    let (pushes, builds) = ("jobs: { b: { build: [api], push: true } }", "jobs: { b: { build: [api] } }");
    assert!(releases(pushes, Scope::All));
    assert!(!releases(builds, Scope::All), "a release of it would have no image");
    assert!(releases(builds, Scope::Push) && releases("", Scope::All));
    assert!(!releases(pushes, Scope::Job("b".into())) && !releases(pushes, Scope::Build(Vec::new())));
}

#[test]
fn a_limit_below_a_second_is_one_and_not_none() {
    let step = "{ run: make, timeout: 500ms }";
    let job = format!("{{ image: \"golang:1.21\", timeout: 1500ms, steps: [ {step} ] }}");
    let config = config::parse(&format!("version: 1\nproject: p\njobs: {{ test: {job} }}\n"), "slipway.yml");
    let (config, commit, platforms) = (config.unwrap(), commit(), Vec::new());
    let context =
        Context { project: "p", config: &config, commit: &commit, remote: None, number: 5, platforms };
    let step = jobs::job_step(&context, "test", &config.jobs["test"], Vec::new()).unwrap();
    assert_eq!((step.limit, &step.effect.args["steps"][0]["limit"]), (Some(2), &1.into()));
}
