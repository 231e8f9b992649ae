//! Files that came with programs and libraries: documentation, examples, test vectors, keys that everybody has.

/// Folders, wherever they are.
const FOLDERS: [&str; 24] = [
    "node_modules",
    "site-packages",
    "dist-packages",
    "testdata",
    "test",
    "tests",
    "__tests__",
    "test-fixtures",
    "fixtures",
    "spec",
    "examples",
    "example",
    "samples",
    "doc",
    "docs",
    "man",
    "vendor",
    "gems",
    "__pycache__",
    "third_party",
    "locale",
    "licenses",
    "javadoc",
    "mock",
];

/// Where systems and languages keep theirs.
const PLACES: [&str; 37] = [
    "bin/",
    "sbin/",
    "lib/",
    "lib32/",
    "lib64/",
    "usr/bin/",
    "usr/sbin/",
    "usr/lib/",
    "usr/lib32/",
    "usr/lib64/",
    "usr/libexec/",
    "usr/share/",
    "usr/include/",
    "usr/src/linux",
    "usr/local/bin/",
    "usr/local/lib/",
    "usr/local/share/",
    "usr/local/include/",
    "usr/local/go/",
    "usr/local/rustup/",
    "usr/local/cargo/registry/",
    "usr/local/bundle/",
    "opt/java/",
    "opt/jdk",
    "opt/conda/",
    "opt/venv/lib/",
    "go/pkg/",
    "root/go/pkg/",
    "root/.cache/",
    "root/.cargo/registry/",
    "root/.m2/repository/",
    "root/.gradle/caches/",
    "var/lib/dpkg/",
    "var/lib/apt/",
    "var/cache/",
    "etc/ssl/certs/",
    "etc/pki/",
];

/// Whether a path is one of those.
pub(crate) fn is_library(path: &str) -> bool {
    let in_place = PLACES.iter().any(|place| path.starts_with(place));
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    // Debian makes this key when the package is installed, and says so in its name.
    in_place || path.contains("snakeoil") || folders.split('/').any(|folder| FOLDERS.contains(&folder))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_with_a_program_is_a_library() {
        for path in [
            "usr/local/go/src/crypto/tls/testdata/example-key.pem",
            "usr/lib/python3.12/test/certdata/keycert.pem",
            "app/node_modules/https-proxy-agent/test/server.key",
            "etc/ssl/private/ssl-cert-snakeoil.key",
        ] {
            assert!(is_library(path), "{path}");
        }
        for path in ["app/.env", "root/.ssh/id_rsa", "srv/tls/server.key", "etc/ssl/private/site.key", "test"]
        {
            assert!(!is_library(path), "{path}");
        }
    }
}
