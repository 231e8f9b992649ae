//! Hosts in commands.

use slipway_domain::host::Host;

use crate::variables::{Piece, Variables, pieces};

/// A host as a command names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HostName {
    /// As it can stand in `slipway.yml`.
    pub host: Host,
    /// What only its owner knows: the variable, or the capitals, in the place of the address.
    pub placeholder: Option<String>,
}

impl HostName {
    /// Reads `[user@]address`, where an account and a port may come from options.
    pub(crate) fn read(text: &str, user: Option<&str>, port: Option<&str>, set: &Variables) -> Option<Self> {
        let mut placeholder = None;
        let mut plain = String::new();
        for piece in pieces(text.trim(), set) {
            match piece {
                Piece::Text(text) => plain.push_str(&text),
                Piece::Variable(name) => {
                    let bare = name.rsplit('.').next().unwrap_or(&name).to_owned();
                    plain.push_str(&bare);
                    placeholder = Some(bare);
                }
            }
        }
        let plain = plain.trim_start_matches("ssh://").trim_matches(['<', '>']).trim_end_matches('/');
        let mut host: Host = plain.parse().ok()?;
        host.user = host.user.or(user.map(str::to_owned));
        host.port = host.port.or(port.and_then(|port| port.parse().ok()));
        let host: Host = host.to_string().parse().ok()?;
        let is_capitals = |text: &str| {
            text.chars().any(|c| c.is_ascii_uppercase()) && !text.chars().any(|c| c.is_ascii_lowercase())
        };
        if placeholder.is_none() && is_capitals(&host.address) {
            placeholder = Some(host.address.clone());
        }
        let is_here = matches!(host.address.as_str(), "localhost" | "127.0.0.1");
        (!is_here || host.port.is_some()).then_some(Self { host, placeholder })
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn hosts_of_commands_can_stand_in_the_file() {
        let none = Variables::new();
        let read = |text: &str| HostName::read(text, None, None, &none);
        let one = read("ec2-user@IP_PROD").unwrap();
        assert_eq!(
            (one.host.to_string().as_str(), one.placeholder.as_deref()),
            ("ec2-user@IP_PROD", Some("IP_PROD"))
        );
        assert_eq!(read("root@$CD_HOSTS").unwrap().placeholder.as_deref(), Some("CD_HOSTS"));
        assert_eq!(read("${{ secrets.HOST }}").unwrap().host.to_string(), "HOST");
        assert_eq!(read("deploy@10.0.0.5").unwrap().placeholder, None);
        assert_eq!(
            HostName::read("h.example", Some("a"), Some("22022"), &none).unwrap().host.to_string(),
            "a@h.example:22022"
        );
        assert!(read("localhost").is_none());
        assert!(read("-oX").is_none());
    }
}
