//! What the sentences of container engines, builders and Compose mean. They tell failures apart in prose only.

use crate::problem::Code;

/// Words of which one stands in every sentence about the same thing, in lower case.
#[derive(Debug, Clone, Copy)]
pub struct Signs(&'static [&'static str]);

impl Signs {
    /// Signs that only one caller looks for.
    pub const fn new(words: &'static [&'static str]) -> Self {
        Self(words)
    }

    /// Whether a sentence has one of them.
    pub fn are_in(self, sentence: &str) -> bool {
        let sentence = sentence.to_ascii_lowercase();
        self.0.iter().any(|word| sentence.contains(word))
    }
}

/// The disk is full.
pub const DISK_FULL: Signs = Signs(&["no space left on device"]);
/// Another process has the port that a container is to have.
pub const PORT_TAKEN: Signs = Signs(&["port is already allocated", "address already in use"]);
/// Another container has the name.
pub const NAME_TAKEN: Signs = Signs(&["conflict. the container name"]);
/// A program is for another processor.
pub const FOREIGN_PROGRAM: Signs = Signs(&["exec format error"]);
/// An image that is there is for another platform.
pub const FOREIGN_IMAGE: Signs = Signs(&["does not match the detected host platform"]);
/// An image does not exist for the platform.
pub const NO_PLATFORM: Signs = Signs(&[
    "no matching manifest",
    "no match for platform",
    "does not match the specified platform",
    "does not provide the specified platform",
]);
/// A registry does not give an image to this account.
pub const IMAGE_DENIED: Signs = Signs(&["unauthorized", "pull access denied", "no basic auth credentials"]);
/// An image is neither there nor in the registry.
pub const NO_IMAGE: Signs = Signs(&["manifest unknown", "no such image"]);

/// The code for an engine's sentence about fetching or sending an image; `None` when it is about something else.
///
/// The order matters: a sentence about a denied login often also says that the repository may not exist.
pub fn image_failure(sentence: &str) -> Option<Code> {
    let means = |(_, signs): &&(Code, &[Signs])| signs.iter().any(|signs| signs.are_in(sentence));
    IMAGE_FAILURES.iter().find(means).map(|(code, _)| *code)
}

/// Whether a sentence says that a disk is full.
pub fn disk_is_full(sentence: &str) -> bool {
    DISK_FULL.are_in(sentence)
}

const IMAGE_FAILURES: &[(Code, &[Signs])] = &[
    (Code::DiskShort, &[DISK_FULL]),
    (Code::PlatformMissing, &[NO_PLATFORM]),
    (
        Code::RegistryDenied,
        &[
            IMAGE_DENIED,
            Signs(&[
                "authentication required",
                "authorization failed",
                "denied",
                "insufficient_scope",
                "403 forbidden",
                "401 ",
                "failed to authorize",
            ]),
        ],
    ),
    (
        Code::RegistryNotFound,
        &[NO_IMAGE, Signs(&["not found", "name unknown", "repository does not exist", "404 "])],
    ),
    (
        Code::RegistryUnreachable,
        &[Signs(&[
            "dial tcp",
            "no such host",
            "connection refused",
            "connection reset",
            "i/o timeout",
            "tls handshake timeout",
            "client.timeout exceeded",
            "deadline exceeded",
            "no route to host",
            "network is unreachable",
            "x509:",
            "http response to https client",
            "proxyconnect",
            "unexpected eof",
        ])],
    ),
    (
        Code::RegistryFailed,
        &[Signs(&[
            "received unexpected http status",
            "unexpected status",
            "500 internal server error",
            "502 bad gateway",
            "503 service unavailable",
            "toomanyrequests",
            "blob upload",
        ])],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn engines_sentences_get_their_codes() {
        let cases = [
            ("no matching manifest for linux/arm64/v8 in the manifest list entries", Code::PlatformMissing),
            ("write /var/lib/docker/tmp/GetImageBlob12: no space left on device", Code::DiskShort),
            (
                "pull access denied for team/api, repository does not exist or may require 'docker login'",
                Code::RegistryDenied,
            ),
            (
                "Head \"http://127.0.0.1:5000/v2/a/manifests/1\": no basic auth credentials",
                Code::RegistryDenied,
            ),
            ("unauthorized: authentication required", Code::RegistryDenied),
            ("unexpected status code [manifests 1]: 401 Unauthorized", Code::RegistryDenied),
            ("manifest for 127.0.0.1:5000/api:9 not found: manifest unknown", Code::RegistryNotFound),
            ("docker.io/library/nothing:latest: not found", Code::RegistryNotFound),
            (
                "Get \"https://r.example/v2/\": dial tcp: lookup r.example: no such host",
                Code::RegistryUnreachable,
            ),
            (
                "Get \"https://r.example/v2/\": x509: certificate signed by unknown authority",
                Code::RegistryUnreachable,
            ),
            ("received unexpected HTTP status: 500 Internal Server Error", Code::RegistryFailed),
        ];
        for (sentence, code) in cases {
            assert_eq!(image_failure(sentence), Some(code), "{sentence}");
        }
        assert_eq!(image_failure("driver failed programming external connectivity"), None);
    }
    #[test]
    fn what_keeps_a_container_from_running_is_told_by_its_sentence_alone() {
        let all = [
            DISK_FULL,
            PORT_TAKEN,
            NAME_TAKEN,
            FOREIGN_PROGRAM,
            FOREIGN_IMAGE,
            NO_PLATFORM,
            IMAGE_DENIED,
            NO_IMAGE,
        ];
        let cases = [
            ("sh: write error: No space left on device", DISK_FULL),
            ("Bind for 0.0.0.0:8080 failed: port is already allocated", PORT_TAKEN),
            ("failed to bind host port for 0.0.0.0:8080: address already in use", PORT_TAKEN),
            ("Conflict. The container name \"/api\" is already in use by container \"9f\"", NAME_TAKEN),
            ("exec /bin/sh: exec format error", FOREIGN_PROGRAM),
            (
                "The requested image's platform (linux/arm64) does not match the detected host platform (linux/amd64)",
                FOREIGN_IMAGE,
            ),
            ("no matching manifest for linux/arm64/v8 in the manifest list entries", NO_PLATFORM),
            ("pull access denied for team/api, repository does not exist", IMAGE_DENIED),
            ("Error: No such image: team/api@sha256:00", NO_IMAGE),
        ];
        for (sentence, signs) in cases {
            assert!(signs.are_in(sentence), "{sentence}");
            assert_eq!(all.iter().filter(|signs| signs.are_in(sentence)).count(), 1, "{sentence}");
        }
    }
}
