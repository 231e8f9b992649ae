//! Volumes of a Docker target's containers.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::Serialize;

/// A volume: `name:/path[:ro]` or `/on/the/host:/path[:ro]`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(into = "String")]
#[schemars(with = "String", example = "data:/data")]
pub struct Volume {
    /// The volume's name, or an absolute path on the host.
    pub source: String,
    /// Where the container finds it.
    pub path: String,
    /// What the container may do with it.
    pub access: Access,
}

/// What a container may do with a volume. Whether it was written down is kept: plans show a volume as it was written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Access {
    /// Everything, which needs no word.
    #[default]
    Unsaid,
    /// Everything: `rw`.
    Write,
    /// Read it: `ro`.
    Read,
}

/// Why a text mounts nothing.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is neither `SOURCE:/path` nor `SOURCE:/path:ro`")]
pub struct NoVolume;

impl FromStr for Volume {
    type Err = NoVolume;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts: Vec<&str> = text.split(':').collect();
        let (source, path, access) = match parts[..] {
            [source, path] => (source, path, Access::Unsaid),
            [source, path, "rw"] => (source, path, Access::Write),
            [source, path, "ro"] => (source, path, Access::Read),
            _ => return Err(NoVolume),
        };
        if !is_source(source) || !path.starts_with('/') {
            return Err(NoVolume);
        }
        Ok(Self { source: source.to_owned(), path: path.to_owned(), access })
    }
}

/// An absolute path, or the name of a volume.
fn is_source(source: &str) -> bool {
    let begins_like_a_name = source.starts_with(|c: char| c.is_ascii_alphanumeric());
    source.starts_with('/') || (begins_like_a_name && !source.contains('/'))
}

impl fmt::Display for Volume {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let access = match self.access {
            Access::Unsaid => "",
            Access::Write => ":rw",
            Access::Read => ":ro",
        };
        write!(f, "{}:{}{access}", self.source, self.path)
    }
}

impl From<Volume> for String {
    fn from(volume: Volume) -> Self {
        volume.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_volume_is_shown_as_it_was_written() {
        for (text, source, path, access) in [
            ("data:/data", "data", "/data", Access::Unsaid),
            ("data:/data:rw", "data", "/data", Access::Write),
            ("/etc/api:/etc/api:ro", "/etc/api", "/etc/api", Access::Read),
        ] {
            let volume: Volume = text.parse().unwrap();
            assert_eq!((volume.source.as_str(), volume.path.as_str(), volume.access), (source, path, access));
            assert_eq!(volume.to_string(), text);
        }
    }

    #[test]
    fn what_mounts_nothing_is_refused() {
        for text in [
            "data",
            "./data:/data",
            "a/b:/data",
            "data:data",
            "data:/data:rx",
            "a:/b:z,ro",
            "a:/b:ro:x",
            ":/b",
        ] {
            assert_eq!(text.parse::<Volume>(), Err(NoVolume), "{text}");
        }
    }
}
