//! What tests ask a registry, to compare with what the product says.

use std::time::Duration;

use crate::command::{command, start_with_input};
use crate::error::{Doing, Result, TestkitError};
use crate::registry::Registry;

impl Registry {
    /// Asks for a path of the registry's API (`/v2/…`); answers with the status and the text of
    /// headers and body.
    pub fn get(&self, path: &str) -> Result<(u16, String)> {
        self.request("GET", path)
    }

    /// What `tag` of `repository` points to, or nothing when there is no such tag.
    pub fn digest(&self, repository: &str, tag: &str) -> Result<Option<String>> {
        let (status, answer) = self.request("GET", &format!("/v2/{repository}/manifests/{tag}"))?;
        match status {
            200 => Ok(header(&answer, "docker-content-digest")),
            404 => Ok(None),
            _ => Err(TestkitError::new(format!(
                "the registry answered {status} for {repository}:{tag}\n{answer}"
            ))),
        }
    }

    /// The tags of `repository`, sorted; none when it does not exist.
    pub fn tags(&self, repository: &str) -> Result<Vec<String>> {
        let (_, answer) = self.get(&format!("/v2/{repository}/tags/list"))?;
        let body = answer.rsplit("\r\n\r\n").next().unwrap_or_default();
        let document: serde_json::Value =
            serde_json::from_str(body).doing(|| format!("reading the tags of {repository}: {body}"))?;
        let listed = document["tags"].as_array().cloned().unwrap_or_default();
        let mut tags: Vec<String> = listed.iter().filter_map(|tag| tag.as_str().map(str::to_owned)).collect();
        tags.sort();
        Ok(tags)
    }

    /// Removes what `tag` of `repository` points to, as retention elsewhere might.
    pub fn delete(&self, repository: &str, tag: &str) -> Result<()> {
        let digest = self
            .digest(repository, tag)?
            .ok_or_else(|| TestkitError::new(format!("there is no {repository}:{tag} to delete")))?;
        match self.request("DELETE", &format!("/v2/{repository}/manifests/{digest}"))? {
            (202, _) => Ok(()),
            (status, answer) => Err(TestkitError::new(format!("deleting answered {status}\n{answer}"))),
        }
    }

    /// By curl, told through standard input so that the password is in no argument list.
    fn request(&self, method: &str, path: &str) -> Result<(u16, String)> {
        let mut told = format!("url = \"{}{path}\"\n", self.url());
        if let Some(tokens) = &self.tokens {
            told += &format!("oauth2-bearer = \"{}\"\n", tokens.token_for(repository_of(path))?);
        } else if let Some((user, password)) = &self.options.login {
            told += &format!("user = \"{}:{}\"\n", quoted(user), quoted(password));
        }
        if let Some(authority) = self.authority() {
            told += &format!("cacert = \"{}\"\n", authority.display());
        }
        for accepted in ACCEPTED {
            told += &format!("header = \"Accept: {accepted}\"\n");
        }
        let asking = command(&["curl", "-sS", "--include", "--noproxy", "*", "-X", method, "-K", "-"]);
        let answer = start_with_input(asking, &told)?.wait(Duration::from_secs(30))?.success()?.stdout;
        let status = answer.split_whitespace().nth(1).and_then(|code| code.parse().ok());
        Ok((status.unwrap_or(0), answer))
    }
}

const ACCEPTED: [&str; 4] = [
    "application/vnd.oci.image.index.v1+json",
    "application/vnd.oci.image.manifest.v1+json",
    "application/vnd.docker.distribution.manifest.list.v2+json",
    "application/vnd.docker.distribution.manifest.v2+json",
];

/// The repository that a path of the API is about, or nothing.
fn repository_of(path: &str) -> &str {
    let name = path.strip_prefix("/v2/").unwrap_or_default();
    let ends = ["/manifests/", "/tags/", "/blobs/", "/referrers/"];
    ends.iter().find_map(|end| name.split_once(end)).map_or("", |(name, _)| name)
}

/// Escaped for a configuration file of curl.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

fn header(answer: &str, name: &str) -> Option<String> {
    answer.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
    })
}
