//! The request that starts a build.

use std::collections::BTreeMap;

use slipway_engine::ports::Build;

/// The path and query of the request for `build`. `dockerfile` is the file's name in its folder.
pub(crate) fn build_path(
    build: &Build,
    dockerfile: &str,
    session: &str,
    proxies: &BTreeMap<String, String>,
) -> String {
    let mut args = proxies.clone();
    args.extend(build.args.clone());
    let (args, labels) = (json(&args), json(&build.labels));
    let mut query = vec![
        // The BuildKit in the engine.
        ("version", "2"),
        ("remote", "client-session"),
        ("session", session),
        ("buildid", session),
        ("rm", "1"),
        ("networkmode", "default"),
        ("dockerfile", dockerfile),
        ("t", &build.name),
        ("buildargs", &args),
        ("labels", &labels),
    ];
    query.extend(build.target.as_deref().map(|target| ("target", target)));
    query.extend(build.platform.as_deref().map(|platform| ("platform", platform)));
    let query: Vec<String> = query.iter().map(|(name, value)| format!("{name}={}", escape(value))).collect();
    format!("/build?{}", query.join("&"))
}

fn json(map: &BTreeMap<String, String>) -> String {
    serde_json::json!(map).to_string()
}

fn escape(text: &str) -> String {
    use std::fmt::Write;
    text.bytes().fold(String::new(), |mut escaped, byte| {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => escaped.push(char::from(byte)),
            byte => {
                let _ = write!(escaped, "%{byte:02X}");
            }
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_escaped_and_arguments_win_over_proxies() {
        let build = Build {
            tree: String::new(),
            context: ".".into(),
            dockerfile: "Dockerfile".into(),
            target: Some("run".into()),
            args: [("NOTE".into(), "a&b=c \"ü\"".into()), ("http_proxy".into(), "own".into())].into(),
            secrets: BTreeMap::new(),
            platform: Some("linux/arm64".into()),
            labels: BTreeMap::new(),
            name: "r:5000/a:1".into(),
            cache_key: String::new(),
        };
        let proxies = [("http_proxy".to_owned(), "outer".to_owned())].into();
        let path = build_path(&build, "Dockerfile", "s1", &proxies);
        assert!(path.contains("&t=r%3A5000%2Fa%3A1&"), "{path}");
        assert!(path.contains("a%26b%3Dc%20%5C%22%C3%BC%5C%22"), "{path}");
        assert!(path.contains("own") && !path.contains("outer"), "{path}");
        assert!(path.ends_with("&target=run&platform=linux%2Farm64"), "{path}");
    }
}
