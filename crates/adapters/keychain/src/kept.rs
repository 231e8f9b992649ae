//! A credential as it lies in a keychain, and back.

use slipway_domain::credential::{CredentialId, Parts};
use slipway_domain::problem::Problem;
use slipway_domain::secret::Secret;

use crate::chunks::Bytes;
use crate::problems;

/// The parts that a keychain holds of a credential.
pub(crate) fn parts(keychain: &str, id: &CredentialId, held: &Bytes) -> Result<Parts, Problem> {
    // What is no text is no JSON either, and is told as such.
    let text = Secret::new(String::from_utf8_lossy(held));
    Parts::of_kept(id.kind, &text).map_err(|why| problems::not_a_credential(keychain, id, &why))
}

/// Which credentials lie under accounts: all that a credential may be kept under, and no pieces of one.
pub(crate) fn credentials<A: AsRef<str>>(accounts: impl IntoIterator<Item = A>) -> Vec<CredentialId> {
    let mut ids: Vec<CredentialId> =
        accounts.into_iter().filter_map(|account| account.as_ref().parse().ok()).collect();
    ids.sort();
    ids.dedup();
    ids
}

#[cfg(test)]
mod tests {
    use slipway_domain::problem::Code;

    use super::*;

    #[test]
    fn pieces_and_what_others_put_there_are_no_credentials() {
        let accounts =
            ["project/recipes/plain/B", "global/plain/A", "global/plain/A#g.0", "someone", "global/plain/A"];
        let found: Vec<String> = credentials(accounts).iter().map(CredentialId::to_string).collect();
        assert_eq!(found, ["global/plain/A", "project/recipes/plain/B"]);
    }

    #[test]
    fn what_is_no_credential_is_told_without_its_text() {
        let id: CredentialId = "global/plain/A".parse().unwrap();
        for held in [b"hunter22".as_slice(), b"{}".as_slice(), b"\xff\xfe".as_slice()] {
            let problem = parts("the login keychain", &id, &Bytes::new(held.to_vec())).unwrap_err();
            assert_eq!(problem.code, Code::CredentialsFailed);
            assert!(!problem.message.contains("hunter22"), "{}", problem.message);
        }
        let fine = parts("the login keychain", &id, &Bytes::new(b"{\"value\":\"v\"}".to_vec())).unwrap();
        assert_eq!(fine.get("value").unwrap().expose(), "v");
    }
}
