//! What holds for any text, any name, any configuration.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::HashMap;
use std::time::{Duration as Time, Instant};

use indexmap::IndexMap;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use slipway_domain::config::{self, *};
use slipway_domain::duration::Duration;
use slipway_domain::host::Host;
use slipway_domain::tag::Tag;
use slipway_domain::template::{Template, Variables};
use slipway_domain::version;

const GOOD: [&str; 3] =
    [include_str!("good/contract.yml"), include_str!("good/anchors.yml"), include_str!("good/json.yml")];

/// Reads and renders; the point is that both come back, and soon.
fn survives(text: &str) {
    let started = Instant::now();
    let reading = config::read(text, "slipway.yml", &semver::Version::new(0, 3, 0));
    let rendered = render(&reading.findings, text);
    assert_eq!(reading.config.is_none(), reading.findings.has_errors());
    assert_eq!(rendered.is_empty(), reading.findings.is_empty());
    assert!(started.elapsed() < Time::from_secs(10), "slow: {text:?}");
}

/// A change to a text: where (as a share), how much goes, what comes.
fn mutation() -> impl Strategy<Value = (f64, usize, String)> {
    let pieces = prop_oneof![
        "[\\PC]{0,6}",
        "[:\\-\\[\\]{}&*!|>'\"%@`,?# \t\n<$]{0,5}",
        Just("&a [*a, *a]".to_owned()),
        Just("<<: *defaults".to_owned()),
        Just("\n---\n".to_owned()),
        Just("\r\n\u{feff}".to_owned()),
    ];
    (0.0..1.0, 0usize..12, pieces)
}

fn mutate(text: &str, (share, length, piece): &(f64, usize, String)) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = (chars.len() as f64 * share) as usize;
    let end = (at + length).min(chars.len());
    chars[..at].iter().copied().chain(piece.chars()).chain(chars[end..].iter().copied()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_without_a_panic(text in "\\PC{0,200}") {
        survives(&text);
    }

    #[test]
    fn any_yaml_like_text_is_read_without_a_panic(text in "[a-z0-9:\\-\\[\\]{}&*!|>'\"%@,?# \t\r\n<$]{0,120}") {
        survives(&text);
    }

    #[test]
    fn mutated_files_are_read_without_a_panic(which in 0usize..3, mutations in vec(mutation(), 1..4)) {
        let text = mutations.iter().fold(GOOD[which].to_owned(), |text, mutation| mutate(&text, mutation));
        survives(&text);
    }

    #[test]
    fn what_is_serialised_parses_to_the_same(config in configuration()) {
        let text = serde_json::to_string(&config).unwrap();
        match config::parse(&text, "slipway.yml") {
            Ok(parsed) => prop_assert_eq!(parsed, config),
            Err(findings) => prop_assert!(false, "{}", render(&findings, &text)),
        }
    }

    #[test]
    fn escaped_text_comes_back(text in "\\PC{0,40}") {
        let template = Template::literal(&text);
        prop_assert_eq!(template.expand(&Variables::default()).unwrap(), text.clone());
        let read = Template::parse(template.as_str()).unwrap();
        prop_assert_eq!(read.expand(&Variables::default()).unwrap(), text);
    }

    #[test]
    fn templates_are_read_as_they_are_shown(text in "([a-z.$]|\\$\\{version\\}|\\$\\{branch\\}){0,12}") {
        if let Ok(template) = Template::parse(&text) {
            prop_assert_eq!(template.to_string(), text.clone());
            prop_assert_eq!(Template::parse(&template.to_string()).unwrap(), template);
        }
    }

    #[test]
    fn any_name_gives_a_valid_tag(name in "\\PC{0,200}") {
        let tag = Tag::normalise(&name);
        prop_assert!(tag.as_str().parse::<Tag>().is_ok());
        prop_assert_eq!(Tag::normalise(tag.as_str()), tag.clone());
        if name.parse::<Tag>().is_ok() {
            prop_assert_eq!(tag.as_str(), name);
        }
    }

    #[test]
    fn distinct_names_give_distinct_tags(names in vec("[a-zA-Z0-9/._ äé#-]{0,140}", 2..40)) {
        let mut seen: HashMap<String, String> = HashMap::new();
        for name in names {
            let tag = Tag::normalise(&name).to_string();
            if let Some(other) = seen.insert(tag, name.clone()) {
                prop_assert_eq!(other, name);
            }
        }
    }

    #[test]
    fn durations_are_read_as_they_are_shown(milliseconds in any::<u64>()) {
        let duration = Duration::from_millis(milliseconds);
        prop_assert_eq!(duration.to_string().parse::<Duration>().unwrap(), duration);
    }

    #[test]
    fn hosts_are_read_as_they_are_shown(text in "([a-z]{1,4}@)?[a-z0-9.]{1,12}(:[1-9][0-9]{0,3})?") {
        if let Ok(host) = text.parse::<Host>() {
            prop_assert_eq!(host.to_string(), text);
        }
    }

    #[test]
    fn build_numbers_come_back(number in 0..i64::MAX.cast_unsigned(), branch in "[a-z/-]{1,20}") {
        let variables = Variables { build_number: Some(number), branch: Some(branch), ..Variables::default() };
        for text in ["0.1.${build_number}", "${build_number}", "${branch}-${build_number}", "v${build_number}-x"] {
            let template = Template::parse(text).unwrap();
            let tag = Tag::expand(&template, &variables).unwrap();
            prop_assert_eq!(version::build_number(&template, tag.as_str()), Some(number), "{}", text);
        }
    }

    #[test]
    fn versions_are_in_one_order(mut texts in vec("(v?[0-9]{1,2}\\.[0-9]{1,2}\\.[0-9]{1,2}(-[a-z0-9]{1,3})?|[a-z0-9.]{1,6})", 3)) {
        texts.sort_by(|a, b| version::compare(a, b));
        prop_assert!(version::compare(&texts[0], &texts[2]).is_le());
        prop_assert_eq!(version::compare(&texts[0], &texts[1]), version::compare(&texts[1], &texts[0]).reverse());
    }
}

fn name() -> impl Strategy<Value = String> {
    "[a-z][a-z0-9_-]{0,12}"
}

/// Texts that a scalar of YAML could be mistaken for something else, and odd characters.
fn value() -> impl Strategy<Value = String> {
    let odd = [
        "true",
        "null",
        "1.10",
        "007",
        "~",
        "yes",
        "<<",
        "- a",
        "a: b",
        "# no",
        "1e3",
        "${X}",
        "a\nb\t\\\"'",
    ];
    let odd = proptest::sample::select(odd.to_vec()).prop_map(str::to_owned);
    prop_oneof!["\\PC{0,7}".boxed(), odd.boxed()]
}

fn env() -> impl Strategy<Value = Env> {
    let value = prop_oneof![
        value().prop_map(EnvValue::Plain),
        "[A-Z_]{1,8}".prop_map(|secret| EnvValue::Secret { secret }),
    ];
    proptest::collection::hash_map("[A-Z_]{1,8}", value, 0..4).prop_map(|map| map.into_iter().collect())
}

fn time() -> impl Strategy<Value = Duration> {
    (1u64..10_000_000).prop_map(Duration::from_millis)
}

fn service(name: &str) -> impl Strategy<Value = Service> + use<> {
    let image = Template::literal(&format!("registry.example.com/{name}"));
    let args = proptest::collection::hash_map(
        "[A-Z]{1,5}",
        prop_oneof![
            Just(BuildArg::FromEnvironment),
            "[a-z$]{0,5}".prop_map(|text| BuildArg::Value(Template::literal(&text)))
        ],
        0..3,
    );
    (args, option::of(name_of_stage()), env()).prop_map(move |(args, target, env)| Service {
        build: Some(Build { args: args.into_iter().collect(), target, ..Build::default() }),
        image: image.clone(),
        version: Template::parse("0.1.${build_number}").unwrap(),
        tags: vec![Template::parse("${version}").unwrap()],
        env,
        ..Service::default()
    })
}

fn name_of_stage() -> impl Strategy<Value = String> {
    "[a-z]{1,6}"
}

fn target() -> impl Strategy<Value = Target> {
    let compose = (1usize..4, option::of(name())).prop_map(|(hosts, name)| {
        Target::Compose(ComposeTarget {
            hosts: (0..hosts).map(|n| format!("deploy@10.0.0.{n}").parse().unwrap()).collect(),
            name,
            ..ComposeTarget::default()
        })
    });
    let docker = (1u16.., 1u16.., any::<bool>()).prop_map(|(host, container, udp)| {
        let port = PortMapping { address: None, host, container, udp };
        Target::Docker(DockerTarget { ports: vec![port], ..DockerTarget::default() })
    });
    let script = vec("[a-z $]{0,5}", 0..3).prop_map(|args| {
        Target::Script(ScriptTarget {
            hosts: vec![Host { name: Some("web".into()), ..("a@[::1]:2222".parse().unwrap()) }],
            file: "deploy.sh".into(),
            args: args.iter().map(|text| Template::literal(text)).collect(),
            ..ScriptTarget::default()
        })
    });
    prop_oneof![compose, docker, script]
}

fn environment() -> impl Strategy<Value = Environment> {
    let failure = prop_oneof![Just(OnFailure::Stop), Just(OnFailure::Rollback), Just(OnFailure::Ask)];
    let verify = time().prop_map(|within| Verify {
        url: Template::literal("http://localhost:8080/"),
        contains: Some(Template::parse("${version}").unwrap()),
        within,
        ..Verify::default()
    });
    let freeze = prop_oneof![
        Just(Freeze::Once {
            from: "2026-12-20T00:00:00Z".parse().unwrap(),
            until: "2027-01-02T00:00:00Z".parse().unwrap(),
            reason: None
        }),
        Just(Freeze::Weekly {
            days: vec![Weekday::Fri],
            from: "16:00".into(),
            until: "24:00".into(),
            timezone: "Europe/Berlin".into(),
            reason: Some("late".into())
        }),
    ];
    let rollout = (1u32..9, option::of(time())).prop_map(|(batch, wait)| Rollout { batch, wait });
    (
        vec(name(), 1..3),
        any::<bool>(),
        target(),
        env(),
        vec(verify, 0..3),
        failure,
        vec(freeze, 0..2),
        option::of(rollout),
    )
        .prop_map(|(branch, automatic, target, env, verify, on_failure, freeze, rollout)| Environment {
            branch,
            automatic,
            target,
            env,
            verify,
            on_failure,
            freeze,
            rollout,
            ..Environment::default()
        })
}

fn configuration() -> impl Strategy<Value = Config> {
    let job = (value().prop_filter("a script", |text| !text.trim().is_empty()), env(), option::of(time()))
        .prop_map(|(run, env, timeout)| Job {
            image: Some("golang:1.21".into()),
            env,
            steps: vec![Step { run, timeout, ..Step::default() }],
            ..Job::default()
        });
    let jobs = proptest::collection::hash_map("[a-z]{1,5}", job, 0..3);
    let environments = proptest::collection::hash_map(name(), environment(), 0..4);
    (name(), service("api"), jobs, environments).prop_map(|(project, service, jobs, environments)| Config {
        version: FORMAT,
        project,
        services: IndexMap::from([("api".to_owned(), service)]),
        jobs: jobs.into_iter().collect(),
        environments: environments.into_iter().collect(),
        ..Config::default()
    })
}
