//! An image registry of AWS: its repositories, its logins that expire, what it finds in images, and whose account it is.
//! Images lie in a real registry; AWS's own answers come from a stand-in that fails on demand, and from moto.

use serde_json::{Value, json};
use slipway_testkit::{AwsError, FakeAws, Fault, FaultyProxy, Moto, RegistryOptions};

use slipway_tests::scene::Scene;

const ECR: &str = "123456789012.dkr.ecr.eu-central-1.amazonaws.com";

/// A scene whose registry is one of AWS, under a name of its own, with the stand-in that looks after it.
fn at_aws(what: &str) -> Option<(Scene, FakeAws, FaultyProxy)> {
    let (mut scene, proxy) = with_a_registry_of_aws(what)?;
    let fake = FakeAws::start(&scene.network.own_address()).expect("AWS");
    scene.laptop.set("AWS_ENDPOINT_URL", &fake.url());
    Some((scene, fake, proxy))
}

/// The same before anybody looks after it.
fn with_a_registry_of_aws(what: &str) -> Option<(Scene, FaultyProxy)> {
    let options = RegistryOptions { tls: false, login: None, tokens: false };
    let mut scene = Scene::with(what, 1, &options)?;
    let proxy = FaultyProxy::start(&scene.network.own_address(), &scene.registry).expect("a proxy");
    for file in ["Dockerfile", "docker-compose.yml", "slipway.yml"] {
        scene
            .repository
            .replace(file, scene.registry.address(), &proxy.address())
            .expect("it names the registry");
    }
    scene.configure("{ insecure: true }", &format!("{{ insecure: true, create: true, ecr: {ECR} }}"));
    scene.laptop.set("AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE");
    scene.laptop.set("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    Some((scene, proxy))
}

fn assert_refused(refused: &Value, code: &str, words: &[&str]) {
    assert_eq!(refused["error"]["code"], code, "{refused:#}");
    for word in words {
        assert!(refused["error"].to_string().contains(word), "{word}: {refused:#}");
    }
}

#[test]
fn a_repository_is_made_filled_and_shown_with_what_was_found() {
    let Some((scene, fake, _proxy)) = at_aws("an image registry of AWS") else { return };
    let run = scene.ok(&["run"]);
    assert_eq!(run["verdict"], "succeeded", "{run:#}");
    let made = fake.made("recipes/api").expect("the repository was made");
    assert_eq!(made["imageTagMutability"], "MUTABLE", "the branch's tag has to move: {made}");
    assert_eq!(made["imageScanningConfiguration"]["scanOnPush"], true, "{made}");
    assert_eq!(made["tags"][0]["Value"], "recipes", "{made}");
    let digest = run["digests"]["api"].as_str().expect("a digest");
    fake.image(
        "recipes/api",
        json!({
            "imageDigest": digest, "imageTags": ["0.1.1", "develop"], "imagePushedAt": 1_767_225_600,
            "imageScanStatus": { "status": "COMPLETE" },
            "imageScanFindingsSummary": { "findingSeverityCounts": { "CRITICAL": 1, "LOW": 4 } },
        }),
    );
    let tags = scene.json(&["tags", "api"], 0);
    let image = &tags["images"][0];
    assert_eq!(image["scan"]["findings"], json!({ "critical": 1, "low": 4 }), "{tags:#}");
    assert_eq!(
        (&image["scan"]["status"], &image["pushed"]),
        (&"complete".into(), &"2026-01-01T00:00:00Z".into())
    );
    let told = scene.slipway(&["tags", "api"]);
    assert!(told.stdout.contains("1 critical, 4 low"), "{}", told.describe());
    assert_eq!(scene.ok(&["deploy", "sandbox"])["verdict"], "succeeded");
    let policy = scene.json(&["check", "--policy"], 0);
    let push = &policy["policy"]["Statement"][3];
    let arn = "arn:aws:ecr:eu-central-1:123456789012:repository/recipes/api";
    assert_eq!((&push["Sid"], &push["Resource"]), (&"SlipwayPush".into(), &json!([arn])), "{policy:#}");
}

#[test]
fn a_login_that_expires_in_the_middle_of_a_push_and_tags_that_never_move() {
    let Some((scene, fake, proxy)) = at_aws("logins at AWS that expire") else { return };
    fake.repository("recipes/api", "IMMUTABLE");
    let refused = scene.json(&["run", "--yes"], 3);
    assert_refused(&refused, "tag_fixed", &["develop", "recipes/api", "immutable"]);
    let none: Vec<String> = Vec::new();
    assert_eq!(scene.registry.tags("recipes/api").expect("tags"), none, "nothing was built or pushed");
    scene.configure("[\"${version}\", \"${branch}\"]", "[\"${version}\"]");
    let (asked, seen) = (fake.asked("GetAuthorizationToken"), proxy.requests().len());
    proxy.fail("POST /v2/recipes/api/blobs/uploads", Fault::Status(401), 1);
    let run = scene.ok(&["run"]);
    assert_eq!((&run["verdict"], &run["version"]), (&"succeeded".into(), &"0.1.1".into()), "{run:#}");
    assert_eq!(fake.asked("GetAuthorizationToken"), asked + 2, "one login, and another when it was refused");
    let claims = proxy.requests()[seen..].iter().filter(|request| request.contains("slipway-claim")).count();
    assert_eq!(claims, 0, "where no tag moves, a claim could not be given back");
    let operation = run["operation"].as_str().expect("an operation");
    let said = scene.slipway(&["logs", operation]);
    assert!(said.stdout.contains("pushed on with a new one"), "{}", said.describe());
    let secret = FakeAws::password(1);
    assert!(!said.stdout.contains(&secret), "no login stands in a log");
}

#[test]
fn nothing_goes_out_with_the_rights_of_another_account() {
    let Some((scene, fake, _proxy)) = at_aws("environments that belong to an account") else { return };
    assert_eq!(scene.ok(&["run"])["verdict"], "succeeded");
    scene.configure("    branch: develop\n", "    branch: develop\n    aws: { account: \"210987654321\" }\n");
    let words = ["210987654321", "123456789012", "user/ann"];
    for command in [&["plan", "sandbox"][..], &["deploy", "sandbox", "--yes"], &["run", "--yes"]] {
        assert_refused(&scene.json(command, 3), "wrong_account", &words);
    }
    assert!(scene.running("host-1", "sandbox").is_empty(), "nothing was touched");
    fake.account("210987654321");
    let plan = scene.json(&["plan", "sandbox"], 0);
    assert_eq!(plan["account"]["account"], "210987654321", "{plan:#}");
    assert!(plan["account"]["name"].to_string().contains("user/ann"), "it says as whom: {plan:#}");
    assert_eq!(scene.ok(&["deploy", "sandbox"])["verdict"], "succeeded");
}

fn busy() -> AwsError {
    AwsError::new(400, "ThrottlingException", "Rate exceeded")
}

fn denied() -> AwsError {
    let said = "User: arn:aws:iam::123456789012:user/ann is not authorized to perform: ecr:CreateRepository on resource: \
                arn:aws:ecr:eu-central-1:123456789012:repository/recipes/api because no identity-based policy allows the \
                ecr:CreateRepository action";
    AwsError::new(400, "AccessDeniedException", said)
}

/// A run that may not make its repository pushes nothing, and says which statement of the policy it lacks.
fn assert_denied(scene: &Scene) {
    let refused = scene.json(&["run"], 1);
    let problem = &refused["problem"];
    assert_eq!(problem["code"], "account_denied", "{refused:#}");
    for word in ["user/ann", "ecr:CreateRepository", "repository/recipes/api", "SlipwayCreate"] {
        assert!(problem.to_string().contains(word), "{word}: {refused:#}");
    }
    let none: Vec<String> = Vec::new();
    assert_eq!(scene.registry.tags("recipes/api").expect("tags"), none, "nothing was pushed");
}

#[test]
fn a_busy_service_is_waited_for_and_what_is_not_allowed_names_its_statement() {
    let Some((scene, fake, _proxy)) = at_aws("what AWS refuses") else { return };
    fake.fail("CreateRepository", &denied(), 1);
    assert_denied(&scene);
    fake.fail("CreateRepository", &busy(), 2);
    fake.fail("GetAuthorizationToken", &busy(), 2);
    let run = scene.ok(&["run"]);
    assert_eq!(run["verdict"], "succeeded", "{run:#}");
    assert!(fake.made("recipes/api").is_some(), "the repository was made in the end");
    assert!(!scene.registry.tags("recipes/api").expect("tags").is_empty(), "and filled");
}

/// How often a proxy was asked for something.
fn asked(proxy: &FaultyProxy, what: &str) -> usize {
    proxy.requests().iter().filter(|request| request.ends_with(what)).count()
}

/// The whole way with answers that were not written here, but for those of a service that is busy or refuses. moto gives
/// the same login whenever it is asked, so one that expires is the stand-in's to give.
#[test]
fn a_release_goes_out_with_motos_answers_and_a_real_registry() {
    let what = "an image registry of AWS as moto has it";
    let Some((mut scene, _proxy)) = with_a_registry_of_aws(what) else { return };
    let own = scene.network.own_address();
    let Some(moto) = Moto::start_on(&own, what).expect("moto") else { return };
    let aws = FaultyProxy::in_front_of(&own, moto.address()).expect("a proxy");
    scene.laptop.set("AWS_ENDPOINT_URL", &format!("http://{}", aws.address()));
    aws.fail(".CreateRepository", Fault::Aws(denied()), 1);
    assert_denied(&scene);
    aws.fail(".CreateRepository", Fault::Aws(busy()), 2);
    aws.fail(".GetAuthorizationToken", Fault::Aws(busy()), 2);
    let logins = asked(&aws, ".GetAuthorizationToken");
    let run = scene.ok(&["run"]);
    assert_eq!(run["verdict"], "succeeded", "the repository was made and filled: {run:#}");
    let again = asked(&aws, ".GetAuthorizationToken") - logins;
    assert_eq!(again, 3, "twice it was busy, then it gave one login");
    scene.change("recipes/new.txt", "Soup\n\nServes 2\n\nBoil it.\n");
    let again = scene.ok(&["run"]);
    assert_eq!(again["version"], "0.1.3", "one that is there stays as it is: {again:#}");
    let tags = scene.json(&["tags", "api"], 0);
    assert_eq!(tags["images"][0]["digest"], again["digests"]["api"], "{tags:#}");
    assert_eq!(scene.ok(&["deploy", "sandbox"])["verdict"], "succeeded");
    scene.configure("    branch: develop\n", "    branch: develop\n    aws: { account: \"210987654321\" }\n");
    let refused = scene.json(&["deploy", "sandbox", "--yes"], 3);
    assert_refused(&refused, "wrong_account", &["210987654321", "123456789012"]);
}
