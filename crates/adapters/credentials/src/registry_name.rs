//! One name for each registry, however it is written.

/// Docker Hub.
const HUB: &str = "docker.io";

/// The names under which Docker Hub is reached.
const HUB_NAMES: [&str; 4] = [HUB, "index.docker.io", "registry-1.docker.io", "registry.hub.docker.com"];

/// The key under which docker keeps the login for Docker Hub.
const HUB_KEY: &str = "https://index.docker.io/v1/";

/// `HOST[:PORT]` in small letters, `docker.io` for all of Docker Hub's names. `None` for an address with a
/// path of its own, which is a login for something narrower than the registry.
pub(crate) fn canonical(address: &str) -> Option<String> {
    let rest =
        address.strip_prefix("https://").or_else(|| address.strip_prefix("http://")).unwrap_or(address);
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    if host.is_empty() || !matches!(path.trim_end_matches('/'), "" | "v1" | "v2") {
        return None;
    }
    let host = host.to_ascii_lowercase();
    Some(if HUB_NAMES.contains(&host.as_str()) { HUB.to_owned() } else { host })
}

/// How a credential helper knows the registry, given its canonical name.
pub(crate) fn server(canonical: &str) -> &str {
    if canonical == HUB { HUB_KEY } else { canonical }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_registry_has_one_name() {
        for hub in ["docker.io", "index.docker.io", "https://index.docker.io/v1/", "registry-1.docker.io"] {
            assert_eq!(canonical(hub).as_deref(), Some("docker.io"), "{hub}");
        }
        for same in [
            "Registry.example.com:5000",
            "https://registry.example.com:5000/v2/",
            "http://registry.example.com:5000",
        ] {
            assert_eq!(canonical(same).as_deref(), Some("registry.example.com:5000"), "{same}");
        }
        for other in ["", "https://", "https://index.docker.io/v1/access-token", "quay.io/team"] {
            assert_eq!(canonical(other), None, "{other}");
        }
        assert_eq!(server("docker.io"), "https://index.docker.io/v1/");
        assert_eq!(server("quay.io"), "quay.io");
    }
}
