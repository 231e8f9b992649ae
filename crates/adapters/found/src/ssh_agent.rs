//! What an SSH agent lists.

use slipway_domain::credential::ssh_key::PublicKey;

use crate::around::Around;
use crate::program;

/// The keys of the agent that this person uses; none where there is no agent.
pub(crate) async fn keys(around: &Around) -> Result<Vec<PublicKey>, String> {
    if around.variable("SSH_AUTH_SOCK").is_none() {
        return Ok(Vec::new());
    }
    // It ends with 1 where the agent has no keys and with 2 where there is none.
    let text = program::output(around, &["ssh-add", "-L"]).await?;
    Ok(listed(text.as_deref().unwrap_or_default()))
}

/// The keys of what `ssh-add -L` wrote.
fn listed(text: &str) -> Vec<PublicKey> {
    text.lines().filter_map(PublicKey::of_line).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_that_is_a_key_is_one() {
        let text = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHFD8kVYIr1WMzvm2fE0YhAX0WEMvRLoXBPHJw2Hr+7D ann@laptop\nThe agent has no identities.\n";
        let keys = listed(text);
        assert_eq!(keys.len(), 1);
        assert_eq!((keys[0].algorithm.as_str(), keys[0].comment.as_str()), ("ssh-ed25519", "ann@laptop"));
    }
}
