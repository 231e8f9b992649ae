//! Files in layers.

use std::io::{self, Read};

use slipway_domain::leak::Leak;

use crate::assigned::{is_secret, pairs};
use crate::finding::{LEAVE_IT_OUT, leak};
use crate::library::{Counts, counts};
use crate::shapes::{PRIVATE_KEY, shape};
use crate::tokens::{is_binary, told, told_in};

/// Longer files are no configuration of a person. They are read in pieces, for tokens and keys.
pub(crate) const LONGEST: u64 = 512 * 1024;

/// Where packages keep logins to registries, beside much else.
const PACKAGES: [&str; 2] = [".npmrc", ".yarnrc"];
/// Names of files that hold a secret whatever stands in them.
const NAMES: [&str; 10] = [
    ".env",
    "id_rsa",
    "id_dsa",
    "id_ecdsa",
    "id_ed25519",
    ".netrc",
    "_netrc",
    ".git-credentials",
    ".pgpass",
    ".pypirc",
];
/// Their folders, where the names alone say nothing.
const ENDS: [&str; 3] = [".aws/credentials", ".docker/config.json", ".kube/config"];
/// Key stores, which cannot be read.
const STORES: [&str; 3] = [".p12", ".pfx", ".kdbx"];
/// Endings of a `.env` that shows what is to be written there.
const SHOWN: [&str; 7] = ["example", "sample", "template", "dist", "defaults", "tpl", "md"];
/// Files whose lines are names and values.
const SETTINGS: [&str; 12] = [
    ".cfg",
    ".conf",
    ".env",
    ".ini",
    ".json",
    ".properties",
    ".sh",
    ".toml",
    ".yaml",
    ".yml",
    "rc",
    "credentials",
];

/// Whether a file holds a secret by its name, before anybody looked into it.
pub(crate) fn is_secret_name(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let key =
        name.ends_with(".key") || (name.ends_with(".pem") && name.contains("key") && !name.contains("pub"));
    is_personal(path, name) || key || is_store(name)
}

/// Whether it is a file that somebody has logins, keys or settings of their own in.
fn is_personal(path: &str, name: &str) -> bool {
    let env = name.strip_prefix(".env.").is_some_and(|kind| !SHOWN.contains(&kind));
    NAMES.contains(&name) || env || ENDS.iter().any(|end| path.ends_with(end))
}

fn is_store(name: &str) -> bool {
    STORES.iter().any(|end| name.ends_with(end))
}

/// What a file gives away, read to its end. `buffer` is used for one file after the other.
pub(crate) fn leaks(
    path: &str,
    size: u64,
    from: impl Read,
    buffer: &mut Vec<u8>,
) -> io::Result<Option<Leak>> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let here = counts(path);
    let personal = here.personal && (is_personal(path, name) || PACKAGES.contains(&name));
    let counting = Counts { keys: here.keys || personal, personal, ..here };
    if here.keys && is_store(name) {
        return Ok(Some(leak_in(path, "it is a store of keys")));
    }
    if size > LONGEST {
        return Ok(told_in(from, counting)?.map(|what| leak_in(path, &in_words(what))));
    }
    buffer.clear();
    from.take(LONGEST).read_to_end(buffer)?;
    Ok(if is_binary(buffer) {
        None
    } else {
        why(path, name, buffer, counting).map(|why| leak_in(path, &why))
    })
}

/// What a finding of a file says. Its layer is told once it is known.
fn leak_in(path: &str, why: &str) -> Leak {
    leak("file", path, "", format!("/{path}: {why}"), LEAVE_IT_OUT)
}

fn in_words(what: &str) -> String {
    if what == PRIVATE_KEY { "it holds a private key".to_owned() } else { format!("{what} is in it") }
}

fn why(path: &str, name: &str, content: &[u8], counts: Counts) -> Option<String> {
    let found = told(content, counts);
    if found == Some(PRIVATE_KEY) || !(counts.personal || counts.values) {
        return found.map(in_words);
    }
    let text = String::from_utf8_lossy(content);
    if is_login(path, name, &text) {
        return Some("it holds a login".to_owned());
    }
    let env = name == ".env" || (name.starts_with(".env.") && !SHOWN.iter().any(|end| name.ends_with(end)));
    let settings = env || SETTINGS.iter().any(|end| name.ends_with(end));
    let lines = || text.lines().filter(|line| !is_comment(line));
    let named = |line: &str| {
        pairs(line).into_iter().find(|(name, value)| is_secret(name, value)).map(|(name, _)| name.to_owned())
    };
    if let Some(name) = settings.then(|| lines().find_map(named)).flatten() {
        return Some(format!("it gives {name} a value"));
    }
    found.or_else(|| lines().find_map(shape)).map(in_words)
}

/// Whether it holds a login, as files of that name do.
fn is_login(path: &str, name: &str, text: &str) -> bool {
    match name {
        ".netrc" | "_netrc" => text.split_whitespace().any(|word| word == "password"),
        ".pgpass" => text.lines().any(|line| !line.starts_with('#') && line.matches(':').count() >= 4),
        ".git-credentials" => text.contains("://"),
        "config.json" if path.ends_with(".docker/config.json") => docker_login(text),
        "config" if path.ends_with(".git/config") => text.to_ascii_lowercase().contains("extraheader"),
        "config" if path.ends_with(".kube/config") => {
            ["client-key-data:", "token:"].iter().any(|key| text.contains(key))
        }
        ".npmrc" | ".yarnrc" => npm_login(text),
        _ => false,
    }
}

/// Comments show how something is written.
fn is_comment(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['#', ';', '*']) || line.starts_with("//") || line.starts_with("<!--")
}

/// A login in docker's configuration: what only names a helper has none.
fn docker_login(text: &str) -> bool {
    let Ok(config) = serde_json::from_str::<serde_json::Value>(text) else {
        return text.contains("\"auth\"");
    };
    let mut logins = config["auths"].as_object().into_iter().flat_map(|auths| auths.values());
    logins.any(|login| {
        ["auth", "identitytoken", "password"]
            .iter()
            .any(|key| login[key].as_str().is_some_and(|value| !value.is_empty()))
    })
}

/// `//registry/:_authToken=VALUE`, where the value is no variable.
fn npm_login(text: &str) -> bool {
    let values = text
        .lines()
        .filter_map(|line| line.trim().split_once('='))
        .filter(|(key, _)| ["_authToken", "_auth", "_password"].iter().any(|end| key.trim().ends_with(end)));
    values
        .map(|(_, value)| value.trim())
        .any(|value| !value.is_empty() && !crate::examples::is_reference(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(path: &str, text: &str) -> Option<String> {
        let found = leaks(path, text.len() as u64, text.as_bytes(), &mut Vec::new());
        found.unwrap().map(|leak| leak.finding)
    }

    #[test]
    fn files_are_known_by_what_they_hold() {
        let key = format!(
            "-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n",
            "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw".repeat(3)
        );
        for (path, text) in [
            ("root/.ssh/id_rsa", key.as_str()),
            ("app/tls/server.pem", &key),
            ("root/.npmrc", "//registry.npmjs.org/:_authToken=npm_k3Vb8sYtR2mNqW7xZc1LdF6hJ9pA0eGuTi5o\n"),
            ("root/.netrc", "machine git.internal login ann password kX9v2LpQ"),
            (
                "root/.aws/credentials",
                "[default]\naws_secret_access_key = kX9v2LpQ7rT4mN8bZcYdkX9v2LpQ7rT4mN8bZcYd\n",
            ),
            ("root/.docker/config.json", "{\"auths\": {\"r.internal\": {\"auth\": \"YW5uOmtYOXYy\"}}}"),
            ("app/.env", "DB_PASSWORD=kX9v2LpQ7rT4\n"),
            ("app/.git/config", "[remote \"origin\"]\n url = https://ann:kX9v2LpQ7rT4@git.internal/a.git\n"),
            ("app/settings.json", "{\"Password\": \"kX9v2LpQ7rT4\"}"),
            ("app/index.js", "const t = 'ghp_k3Vb8sYtR2mNqW7xZc1LdF6hJ9pA0eGuTi5o';"),
        ] {
            assert_eq!(found(path, text), Some(format!("file:{path}")), "{text}");
        }
        for (path, text) in [
            ("root/.npmrc", "//registry.npmjs.org/:_authToken=${NPM_TOKEN}\n"),
            ("root/.docker/config.json", "{\"auths\": {\"r.internal\": {}}, \"credsStore\": \"pass\"}"),
            ("app/.env.example", "DB_PASSWORD=\n"),
            ("app/.env", "NODE_ENV=production\nPORT=8080\n"),
            ("app/server.pem", "-----BEGIN CERTIFICATE-----\nMIID\n-----END CERTIFICATE-----\n"),
            ("root/.ssh/id_rsa.pub", "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ ann@laptop"),
            ("etc/app.conf", "# password = kX9v2LpQ7rT4\nuser = app\n"),
        ] {
            assert_eq!(found(path, text), None, "{path}: {text}");
        }
    }
}
