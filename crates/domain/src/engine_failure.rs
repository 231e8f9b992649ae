//! What the sentences of container engines and builders about registries, disks and platforms mean.

use crate::problem::Code;

/// The code for an engine's sentence about fetching or sending an image; `None` when it is about something else.
///
/// Engines tell these failures apart in prose only. The order matters: a sentence about a denied login often
/// also says that the repository may not exist.
pub fn image_failure(sentence: &str) -> Option<Code> {
    let sentence = sentence.to_ascii_lowercase();
    SIGNS.iter().find(|(_, signs)| signs.iter().any(|sign| sentence.contains(sign))).map(|(code, _)| *code)
}

/// Whether an engine's sentence says that its disk is full.
pub fn disk_is_full(sentence: &str) -> bool {
    sentence.to_ascii_lowercase().contains("no space left on device")
}

const SIGNS: &[(Code, &[&str])] = &[
    (Code::DiskShort, &["no space left on device"]),
    (
        Code::PlatformMissing,
        &[
            "no matching manifest for",
            "no match for platform",
            "does not match the specified platform",
            "does not provide the specified platform",
        ],
    ),
    (
        Code::RegistryDenied,
        &[
            "no basic auth credentials",
            "authentication required",
            "authorization failed",
            "unauthorized",
            "denied",
            "insufficient_scope",
            "403 forbidden",
            "401 ",
            "failed to authorize",
        ],
    ),
    (
        Code::RegistryNotFound,
        &[
            "manifest unknown",
            "not found",
            "name unknown",
            "repository does not exist",
            "404 ",
            "no such image",
        ],
    ),
    (
        Code::RegistryUnreachable,
        &[
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
        ],
    ),
    (
        Code::RegistryFailed,
        &[
            "received unexpected http status",
            "unexpected status",
            "500 internal server error",
            "502 bad gateway",
            "503 service unavailable",
            "toomanyrequests",
            "blob upload",
        ],
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
}
