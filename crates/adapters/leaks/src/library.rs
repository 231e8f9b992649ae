//! Whose files are: a person's own, or what systems, languages and libraries bring along.

/// Folders of what came from a registry of packages, wherever they are. A key in one is known to everybody.
const PACKAGES: [&str; 6] =
    ["__pycache__", "dist-packages", "gems", "node_modules", "site-packages", "third_party"];

/// Folders in which a project keeps what others wrote.
const VENDOR: [&str; 1] = ["vendor"];

/// Folders of documentation.
const DOCUMENTATION: [&str; 6] = ["doc", "docs", "javadoc", "licenses", "locale", "man"];

/// Folders of what tests or shows something, wherever they are.
const TESTS: [&str; 11] = [
    "__tests__",
    "example",
    "examples",
    "fixtures",
    "mock",
    "samples",
    "spec",
    "test",
    "test-fixtures",
    "testdata",
    "tests",
];

/// Words in names of files and folders of libraries that say the same. An application may be called so as a whole.
const TEST_WORDS: [&str; 11] = [
    "demo", "example", "fixture", "mock", "sample", "spec", "test", "testcert", "testdata", "testing",
    "testutil",
];

/// Endings of programs and texts. In those of libraries a key shows how something is called.
const CODE: [&str; 22] = [
    ".c", ".cc", ".cpp", ".go", ".h", ".html", ".ipynb", ".java", ".js", ".map", ".md", ".mjs", ".php",
    ".pl", ".pm", ".pod", ".py", ".rb", ".rs", ".rst", ".ts", ".txt",
];

/// Debian makes this key when the package is installed, and says so in its name.
const SNAKEOIL: &str = "snakeoil";

/// Where systems keep theirs.
const SYSTEM: [&str; 19] = [
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
    "usr/local/lib/",
    "var/lib/dpkg/",
    "var/lib/apt/",
    "var/cache/",
    "etc/ssl/certs/",
];

/// Where languages keep theirs, and what their registries gave out.
const LANGUAGES: [&str; 14] = [
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
    "root/.cargo/registry/",
    "root/.m2/repository/",
    "root/.gradle/caches/",
];

/// Where people put their own files all the same: what web servers give out.
const OWN: [&str; 4] = ["usr/share/caddy/", "usr/share/httpd/", "usr/share/nginx/", "usr/share/www/"];

/// What counts in a file, by where it lies. Tokens that let one in by themselves count everywhere.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Counts {
    /// Private keys and stores of keys.
    pub keys: bool,
    /// Files that are a person's by their names: `.env`, `id_rsa`, `.netrc`.
    pub personal: bool,
    /// Keys of programs, which libraries show to everybody: names of AWS keys, Google's API keys.
    pub names: bool,
    /// Names with values, addresses with passwords, logins in headers: what documentation, tests and programs are full of.
    pub values: bool,
}

/// What counts in the file of that path.
pub(crate) fn counts(path: &str) -> Counts {
    let starts = |places: &[&str]| places.iter().any(|place| path.starts_with(place));
    let packages = starts(&LANGUAGES) || has_folder(path, &PACKAGES);
    let library = packages || (starts(&SYSTEM) && !starts(&OWN)) || has_folder(path, &VENDOR);
    let tests = has_folder(path, &TESTS) || path.contains(SNAKEOIL) || (library && has_test_word(path));
    let documentation = has_folder(path, &DOCUMENTATION);
    let shown = documentation || CODE.iter().any(|end| path.ends_with(end));
    Counts {
        keys: !(tests || packages || library && shown),
        personal: !(library && (tests || documentation)),
        names: !library,
        values: !library && !tests && !documentation,
    }
}

fn has_folder(path: &str, names: &[&str]) -> bool {
    let folders = path.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.split('/').any(|folder| names.contains(&folder))
}

fn has_test_word(path: &str) -> bool {
    let mut words = path.split(|c: char| !c.is_ascii_alphanumeric());
    words.any(|word| TEST_WORDS.contains(&word.strip_suffix('s').unwrap_or(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_counts_in_a_file_is_told_by_where_it_lies() {
        let of = |keys, personal, names, values| Counts { keys, personal, names, values };
        for (path, expected) in [
            ("app/.env", of(true, true, true, true)),
            ("etc/ssl/private/site.key", of(true, true, true, true)),
            ("usr/share/nginx/html/.env", of(true, true, true, true)),
            ("usr/local/bin/start.sh", of(true, true, true, true)),
            ("root/.cache/tool/settings.json", of(true, true, true, true)),
            ("srv/demo/settings.json", of(true, true, true, true)),
            ("app/tls/server_test.go", of(true, true, true, true)),
            ("app/docs/deploy.md", of(true, true, true, false)),
            ("app/tests/id_rsa", of(false, true, true, false)),
            ("etc/ssl/private/ssl-cert-snakeoil.key", of(false, true, true, false)),
            ("usr/share/team/server.key", of(true, true, false, false)),
            ("app/vendor/team/server.key", of(true, true, false, false)),
            ("app/vendor/team/keys.go", of(false, true, false, false)),
            ("app/node_modules/team/.npmrc", of(false, true, false, false)),
            ("root/.cargo/registry/src/a/pem/src/lib.rs", of(false, true, false, false)),
            ("root/go/pkg/mod/a.internal/tls/server_test.go", of(false, false, false, false)),
            ("usr/local/go/src/crypto/tls/testdata/example-key.pem", of(false, false, false, false)),
            ("usr/lib/python3.12/test/certdata/keycert.pem", of(false, false, false, false)),
            ("app/node_modules/https-proxy-agent/test/server.key", of(false, false, false, false)),
            ("usr/share/doc/openssl/server.key", of(false, false, false, false)),
        ] {
            assert_eq!(counts(path), expected, "{path}");
        }
    }
}
