//! What the command line says of AWS, with a stand-in for it and an encrypted file for a keychain: who a credential is, whose
//! account an environment belongs to, and what has to be allowed.

use slipway_testkit::{AwsError, FakeAws, Finished, Repository};
use slipway_tests::direct::slipway_given;
use slipway_tests::documents::{code_of, fits_command};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

const YAML: &str = "version: 1\nproject: recipes\nservices:\n  \
    api:\n    build: {}\n    image: 123456789012.dkr.ecr.eu-central-1.amazonaws.com/team/api\n    \
    version: \"1.${build_number}\"\n\
    environments:\n  sandbox: { aws: { account: \"210987654321\" }, target: { docker: {} } }\n";

/// As a book on the matter prints it, for a user that is to push images.
const OF_A_BOOK: &str = r#"{
    "Version": "2008-10-17",
    "Statement": [{
        "Sid": "AllowPush",
        "Effect": "Allow",
        "Principal": { "AWS": ["arn:aws:iam::ID:circleci/push-pull-user-1"] },
        "Action": ["ecr:PutImage", "ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload"]
    }]
}"#;

/// A repository with a project, a keychain in a file beside it, and AWS.
struct Desk {
    folder: tempfile::TempDir,
    fake: FakeAws,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let repository = Repository::create(&folder.path().join("project")).expect("a repository");
        repository.write("slipway.yml", YAML).expect("a file");
        repository.write("attached.json", OF_A_BOOK).expect("a file");
        repository.commit("Begin").expect("a commit");
        Self { folder, fake: FakeAws::start("127.0.0.1").expect("AWS") }
    }

    fn given(&self, words: &[&str], input: &str) -> Finished {
        let file = format!("file:{}", self.folder.path().join("keychain.age").display());
        let data = self.folder.path().join("data").display().to_string();
        let variables = [
            ("SLIPWAY_KEYCHAIN", file.as_str()),
            ("SLIPWAY_KEYCHAIN_KEY", "correct horse battery staple"),
            ("SLIPWAY_DATA_DIR", &data),
            ("AWS_ENDPOINT_URL", &self.fake.url()),
        ];
        let finished = slipway_given(&self.folder.path().join("project"), words, input, &variables);
        let all = format!("{}{}", finished.stdout, finished.stderr);
        assert!(!all.contains(SECRET), "a secret is repeated: {}", finished.describe());
        finished
    }

    /// One document, which fits its schema, and the exit code.
    fn json(&self, words: &[&str], input: &str, code: i32) -> serde_json::Value {
        let finished = self.given(&[words, &["--json"]].concat(), input);
        assert_eq!(finished.code, code, "{}", finished.describe());
        let document = finished.json().expect("one document");
        fits_command(words, &document);
        document
    }

    fn add_key(&self) {
        let id = ["--field", "access_key_id=AKIAIOSFODNN7EXAMPLE"];
        let words = [&["credentials", "add", "aws-key", "team"], &id[..]].concat();
        let added = self.given(&words, SECRET);
        assert_eq!(added.code, 0, "{}", added.describe());
    }
}

#[test]
fn trying_a_key_says_who_somebody_is_with_it() {
    let desk = Desk::new();
    desk.add_key();
    let tested = desk.json(&["credentials", "test", "team"], "", 0);
    let one = &tested["tested"][0];
    assert_eq!(one["works"], true, "{tested:#}");
    let said = one["said"].as_str().expect("a sentence");
    assert!(
        said.contains("arn:aws:iam::123456789012:user/ann") && said.ends_with("account 123456789012"),
        "{said}"
    );
    let gone =
        AwsError::new(403, "InvalidClientTokenId", "The security token included in the request is invalid.");
    desk.fake.fail("GetCallerIdentity", &gone, 9);
    let refused = desk.json(&["credentials", "test", "team"], "", 1);
    let one = &refused["tested"][0];
    assert_eq!(one["works"], false, "{refused:#}");
    assert!(
        one["said"].as_str().is_some_and(|said| said.contains("does not know the access key")),
        "{refused:#}"
    );
}

#[test]
fn an_environment_of_another_account_is_refused_before_anything_is_looked_at() {
    let desk = Desk::new();
    desk.add_key();
    for words in [&["plan", "sandbox"][..], &["deploy", "sandbox", "--yes"]] {
        let refused = desk.json(words, "", 3);
        assert_eq!(code_of(&refused), "wrong_account", "{refused:#}");
        let details = &refused["error"]["details"];
        assert_eq!(
            (&details["account"], &details["wanted"][0]),
            (&"123456789012".into(), &"210987654321".into())
        );
        let message = refused["error"]["message"].as_str().expect("a sentence");
        assert!(message.contains("the key team is arn:aws:iam::123456789012:user/ann"), "{message}");
    }
    assert_eq!(desk.fake.asked("GetAuthorizationToken"), 0, "nobody logged in anywhere");
}

#[test]
fn what_has_to_be_allowed_is_printed_and_an_attached_policy_compared() {
    let desk = Desk::new();
    let printed = desk.given(&["check", "--policy"], "");
    assert_eq!(printed.code, 0, "{}", printed.describe());
    let policy: serde_json::Value =
        serde_json::from_str(&printed.stdout).expect("a policy that can be attached");
    assert_eq!(policy["Version"], "2012-10-17", "{policy:#}");
    let compared = desk.json(&["check", "--policy", "--compare", "attached.json"], "", 1);
    assert_eq!(compared["policy"], policy, "{compared:#}");
    let missing = compared["compared"]["missing"].as_array().expect("what is missing");
    let actions: Vec<&str> = missing.iter().filter_map(|one| one["action"].as_str()).collect();
    assert!(actions.contains(&"ecr:BatchCheckLayerAvailability"), "a push asks that first: {actions:?}");
    assert!(
        actions.contains(&"ecr:GetAuthorizationToken") && !actions.contains(&"ecr:PutImage"),
        "{actions:?}"
    );
    let only_reads = desk.json(&["check", "--policy", "--env", "sandbox"], "", 0);
    assert!(!only_reads.to_string().contains("ecr:PutImage"), "{only_reads:#}");
    assert_eq!(code_of(&desk.json(&["check", "--policy", "--env", "none"], "", 2)), "environment_not_found");
    assert_eq!(code_of(&desk.json(&["check", "--policy", "--compare", "slipway.yml"], "", 2)), "usage");
    assert_eq!(code_of(&desk.json(&["check", "--compare", "attached.json"], "", 2)), "usage");
}
