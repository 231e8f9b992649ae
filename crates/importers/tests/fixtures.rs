//! What is proposed for repositories as people have them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods)]

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use slipway_domain::config;
use slipway_importers::{Facts, HeardHost, Proposal, Repository, is_telling, look, propose};

/// A fixture's folder as a repository.
fn repository(name: &str) -> Repository {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    let mut repository = Repository { folder: name.to_owned(), ..Repository::default() };
    fill(&root, "", &mut repository);
    repository
}

fn fill(folder: &Path, prefix: &str, repository: &mut Repository) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            fill(&path, &format!("{name}/"), repository);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        repository.sizes.insert(name.clone(), text.len() as u64);
        if is_telling(&name) {
            repository.texts.insert(name, text);
        }
    }
}

/// The proposal as a person would read it. Always valid, or this panics.
fn shown(facts: &Facts) -> String {
    let proposal = propose(facts);
    compare_with_bare(&proposal);
    let Proposal { yaml, notes, questions, findings } = proposal;
    if let Err(found) = config::parse(&yaml, "slipway.yml") {
        panic!("{}\n{yaml}", config::render(&found, &yaml));
    }
    let mut text = yaml.clone();
    let lines: Vec<&str> = yaml.lines().collect();
    for note in &notes {
        assert!(lines[note.line - 1].ends_with(&note.text), "{note:?}");
    }
    for question in questions {
        writeln!(text, "? {question}").unwrap();
    }
    for finding in findings {
        let place = finding.place.map(|place| format!("{place}: ")).unwrap_or_default();
        writeln!(text, "! {place}{}", finding.text).unwrap();
    }
    text
}

/// Without its comments it is as valid, and each note is of the same line.
fn compare_with_bare(proposal: &Proposal) {
    let bare = proposal.bare();
    if let Err(found) = config::parse(&bare.yaml, "slipway.yml") {
        panic!("{}\n{}", config::render(&found, &bare.yaml), bare.yaml);
    }
    let [lines, told] = [&bare, proposal].map(|one| one.yaml.lines().collect::<Vec<&str>>());
    assert!(!lines[0].starts_with('#'), "{}", bare.yaml);
    for (note, commented) in bare.notes.iter().zip(&proposal.notes) {
        let line = format!("{}  # {}", lines[note.line - 1], note.text);
        assert_eq!(line, told[commented.line - 1]);
    }
}

#[test]
fn circleci_with_compose_on_three_hosts() {
    let mut repository = repository("recipes");
    repository.branches = vec!["develop".into(), "preprod".into(), "master".into()];
    insta::assert_snapshot!(shown(&look(&repository)));
}

#[test]
fn circleci_with_orbs() {
    insta::assert_snapshot!(shown(&look(&repository("graphbook"))));
}

#[test]
fn gitlab_with_a_script_that_runs_a_container() {
    insta::assert_snapshot!(shown(&look(&repository("mk-service"))));
}

#[test]
fn a_dockerfile_and_ci_that_only_tests() {
    insta::assert_snapshot!(shown(&look(&repository("go-api"))));
}

#[test]
fn gitlab_with_a_registry_of_its_own() {
    let mut repository = repository("myapp");
    repository.remote = Some("git@gitlab.com:team/my-app.git".into());
    insta::assert_snapshot!(shown(&look(&repository)));
}

#[test]
fn a_monorepo_with_three_dockerfiles() {
    insta::assert_snapshot!(shown(&look(&repository("shop"))));
}

#[test]
fn a_makefile_and_a_script() {
    insta::assert_snapshot!(shown(&look(&repository("legacy"))));
}

/// Nothing says which branch goes where: what such an environment usually takes, if the repository has it.
#[test]
fn the_branch_is_guessed_from_what_is_there() {
    for (job, branches, guess) in [
        ("deploy-prod", ["develop", "master", "main"], Some("main")),
        ("deploy-prod", ["develop", "master", "x"], Some("master")),
        ("deploy-prod", ["develop", "staging", "x"], None),
        ("deploy-staging", ["develop", "preprod", "main"], Some("preprod")),
        ("deploy-staging", ["develop", "staging", "main"], Some("staging")),
        ("deploy-sandbox", ["main", "dev", "develop"], Some("develop")),
        ("deploy-sandbox", ["main", "dev", "x"], Some("dev")),
    ] {
        let mut repository = repository("legacy");
        repository.branches = branches.map(str::to_owned).to_vec();
        let makefile = repository.texts.get_mut("Makefile").unwrap();
        *makefile = makefile.replace("deploy-prod", job);
        let proposal = propose(&look(&repository));
        let config = config::parse(&proposal.yaml, "slipway.yml").unwrap();
        let environment = config.environments.values().next().unwrap();
        let guesses = &environment.branch;
        assert_eq!(guesses.first().map(String::as_str), guess, "{job} {branches:?}:\n{}", proposal.yaml);
        let said = "  # guess: nothing restricts the branch";
        assert_eq!(proposal.yaml.contains(said), guess.is_some(), "{}", proposal.yaml);
    }
}

#[test]
fn the_remote_names_the_project() {
    for remote in ["git@git.example.com:team/Wine-Cellar.git", "https://git.example.com/team/wine-cellar/"] {
        let remote = Some(remote.to_owned());
        let repository = Repository { folder: "tmp".into(), remote, ..Repository::default() };
        let config = config::parse(&propose(&look(&repository)).yaml, "slipway.yml");
        assert_eq!(config.unwrap().project, "wine-cellar");
    }
}

#[test]
fn what_is_sent_to_the_builder_for_nothing_is_named() {
    const MEGABYTE: u64 = 1024 * 1024;
    let mut repository = Repository { folder: "x".into(), ..Repository::default() };
    repository.texts.insert("Dockerfile".into(), "FROM scratch\n".into());
    for (path, size) in [("data/a.bin", 30), ("data/b.bin", 30), ("videos/c.mp4", 51), ("src/main.rs", 1)] {
        repository.sizes.insert(path.into(), size * MEGABYTE);
    }
    let found = |repository: &Repository| -> Vec<String> {
        let told = look(repository).findings.into_iter();
        told.map(|finding| finding.text).filter(|text| text.contains("sent to the builder")).collect()
    };
    let all = found(&repository);
    assert_eq!(all.len(), 3, "{all:?}");
    assert_eq!(all[0], "There is no .dockerignore: everything in `.` is sent to the builder.");
    assert!(all[1].starts_with("`data` has 60 MB") && all[2].starts_with("`videos` has 51 MB"), "{all:?}");
    repository.texts.insert(".dockerignore".into(), "data\n".into());
    let left = found(&repository);
    assert!(left.len() == 1 && left[0].starts_with("`videos` has 51 MB"), "{left:?}");
}

#[test]
fn an_empty_repository() {
    insta::assert_snapshot!(shown(&look(&Repository {
        folder: "第九章".into(), ..Repository::default()
    })));
}

#[test]
fn what_hosts_and_registries_say_is_taken_over() {
    let mut facts = look(&repository("shop"));
    assert_eq!(facts.hosts(), ["deploy@203.0.113.10", "deploy@203.0.113.11"]);
    assert_eq!(facts.repositories(), ["ghcr.io/example/shop-api", "ghcr.io/example/shop-worker"]);
    let heard = HeardHost {
        platform: Some("linux/arm64".into()),
        projects: vec![("other".into(), "/srv/other".into()), ("shop_live".into(), "/srv/shop".into())],
    };
    facts.heard.hosts.insert("deploy@203.0.113.10".into(), heard);
    let config = config::parse(&propose(&facts).yaml, "slipway.yml").unwrap();
    let config::Target::Compose(target) = &config.environments["live"].target else { panic!("no compose") };
    assert_eq!((target.name.as_deref(), target.directory.as_deref()), (Some("shop_live"), Some("/srv/shop")));
    assert_eq!(config.services["api"].build.as_ref().unwrap().platforms, ["linux/arm64"]);
}

#[test]
fn the_registrys_newest_version_goes_on() {
    let mut repository = Repository { folder: "go-api".into(), ..Repository::default() };
    let script = "docker push r.example.com/team/go-api:$X\n";
    repository.texts.insert("push.sh".into(), script.into());
    repository.texts.insert("Dockerfile".into(), "FROM scratch\n".into());
    let mut facts = look(&repository);
    for (newest, template) in [
        ("0.1.48", "0.1.${build_number}"),
        ("v2.10.3", "v2.10.${build_number}"),
        ("1558000000", "${commit_time}"),
    ] {
        let tags = ["develop".to_owned(), "0.1.9".into(), newest.into()];
        facts
            .heard
            .tags
            .insert("r.example.com/team/go-api".into(), tags[usize::from(newest.len() == 10) * 2..].to_vec());
        let config = config::parse(&propose(&facts).yaml, "slipway.yml").unwrap();
        assert_eq!(config.services.values().next().unwrap().version.as_str(), template);
    }
}

/// A repository of these files.
fn of(folder: &str, files: &[(&str, &str)]) -> Repository {
    let mut repository = Repository { folder: folder.into(), ..Repository::default() };
    for (path, text) in files {
        repository.sizes.insert((*path).into(), text.len() as u64);
        repository.texts.insert((*path).into(), (*text).into());
    }
    repository
}

const DEPLOYED_BY_HAND: &str = "deploy_prod:
  only: [master]
  script:
    - ssh root@10.1.2.3 \"docker pull hub.example.com/a/mk:latest && docker stop mk && docker rm mk;
      docker run -d --name mk -e DB_PASSWORD=hunter22 -p 80:7333 hub.example.com/a/mk:latest && exit\"
";

#[test]
fn an_image_that_only_a_host_names_is_found() {
    let files = [(".gitlab-ci.yml", DEPLOYED_BY_HAND), ("Dockerfile", "FROM scratch\n")];
    let facts = look(&of("go-service", &files));
    assert_eq!(facts.repositories(), ["hub.example.com/a/mk"], "its registry is asked");
    let shown = shown(&facts);
    assert!(!shown.contains("hunter22"), "{shown}");
    insta::assert_snapshot!(shown);
}

#[test]
fn a_registry_behind_a_variable_is_never_docker_hub() {
    let ci = "build:\n  script:\n    - docker build -t $REGISTRY/maoka/mk:$CI_COMMIT_SHA .\n    - docker push $REGISTRY/maoka/mk:$CI_COMMIT_SHA\n";
    let mut files = vec![(".gitlab-ci.yml", ci), ("Dockerfile", "FROM scratch\n")];
    let image = |files: &[(&str, &str)]| {
        let yaml = propose(&look(&of("mk", files))).yaml;
        yaml.lines().find_map(|line| line.trim().strip_prefix("image: ")).unwrap().to_owned()
    };
    let alone = image(&files);
    assert!(alone.starts_with("registry.example.com/maoka/mk  # guess: REGISTRY stands for"), "{alone}");
    files.push(("deploy.sh", "ssh root@10.1.2.3 docker run -d hub.example.com/maoka/mk:1\n"));
    let told = image(&files);
    assert!(told.starts_with("hub.example.com/maoka/mk  # guess: what REGISTRY may stand for"), "{told}");
}

#[test]
fn what_compose_runs_under_the_projects_name_is_ours() {
    let compose =
        "services:\n  api:\n    image: r.example.com/team/recipes-api:develop\n  redis: { image: redis }\n";
    let repository = of("recipes", &[("docker-compose.yml", compose), ("Dockerfile", "FROM scratch\n")]);
    let proposal = propose(&look(&repository));
    let config = config::parse(&proposal.yaml, "slipway.yml").unwrap();
    assert_eq!(config.services["api"].image.to_string(), "r.example.com/team/recipes-api");
    assert!(
        proposal.yaml.contains("# guess: compose runs it, but nothing here pushes it"),
        "{}",
        proposal.yaml
    );
}

#[test]
fn text_that_was_copied_from_a_page_is_told_from_yaml() {
    for (text, rest) in [
        (
            "services:\n\u{a0}\u{a0}api:\n\u{a0}\u{a0}\u{a0}\u{a0}image: x/y\n",
            "What is indented so was not read.",
        ),
        (
            "services:\n  api:\n    ports:\n\u{a0}\u{a0}\u{a0}- 1\n    image: x/y\n",
            "Nothing was read from this file.",
        ),
    ] {
        let facts = look(&of("x", &[("docker-compose.yml", text)]));
        let finding = facts.findings.iter().find(|finding| finding.text.contains("U+00A0")).unwrap();
        assert!(finding.text.ends_with(rest), "{}", finding.text);
    }
}

#[test]
fn no_secret_of_a_file_is_repeated() {
    let mut repository = Repository { folder: "app".into(), ..Repository::default() };
    let token = "ghp_0123456789abcdefghijABCDEFGHIJ012345";
    let script = format!(
        "DB_PASSWORD=hunter2\nX=$DB_PASSWORD\nssh a@h.example \"docker run -e A=$DB_PASSWORD -e B=$X -e PASSWORD=hunter2 \\
         -e C={token} -e URL=postgres://u:hunter2@db/x -v $DB_PASSWORD:/x -p 1:1 r.example.com/team/app:1\"\n\
         docker build --build-arg D=$X --build-arg E={token} -t r.example.com/team/app:$X .\nssh a@h.example bash -s < run.sh $X {token}\n"
    );
    repository.texts.insert("deploy.sh".into(), script);
    repository.texts.insert("Dockerfile".into(), "FROM scratch\n".into());
    let ci = format!(
        "test:\n  image: a:1\n  variables: {{ API_TOKEN: hunter2 }}\n  script:\n    - curl -H {token} && go test\n"
    );
    repository.texts.insert(".gitlab-ci.yml".into(), ci);
    let text = shown(&look(&repository));
    assert!(!text.contains("hunter2") && !text.contains("ghp_"), "{text}");
    assert!(text.contains("PASSWORD: { secret: PASSWORD }") && text.contains("A: { secret: A }"), "{text}");
}

#[test]
fn two_dashes_before_a_scripts_arguments_are_none_of_them() {
    let script = "ssh a@h.example bash -s -- blue green < run.sh\n";
    let text = shown(&look(&of("app", &[("deploy.sh", script), ("run.sh", "echo \"$1\"\n")])));
    let args = text.lines().find(|line| line.contains("args")).unwrap_or_else(|| panic!("{text}"));
    assert!(args.contains("[blue, green]"), "{args}");
}

#[test]
fn an_arguments_name_is_compared_with_the_images_own_and_not_with_its_registrys() {
    let proposed = |image: &str| {
        let dockerfile = "FROM scratch\nARG RECIPES_VERSION\n";
        let build = format!("docker build -t {image}:1 .\ndocker push {image}:1\n");
        shown(&look(&of("app", &[("Dockerfile", dockerfile), ("build.sh", &build)])))
    };
    let own = "RECIPES_VERSION: \"${version}\"";
    assert!(proposed("r.example.com/team/recipes-api").contains(own));
    let hub = proposed("recipes/api");
    assert!(hub.contains(own), "a name without a registry has its first part as well: {hub}");
    let other = proposed("my-recipes:5000/team/api");
    assert!(!other.contains(own), "a registry's name says nothing of the image: {other}");
}

/// What the Slack orb tells becomes channels and rules: a message of one's own goes with it where Slack takes it.
#[test]
fn what_the_slack_orb_tells_is_proposed() {
    let config = r##"version: 2.1
orbs: { slack: circleci/slack@4.1 }
jobs:
  test:
    docker: [ { image: "golang:1.21" } ]
    steps:
      - slack/notify:
          channel: "#ci"
          event: always
          custom: |
            {
              "blocks": [
                { "type": "section", "text": { "type": "mrkdwn", "text": "*Build has started*! :crossed_fingers:" } },
                { "type": "divider" },
                { "type": "section", "fields": [
                  { "type": "mrkdwn", "text": "*Project*:\n$CIRCLE_PROJECT_REPONAME" },
                  { "type": "mrkdwn", "text": "*When*:\n$(date +'%m/%d/%Y %T')" },
                  { "type": "mrkdwn", "text": "*Author*:\n$CIRCLE_USERNAME" } ] }
              ]
            }
      - run: go test ./...
      - slack/notify: { channel: "#ci", event: fail }
      - slack/notify: { channel: "#ci", event: pass }
      - slack/notify: { channel: "#ops", event: fail, custom: "{ \"text\": \"$HOME\" }" }
      - slack/notify: { channel: $SLACK_DEFAULT_CHANNEL, event: pass }
"##;
    let mut repository = Repository { folder: "shop".into(), ..Repository::default() };
    repository.texts.insert(".circleci/config.yml".into(), config.into());
    repository.sizes.insert(".circleci/config.yml".into(), config.len() as u64);
    let proposal = propose(&look(&repository));
    let config = config::parse(&proposal.yaml, "slipway.yml").unwrap();
    let notifications = config.notifications.expect("notifications");
    let channels: Vec<(&str, Option<&str>)> = notifications
        .channels
        .iter()
        .map(|(name, channel)| match channel {
            config::Channel::Slack(slack) => (name.as_str(), Some(slack.channel.as_str())),
            _ => (name.as_str(), None),
        })
        .collect();
    assert_eq!(
        channels,
        [("ci", Some("#ci")), ("ci-2", Some("#ci")), ("ops", Some("#ops")), ("slack", Some("#releases"))]
    );
    assert!(notifications.channels["ci"].custom().is_some_and(|text| text.contains("$CIRCLE_USERNAME")));
    assert!(notifications.channels["ci-2"].custom().is_none());
    use config::Occasion::{Failed, Started, Succeeded};
    let told: Vec<(&[config::Occasion], &str)> =
        notifications.rules.iter().map(|rule| (rule.on.as_slice(), rule.to[0].as_str())).collect();
    assert_eq!(
        told,
        [
            (&[Started][..], "ci"),
            (&[Failed, Succeeded][..], "ci-2"),
            (&[Failed][..], "ops"),
            (&[Succeeded][..], "slack")
        ]
    );
    let said: Vec<&str> = proposal.findings.iter().map(|finding| finding.text.as_str()).collect();
    assert!(said.iter().any(|text| text.contains("`${HOME}` stands for nothing")), "{said:?}");
    assert!(
        proposal.questions.iter().any(|text| text.starts_with("Which Slack channel")),
        "{:?}",
        proposal.questions
    );
}
