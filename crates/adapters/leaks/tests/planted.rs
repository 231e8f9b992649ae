//! Secrets planted where people leave them: 99 of 100 are found. None is a real one.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod support;

use std::collections::BTreeMap;

use slipway_engine::ports::{ImageTexts, Leaks};
use slipway_leaks::LeakRules;
use support::{in_layers, layer};

/// Pieces that only together have the shape of a token, so that nobody's scanner takes this file for a leak.
const GITHUB: &str = concat!("ghp", "_k3Vb8sYtR2mNqW7xZc1LdF6hJ9pA0eGuTi5o");
const GITLAB: &str = concat!("glpat", "-k3Vb8sYtR2mNqW7xZc1L");
const NPM: &str = concat!("npm", "_k3Vb8sYtR2mNqW7xZc1LdF6hJ9pA0eGuTi5o");
const AWS: &str = concat!("AKIA", "ZQ3DR7XPLM2VKT5B");
const AWS_SECRET: &str = "kX9v2LpQ7rT4mN8bZcYd5fGh1JsWq3EaRtUiOpLk";
const STRIPE: &str = concat!("sk", "_live_k3Vb8sYtR2mNqW7xZc1LdF6h");
const SLACK: &str = concat!("xoxb", "-2345678901-3456789012-k3Vb8sYtR2mNqW7xZc1L");
const GOOGLE: &str = concat!("AIza", "SyK3Vb8sYtR2mNqW7xZc1LdF6hJ9pA0eGuT");
const PYPI: &str = concat!("pypi", "-AgEIcHlwaS5vcmcCJGs3VmI4c1l0UjJtTnFXN3haYzFMZEY2aEo5cEEwZUd1VGk1bw");
const JWT: &str = concat!(
    "eyJ",
    "hbGciOiJIUzI1NiJ9.eyJhdWQiOiJzbGlwd2F5IiwiZXhwIjo0MTAyNDQ0ODAwfQ.Qb8sYtR2mNqW7xZc1LdF6hJ9pA0eGuTi5okX9v2LpQ"
);
const PASSWORD: &str = "kX9v2LpQ7rT4";

fn key() -> String {
    let body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7VJTUt9Us8cKj\n".repeat(6);
    format!("-----BEGIN PRIVATE KEY-----\n{body}-----END PRIVATE KEY-----\n")
}

/// What was planted, and what was found of it.
#[derive(Default)]
struct Field {
    planted: usize,
    missed: Vec<String>,
}

impl Field {
    fn harvest(&mut self, what: impl Into<String>, found: bool) {
        self.planted += 1;
        if !found {
            self.missed.push(what.into());
        }
    }
}

/// Variables with values that no name is needed for, and some that only their name tells.
fn variables() -> Vec<(&'static str, String)> {
    vec![
        ("GITHUB_TOKEN", GITHUB.into()),
        ("CI_JOB", GITLAB.into()),
        ("NPM_TOKEN", NPM.into()),
        ("AWS_ACCESS_KEY_ID", AWS.into()),
        ("AWS_SECRET_ACCESS_KEY", AWS_SECRET.into()),
        ("STRIPE", STRIPE.into()),
        ("SLACK_BOT", SLACK.into()),
        ("MAPS", GOOGLE.into()),
        ("PUBLISH_WITH", PYPI.into()),
        ("SESSION", JWT.into()),
        ("DATABASE_URL", format!("postgres://app:{PASSWORD}@db.internal:5432/app")),
        ("DB_PASSWORD", "Summer2024!".into()),
        ("MYSQL_ROOT_PASSWORD", PASSWORD.into()),
        ("JWT_SECRET", "correct-horse-battery-staple".into()),
        ("SECRET_KEY_BASE", "9f8e7d6c5b4a39281706f5e4d3c2b1a09f8e7d6c5b4a3928".into()),
        ("API_KEY", "9f8e7d6c5b4a39281706f5e4d3c2b1a0".into()),
        ("DB_PASSWORD_PROD", PASSWORD.into()),
        ("PASSWORD1", "kX9build2LpQ".into()),
        ("REDIS_PASSWORD", "@kX9v2LpQ".into()),
    ]
}

/// Addresses that files are fetched from, and what their findings are called.
fn addresses() -> Vec<(String, &'static str)> {
    vec![
        (format!("https://ann:{PASSWORD}@files.internal/app.tgz"), "copy:https://files.internal/app.tgz"),
        (format!("https://ann:{PASSWORD}@files.internal/id_rsa"), "copy:https://files.internal/id_rsa"),
        (format!("https://{PASSWORD}@files.internal/id_rsa"), "copy:https://files.internal/id_rsa"),
        (format!("https://files.internal/a.tgz?token={PASSWORD}"), "copy:https://files.internal/a.tgz"),
        (format!("https://files.internal/{GITHUB}/a.tgz"), "copy:A GitHub token"),
    ]
}

/// Commands of a build.
fn commands() -> Vec<String> {
    vec![
        format!("git clone https://ann:{PASSWORD}@git.internal/team/app.git"),
        format!("git clone https://{GITHUB}:x-oauth-basic@git.internal/team/app.git"),
        format!("echo \"//registry.npmjs.org/:_authToken={NPM}\" > .npmrc && npm ci"),
        format!("curl -u ann:{PASSWORD} https://files.internal/app.tar.gz | tar xz"),
        format!("curl -H 'Authorization: Bearer {PASSWORD}{PASSWORD}' https://files.internal/app.tar.gz"),
        format!("export AWS_SECRET_ACCESS_KEY={AWS_SECRET} && aws s3 cp s3://bucket/a ."),
        format!("echo 'root:{PASSWORD}' | chpasswd"),
        format!("sshpass -p {PASSWORD} scp host:/a ."),
        format!("docker login --username ann --password {PASSWORD} registry.internal"),
        format!("pip install --index-url https://ann:{PASSWORD}@pypi.internal/simple app"),
    ]
}

/// Files and what is in them.
fn files() -> Vec<(&'static str, String)> {
    vec![
        ("root/.ssh/id_rsa", key()),
        ("home/app/.ssh/id_ed25519", key().replace("PRIVATE", "OPENSSH PRIVATE")),
        ("app/tls/server.key", key()),
        ("app/certs/site.pem", key()),
        ("root/.npmrc", format!("//registry.npmjs.org/:_authToken={NPM}\n")),
        ("root/.netrc", format!("machine git.internal\nlogin ann\npassword {PASSWORD}\n")),
        ("root/.pypirc", format!("[pypi]\nusername = __token__\npassword = {PYPI}\n")),
        (
            "root/.aws/credentials",
            format!("[default]\naws_access_key_id = {AWS}\naws_secret_access_key = {AWS_SECRET}\n"),
        ),
        (
            "root/.docker/config.json",
            "{\"auths\": {\"registry.internal\": {\"auth\": \"YW5uOmtYOXYyTHBR\"}}}".into(),
        ),
        ("root/.git-credentials", format!("https://ann:{PASSWORD}@git.internal\n")),
        ("root/.kube/config", "users:\n- name: ann\n  user:\n    client-key-data: TUlJRXZRSUJBREFO\n".into()),
        ("app/.env", format!("NODE_ENV=production\nDB_PASSWORD={PASSWORD}\n")),
        ("app/.env.production", format!("API_TOKEN={PASSWORD}{PASSWORD}\n")),
        (
            "app/.git/config",
            format!("[remote \"origin\"]\n\turl = https://ann:{PASSWORD}@git.internal/app.git\n"),
        ),
        ("app/config/settings.json", format!("{{\"Password\": \"{PASSWORD}\"}}")),
        ("app/config/application.yml", format!("spring:\n  datasource:\n    password: {PASSWORD}\n")),
        (
            "app/service-account.json",
            format!("{{\"type\": \"service_account\", \"private_key\": \"{}\"}}", key().replace('\n', "\\n")),
        ),
        ("app/src/payments.js", format!("const stripe = require('stripe')('{STRIPE}');\n")),
        ("app/notify.sh", format!("TOKEN={SLACK}\n")),
        ("srv/store.p12", "not to be read".into()),
        ("usr/share/nginx/html/.env", format!("DB_PASSWORD={PASSWORD}\n")),
        ("usr/share/nginx/html/config.js", format!("window.token = '{GITHUB}';\n")),
        ("usr/local/bin/start.sh", format!("export DB_PASSWORD={PASSWORD}\n")),
        ("usr/lib/team/settings.py", format!("GITHUB = '{GITHUB}'\n")),
        ("usr/share/team/server.key", key()),
        ("root/.cache/tool/credentials", format!("token = {GITHUB}\n")),
        ("app/tests/id_rsa", key()),
        ("app/docs/deploy/id_rsa", key()),
        ("app/vendor/team/.npmrc", format!("//registry.npmjs.org/:_authToken={NPM}\n")),
        ("app/examples/.env", format!("API_TOKEN={PASSWORD}{PASSWORD}\n")),
        ("app/spec/fixtures/push.js", format!("const key = '{STRIPE}';\n")),
        (
            "app/public/bundle.js",
            format!("{};k='{STRIPE}';{}", "f(a);".repeat(200_000), "g(b);".repeat(50_000)),
        ),
        ("app/dump.sql", format!("{}\n{}", "INSERT INTO a VALUES (1);\n".repeat(40_000), key())),
    ]
}

#[tokio::test]
async fn ninety_nine_of_a_hundred_are_found() {
    let mut field = Field::default();
    for (name, value) in variables() {
        for kind in ["ENV", "ARG"] {
            let found = LeakRules.dockerfile("Dockerfile", &format!("FROM a\n{kind} {name}={value}\n"));
            let expected = format!("{}:{name}", kind.to_lowercase());
            field.harvest(&expected, found.iter().any(|leak| leak.finding == expected));
        }
        let texts = ImageTexts { env: vec![format!("{name}={value}")], ..ImageTexts::default() };
        field.harvest(format!("configuration {name}"), !LeakRules.image(&texts).is_empty());
        let history = vec![format!("RUN |1 {name}={value} /bin/sh -c make # buildkit")];
        let texts = ImageTexts { history, ..ImageTexts::default() };
        field.harvest(format!("history {name}"), !LeakRules.image(&texts).is_empty());
    }
    for command in commands() {
        let found = LeakRules.dockerfile("Dockerfile", &format!("FROM a\nRUN {command}\n"));
        field.harvest(&command, !found.is_empty());
        let texts = ImageTexts { history: vec![format!("/bin/sh -c {command}")], ..ImageTexts::default() };
        field.harvest(format!("history of {command}"), !LeakRules.image(&texts).is_empty());
    }
    for path in [".env", "deploy/id_rsa", ".aws/credentials", "certs/server.key", "keys/signing.p12"] {
        let found = LeakRules.dockerfile("Dockerfile", &format!("FROM a\nCOPY {path} /app/\n"));
        field.harvest(format!("COPY {path}"), !found.is_empty());
    }
    for (address, finding) in addresses() {
        let found = LeakRules.dockerfile("Dockerfile", &format!("FROM a\nADD {address} /app/\n"));
        field.harvest(&address, found.iter().map(|leak| leak.finding.as_str()).eq([finding]));
        let history = vec![format!("ADD {address} /app/ # buildkit")];
        let texts = ImageTexts { history, ..ImageTexts::default() };
        field.harvest(format!("history of {address}"), !LeakRules.image(&texts).is_empty());
    }
    for (path, content) in files() {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let name = path.rsplit('/').next().unwrap();
        let removed = format!("{folder}/.wh.{name}");
        let found = in_layers(&[layer(&[(path, &content)]), layer(&[(&removed, "")])]).await;
        field.harvest(path, found == [format!("file:{path}")]);
    }
    let labels = BTreeMap::from([("deploy.token".to_owned(), format!("{PASSWORD}{PASSWORD}"))]);
    field.harvest("label", !LeakRules.image(&ImageTexts { labels, ..ImageTexts::default() }).is_empty());
    assert!(field.planted >= 60, "only {} were planted", field.planted);
    assert!(
        field.missed.len() * 100 <= field.planted,
        "{} of {} were missed: {:#?}",
        field.missed.len(),
        field.planted,
        field.missed
    );
}

#[test]
fn no_finding_tells_the_secret() {
    for (name, value) in variables() {
        let text = format!("FROM a\nENV {name}={value}\nRUN curl -u ann:{value} https://a.internal\n");
        let told = format!("{:?}", LeakRules.dockerfile("Dockerfile", &text));
        assert!(!told.contains(&value), "{name}: {told}");
    }
    for (address, _) in addresses() {
        let told = format!("{:?}", LeakRules.dockerfile("Dockerfile", &format!("FROM a\nADD {address} /\n")));
        assert!(!told.contains(PASSWORD) && !told.contains(GITHUB), "{address}: {told}");
    }
}
