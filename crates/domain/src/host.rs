//! How a host is addressed: `[user@]address[:port]`, or a map with a name.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// SSH's port when none is written.
const SSH_PORT: u16 = 22;

/// One host. `Display` gives the short form `user@address:port` (an IPv6 address in brackets when a port follows).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Host {
    /// What people call it; the place's name when set.
    pub name: Option<String>,
    /// The account; without one OpenSSH decides (its configuration, else the local user).
    pub user: Option<String>,
    /// A host name, an alias of `~/.ssh/config`, an IPv4 or an IPv6 address (without brackets).
    pub address: String,
    /// The port; without one OpenSSH decides.
    pub port: Option<u16>,
}

/// Why a text addresses no host.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HostError {
    /// Nothing between `@` and `:`.
    #[error("the address is missing")]
    NoAddress,
    /// `@` with nothing before it, or a strange account.
    #[error("`{0}` is no account's name")]
    BadUser(String),
    /// Characters that no address has, or a leading `-`.
    #[error("`{0}` is no host's address")]
    BadAddress(String),
    /// Not a number from 1 to 65535.
    #[error("`{0}` is no port: it goes from 1 to 65535")]
    BadPort(String),
    /// Several colons without brackets.
    #[error("`{0}` looks like an IPv6 address: write it in brackets, `[{0}]`")]
    Brackets(String),
    /// `ssh://…`.
    #[error("`{0}` is a URL: write `[user@]address[:port]`")]
    Url(String),
}

impl Host {
    /// The place's name: the host's own, else its address, with the port when one is written.
    pub fn place(&self) -> String {
        match (&self.name, self.port) {
            (Some(name), _) => name.clone(),
            (None, Some(port)) => format!("{}:{port}", self.bracketed()),
            (None, None) => self.address.clone(),
        }
    }

    /// What makes two entries the same machine: address in lower case and port. Not the account,
    /// since two accounts on one host would each hold a lock of their own.
    pub fn identity(&self) -> (String, u16) {
        let address = self.address.trim_end_matches('.').to_ascii_lowercase();
        (address, self.port.unwrap_or(SSH_PORT))
    }

    /// The address with brackets if it is IPv6.
    fn bracketed(&self) -> String {
        match self.address.contains(':') {
            true => format!("[{}]", self.address),
            false => self.address.clone(),
        }
    }
}

impl FromStr for Host {
    type Err = HostError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.contains("://") {
            return Err(HostError::Url(text.to_owned()));
        }
        let (user, rest) = match text.rsplit_once('@') {
            Some((user, rest)) => (Some(check_user(user)?), rest),
            None => (None, text),
        };
        let (address, port) = address_and_port(rest)?;
        Ok(Self { name: None, user, address, port })
    }
}

/// Splits `address[:port]` or `[ipv6][:port]`.
fn address_and_port(text: &str) -> Result<(String, Option<u16>), HostError> {
    if let Some(inner) = text.strip_prefix('[') {
        let (address, after) = inner.split_once(']').ok_or_else(|| HostError::BadAddress(text.to_owned()))?;
        let bare = address.split('%').next().unwrap_or_default();
        if bare.parse::<std::net::Ipv6Addr>().is_err() {
            return Err(HostError::BadAddress(address.to_owned()));
        }
        return match after.strip_prefix(':') {
            Some(port) => Ok((address.to_owned(), Some(check_port(port)?))),
            None if after.is_empty() => Ok((address.to_owned(), None)),
            None => Err(HostError::BadAddress(text.to_owned())),
        };
    }
    match text.split_once(':') {
        Some((_, after)) if after.contains(':') => Err(HostError::Brackets(text.to_owned())),
        Some((address, port)) => Ok((check_address(address)?, Some(check_port(port)?))),
        None => Ok((check_address(text)?, None)),
    }
}

/// Accepts an account's name; a leading `-` would be an option of `ssh`.
pub(crate) fn check_user(user: &str) -> Result<String, HostError> {
    let fine = |c: char| c.is_ascii_alphanumeric() || "._-+\\@".contains(c);
    match !user.is_empty() && !user.starts_with('-') && user.chars().all(fine) {
        true => Ok(user.to_owned()),
        false => Err(HostError::BadUser(user.to_owned())),
    }
}

fn check_address(address: &str) -> Result<String, HostError> {
    if address.is_empty() {
        return Err(HostError::NoAddress);
    }
    let fine = |c: char| c.is_alphanumeric() || "._-".contains(c);
    match !address.starts_with('-') && address.chars().all(fine) {
        true => Ok(address.to_owned()),
        false => Err(HostError::BadAddress(address.to_owned())),
    }
}

fn check_port(port: &str) -> Result<u16, HostError> {
    port.parse::<u16>()
        .ok()
        .filter(|p| *p > 0 && port.bytes().all(|b| b.is_ascii_digit()))
        .ok_or_else(|| HostError::BadPort(port.to_owned()))
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(user) = &self.user {
            write!(f, "{user}@")?;
        }
        f.write_str(&self.bracketed())?;
        match self.port {
            Some(port) => write!(f, ":{port}"),
            None => Ok(()),
        }
    }
}

/// The two ways a host is written: a short text, or a map when it has a name.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Written {
    Short(String),
    Named { name: String, address: String },
}

impl Serialize for Host {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let address = self.to_string();
        match &self.name {
            None => Written::Short(address),
            Some(name) => Written::Named { name: name.clone(), address },
        }
        .serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Host {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (name, address) = match Written::deserialize(deserializer)? {
            Written::Short(address) => (None, address),
            Written::Named { name, address } => (Some(name), address),
        };
        let host: Host = address.parse().map_err(serde::de::Error::custom)?;
        Ok(Host { name, ..host })
    }
}

impl JsonSchema for Host {
    fn schema_name() -> Cow<'static, str> {
        "Host".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A host: `[user@]address[:port]`, or a map when it has a name.",
            "anyOf": [
                { "type": "string", "examples": ["deploy@10.0.0.5", "web-1.example.com:2222"] },
                {
                    "type": "object",
                    "properties": {
                        "name": { "type": "string", "description": "What people call the host." },
                        "address": { "type": "string", "description": "`[user@]address[:port]`" },
                        "user": { "type": "string", "description": "The account, if `address` does not say it." },
                        "port": { "type": "integer", "minimum": 1, "maximum": 65535, "description": "The port, if `address` does not say it." }
                    },
                    "required": ["address"],
                    "additionalProperties": false
                }
            ]
        })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn reads_the_short_form() {
        let host: Host = "deploy@10.0.0.5:2222".parse().unwrap();
        assert_eq!(host.user.as_deref(), Some("deploy"));
        assert_eq!(host.address, "10.0.0.5");
        assert_eq!(host.port, Some(2222));
        for text in ["web-1", "root@web.example.com", "[::1]:22", "a@[fe80::1%eth0]", "x:1"] {
            assert_eq!(text.parse::<Host>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn refuses_what_ssh_would_misread() {
        let fails = |text: &str| text.parse::<Host>().unwrap_err();
        assert_eq!(fails("-oProxyCommand=x"), HostError::BadAddress("-oProxyCommand=x".into()));
        assert_eq!(fails("-x@host"), HostError::BadUser("-x".into()));
        assert_eq!(fails("host:0"), HostError::BadPort("0".into()));
        assert_eq!(fails("host:"), HostError::BadPort(String::new()));
        assert_eq!(fails("host:70000"), HostError::BadPort("70000".into()));
        assert_eq!(fails("fe80::1"), HostError::Brackets("fe80::1".into()));
        assert_eq!(fails("a@"), HostError::NoAddress);
        assert_eq!(fails("ssh://a"), HostError::Url("ssh://a".into()));
        assert_eq!(fails("[nonsense]"), HostError::BadAddress("nonsense".into()));
    }

    #[test]
    fn the_same_machine_is_the_same_machine() {
        let a: Host = "deploy@Web.example.com".parse().unwrap();
        let b: Host = "root@web.example.com.:22".parse().unwrap();
        assert_eq!(a.identity(), b.identity());
    }

    #[test]
    fn survives_json() {
        for text in [r#""deploy@10.0.0.5:2222""#, r#"{"name":"web-1","address":"deploy@10.0.0.5"}"#] {
            let host: Host = serde_json::from_str(text).unwrap();
            assert_eq!(serde_json::to_string(&host).unwrap(), text);
        }
    }
}
