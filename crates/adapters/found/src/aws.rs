//! AWS: the profiles of its two files, and its variables.

use std::collections::BTreeMap;

use slipway_domain::credential::Kind;

use crate::around::{self, Around};
use crate::found::{Found, Mistake, Read};
use crate::ini::{self, Section};

/// What tells that a profile gets its credentials from elsewhere: it is used by its name then, and holds no secret.
const FROM_ELSEWHERE: [&str; 6] = [
    "sso_session",
    "sso_start_url",
    "source_profile",
    "credential_source",
    "credential_process",
    "web_identity_token_file",
];

const KEY_ID: &str = "aws_access_key_id";
const SECRET: &str = "aws_secret_access_key";
const TOKEN: &str = "aws_session_token";
const ROLE: &str = "role_arn";

/// The profiles of this person, and the key in their variables. What cannot be read is told, and hides nothing else.
pub fn aws(around: &Around) -> Read {
    let mut read = Read::default();
    let config = file(around, "AWS_CONFIG_FILE", ".aws/config", &mut read);
    let credentials = file(around, "AWS_SHARED_CREDENTIALS_FILE", ".aws/credentials", &mut read);
    let texts = [&config, &credentials].map(|file| file.as_ref().map_or("", |(_, text)| text.as_str()));
    let (found, mistakes) = profiles(texts[0], texts[1]);
    for (file, mistakes) in [config, credentials].iter().zip(&mistakes) {
        if let Some((told, _)) = file {
            read.miss_in(told, mistakes);
        }
    }
    read.found.extend(found);
    read.found.extend(in_variables(&around.variables));
    read
}

/// How a file is told, and its text.
fn file(around: &Around, variable: &str, in_home: &str, read: &mut Read) -> Option<(String, String)> {
    let path = around.file(variable, in_home);
    let told = around.told(&path);
    match around::text(&path) {
        Ok(text) => Some((told, text?)),
        Err(error) => {
            read.miss(format!("{told} cannot be read: {error}"));
            None
        }
    }
}

/// The profiles that the texts of the two files make together, and what is wrong in each. Where both have a value, the
/// one of the credentials counts.
pub fn profiles(config: &str, credentials: &str) -> (Vec<Found>, [Vec<Mistake>; 2]) {
    let (config, wrong_config) = ini::read(config);
    let (credentials, wrong_credentials) = ini::read(credentials);
    let mut profiles = BTreeMap::<String, BTreeMap<String, String>>::new();
    let of_config = config.into_iter().filter_map(|section| Some((profile_of(&section)?, section.values)));
    let of_credentials = credentials.into_iter().map(|section| (section.title, section.values));
    for (profile, values) in of_config.chain(of_credentials) {
        profiles.entry(profile).or_default().extend(values);
    }
    let found = profiles.iter().filter_map(|(profile, values)| one(profile, values)).collect();
    (found, [wrong_config, wrong_credentials])
}

/// The profile of a section of the configuration: `[default]` or `[profile NAME]`. Others are none.
fn profile_of(section: &Section) -> Option<String> {
    if section.title == "default" {
        return Some(section.title.clone());
    }
    let name = section.title.strip_prefix("profile")?;
    let name = name.strip_prefix([' ', '\t'])?.trim();
    let unquoted = name.strip_prefix(['"', '\'']).and_then(|name| name.strip_suffix(['"', '\'']));
    Some(unquoted.unwrap_or(name).to_owned())
}

/// The credential that a profile is, if it is one.
fn one(profile: &str, values: &BTreeMap<String, String>) -> Option<Found> {
    let value = |name: &str| values.get(name).map(String::as_str).filter(|value| !value.is_empty());
    let whence = format!("AWS profile {profile}");
    let is_own_source = value("source_profile") == Some(profile);
    let from_elsewhere = FROM_ELSEWHERE.iter().any(|name| value(name).is_some()) && !is_own_source;
    if from_elsewhere || (value(ROLE).is_some() && value(KEY_ID).is_none()) {
        let found = Found::new(Kind::AwsProfile, profile, whence);
        return Some(found.with("profile", Some(profile)).with("region", value("region")));
    }
    let key = key(profile, whence, value(KEY_ID)?, value(SECRET));
    Some(
        key.with("session_token", value(TOKEN))
            .with("region", value("region"))
            .with("role_arn", value(ROLE))
            .with("external_id", value("external_id")),
    )
}

/// The key that variables hold.
pub fn in_variables(variables: &BTreeMap<String, String>) -> Option<Found> {
    let value = |name: &str| variables.get(name).map(String::as_str).filter(|value| !value.is_empty());
    let whence = "the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY";
    let key =
        key("environment", whence.to_owned(), value("AWS_ACCESS_KEY_ID")?, value("AWS_SECRET_ACCESS_KEY"));
    let region = value("AWS_REGION").or_else(|| value("AWS_DEFAULT_REGION"));
    Some(key.with("session_token", value("AWS_SESSION_TOKEN")).with("region", region))
}

fn key(name: &str, whence: String, id: &str, secret: Option<&str>) -> Found {
    let found = Found::new(Kind::AwsKey, name, whence).with("access_key_id", Some(id));
    let mut found = match secret {
        Some(secret) => found.with("secret_access_key", Some(secret)),
        None => found.lacking("secret_access_key"),
    };
    found.shown = Some(id.to_owned());
    found
}

#[cfg(test)]
mod tests {
    use slipway_domain::credential::Parts;

    use super::*;

    const CONFIG: &str = "[default]\nregion = eu-central-1\n[profile sso]\nsso_session = corp\nsso_account_id = 1\nregion = us-east-1\n[sso-session corp]\nsso_start_url = https://corp\n[profile admin]\nrole_arn = arn:aws:iam::1:role/admin\nsource_profile = default\n[profile own]\nrole_arn = arn:aws:iam::1:role/own\nsource_profile = own\nexternal_id = 7\n[profile \"two words\"]\ncredential_process = /bin/x\n[profile plain]\nregion = eu-1\n[services s3]\nx = y\n";

    const CREDENTIALS: &str = "[default]\naws_access_key_id = AKIADEFAULT\naws_secret_access_key = s/e+c=r#et\n[own]\naws_access_key_id = AKIAOWN\naws_secret_access_key = two\naws_session_token = tok\n[half]\naws_access_key_id = AKIAHALF\n";

    fn found(kind: Kind) -> Vec<Found> {
        profiles(CONFIG, CREDENTIALS).0.into_iter().filter(|found| found.kind == kind).collect()
    }

    fn parts(found: &Found) -> Parts {
        found.parts([]).unwrap()
    }

    #[test]
    fn profiles_that_get_their_credentials_elsewhere_are_named() {
        let names: Vec<String> = found(Kind::AwsProfile).iter().map(|found| found.name.clone()).collect();
        assert_eq!(names, ["admin", "sso", "two-words"]);
        let sso = parts(&found(Kind::AwsProfile)[1]);
        assert_eq!(sso.get("profile").unwrap().expose(), "sso");
        assert_eq!(sso.get("region").unwrap().expose(), "us-east-1");
        assert_eq!(parts(&found(Kind::AwsProfile)[2]).get("profile").unwrap().expose(), "two words");
    }

    #[test]
    fn keys_come_with_what_both_files_say_of_them() {
        let keys = found(Kind::AwsKey);
        let names: Vec<&str> = keys.iter().map(|found| found.name.as_str()).collect();
        assert_eq!(names, ["default", "half", "own"]);
        let default = parts(&keys[0]);
        assert_eq!(default.get("secret_access_key").unwrap().expose(), "s/e+c=r#et");
        assert_eq!(default.get("region").unwrap().expose(), "eu-central-1");
        let own = parts(&keys[2]);
        assert_eq!(own.get("role_arn").unwrap().expose(), "arn:aws:iam::1:role/own");
        assert_eq!(own.get("external_id").unwrap().expose(), "7");
        assert_eq!(own.get("session_token").unwrap().expose(), "tok");
    }

    #[test]
    fn half_a_key_is_to_be_filled_in() {
        let keys = found(Kind::AwsKey);
        assert_eq!(keys[1].lacks, ["secret_access_key"]);
        assert!(keys[1].parts([]).is_err());
    }

    #[test]
    fn variables_are_a_key_of_their_own() {
        let variables =
            [("AWS_ACCESS_KEY_ID", "AKIA"), ("AWS_SECRET_ACCESS_KEY", "x"), ("AWS_DEFAULT_REGION", "eu-1")];
        let variables = variables.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let found = in_variables(&BTreeMap::from(variables)).unwrap();
        assert_eq!(parts(&found).get("region").unwrap().expose(), "eu-1");
        assert!(in_variables(&BTreeMap::new()).is_none());
    }

    #[test]
    fn files_are_where_variables_say_and_a_bad_line_hides_no_other() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("keys");
        std::fs::write(&path, "[a]\nhunter22\naws_access_key_id = AKIA\naws_secret_access_key = b\n")
            .unwrap();
        let variable = ("AWS_SHARED_CREDENTIALS_FILE".to_owned(), path.display().to_string());
        let around = Around { home: folder.path().to_owned(), variables: BTreeMap::from([variable]) };
        let read = aws(&around);
        assert_eq!(read.found.len(), 1);
        assert_eq!(read.missed.len(), 1);
        let missed = &read.missed[0];
        assert_eq!(missed.code, slipway_domain::problem::Code::FileFailed);
        assert_eq!(missed.message, "~/keys, line 2: this is neither a section nor `name = value`");
    }
}
