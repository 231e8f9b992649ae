//! Images as people and engines name them: `registry.example.com/team/api:1.2@sha256:…`.

use crate::repository::host_of;

/// The parts of an image's name, as they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImageReference<'t> {
    /// The repository's name.
    pub name: &'t str,
    /// What stands after the colon.
    pub tag: Option<&'t str>,
    /// What stands after the `@`.
    pub digest: Option<&'t str>,
}

impl<'t> ImageReference<'t> {
    /// Takes a name apart. Whether its parts are allowed is not looked at.
    pub fn of(text: &'t str) -> Self {
        let (rest, digest) = match text.split_once('@') {
            Some((rest, digest)) => (rest, Some(digest)),
            None => (text, None),
        };
        // A colon before the last slash belongs to a port.
        let last = rest.rfind('/').map_or(0, |at| at + 1);
        let (name, tag) = match rest[last..].find(':') {
            Some(at) => (&rest[..last + at], Some(&rest[last + at + 1..])),
            None => (rest, None),
        };
        Self { name, tag, digest }
    }

    /// The registry that it comes from, as logins are known by it.
    pub fn host(&self) -> &'t str {
        host_of(self.name)
    }

    /// What names one image of the repository: the digest, which counts more, else the tag.
    pub fn which(&self) -> Option<&'t str> {
        self.digest.or(self.tag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_taken_apart() {
        for (text, name, tag, digest, host) in [
            ("alpine", "alpine", None, None, "docker.io"),
            ("mysql:8", "mysql", Some("8"), None, "docker.io"),
            ("team/api", "team/api", None, None, "docker.io"),
            ("localhost/api", "localhost/api", None, None, "localhost"),
            ("index.docker.io/team/api", "index.docker.io/team/api", None, None, "docker.io"),
            ("r:5000/a/b:1.2", "r:5000/a/b", Some("1.2"), None, "r:5000"),
            ("r:5000/a/b", "r:5000/a/b", None, None, "r:5000"),
            ("[::1]:5000/a:1", "[::1]:5000/a", Some("1"), None, "[::1]:5000"),
            ("r:5000/a@sha256:00", "r:5000/a", None, Some("sha256:00"), "r:5000"),
            ("r.io/a:1@sha256:00", "r.io/a", Some("1"), Some("sha256:00"), "r.io"),
        ] {
            let image = ImageReference::of(text);
            assert_eq!(image, ImageReference { name, tag, digest }, "{text}");
            assert_eq!(image.host(), host, "{text}");
        }
        assert_eq!(ImageReference::of("a:1@sha256:00").which(), Some("sha256:00"));
        assert_eq!(ImageReference::of("a:1").which(), Some("1"));
    }
}
