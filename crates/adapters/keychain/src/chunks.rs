//! How a value that is longer than a keychain takes lies in it.
//!
//! Its pieces lie under accounts of their own, and the credential's account holds a head that names them. The pieces are
//! written first, under a name that no other writing uses, and the head last: before that, the head of the value before
//! counts, whose pieces are still there. A head also says how long the value is and its SHA-256, so that pieces of two
//! values are never taken for one.

use secrecy::zeroize::Zeroizing;
use sha2::{Digest, Sha256};

/// What a head begins with. Values are JSON objects and begin otherwise.
const MARK: &str = "slipway-chunks/1 ";

/// A value's bytes, wiped when they go.
pub(crate) type Bytes = Zeroizing<Vec<u8>>;

/// What says which pieces make a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    generation: String,
    count: usize,
    length: usize,
    digest: String,
}

/// A value as it lies in a keychain.
pub(crate) struct Laid {
    /// What its own account holds: the value, or the head of its pieces.
    pub first: Bytes,
    /// Its pieces, each under [`account`].
    pub pieces: Vec<Bytes>,
}

/// How a value lies in a keychain that takes so many bytes at once. `generation` names its pieces.
pub(crate) fn lay(value: &[u8], limit: usize, generation: &str) -> Laid {
    if value.len() <= limit && !value.starts_with(MARK.as_bytes()) {
        return Laid { first: Zeroizing::new(value.to_vec()), pieces: Vec::new() };
    }
    let pieces: Vec<Bytes> = value.chunks(limit.max(1)).map(|piece| Zeroizing::new(piece.to_vec())).collect();
    let head = Head {
        generation: generation.to_owned(),
        count: pieces.len(),
        length: value.len(),
        digest: digest(value),
    };
    Laid { first: Zeroizing::new(head.text().into_bytes()), pieces }
}

/// The account of a piece. No credential is kept under such a name: none has a `#`.
pub(crate) fn account(account: &str, generation: &str, index: usize) -> String {
    format!("{}{index}", prefix(account, Some(generation)))
}

/// What the accounts of a credential's pieces begin with; those of one generation, or of all.
pub(crate) fn prefix(account: &str, generation: Option<&str>) -> String {
    match generation {
        Some(generation) => format!("{account}#{generation}."),
        None => format!("{account}#"),
    }
}

impl Head {
    /// The head that an account holds, `None` if it holds a value.
    pub(crate) fn read(first: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(first).ok()?.strip_prefix(MARK)?;
        let words: Vec<&str> = text.split(' ').collect();
        let [generation, count, length, digest] = words.as_slice() else { return None };
        Some(Self {
            generation: (*generation).to_owned(),
            count: count.parse().ok()?,
            length: length.parse().ok()?,
            digest: (*digest).to_owned(),
        })
    }

    /// The accounts of its pieces, in their order.
    pub(crate) fn accounts<'a>(&'a self, of: &'a str) -> impl Iterator<Item = String> + 'a {
        (0..self.count).map(move |index| account(of, &self.generation, index))
    }

    /// The value that its pieces make, `None` if they are not all of it.
    pub(crate) fn join(&self, pieces: &[Bytes]) -> Option<Bytes> {
        let value: Bytes = Zeroizing::new(pieces.iter().flat_map(|piece| piece.iter().copied()).collect());
        let whole = value.len() == self.length && digest(&value) == self.digest;
        whole.then_some(value)
    }

    fn text(&self) -> String {
        format!("{MARK}{} {} {} {}", self.generation, self.count, self.length, self.digest)
    }
}

fn digest(value: &[u8]) -> String {
    Sha256::digest(value).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_fits_lies_there_as_it_is() {
        let laid = lay(b"{\"value\":\"v\"}", 2560, "g");
        assert_eq!(laid.first.as_slice(), b"{\"value\":\"v\"}");
        assert!(laid.pieces.is_empty());
        assert_eq!(Head::read(&laid.first), None);
    }

    #[test]
    fn what_looks_like_a_head_is_never_left_as_it_is() {
        let value = lay(&[7; 10], 4, "g").first;
        let laid = lay(&value, 2560, "h");
        let head = Head::read(&laid.first).unwrap();
        assert_eq!(head.join(&laid.pieces).unwrap(), value);
    }

    #[test]
    fn pieces_are_found_by_their_head() {
        let laid = lay(&[7; 10], 4, "g");
        let head = Head::read(&laid.first).unwrap();
        let accounts: Vec<String> = head.accounts("global/plain/X").collect();
        assert_eq!(accounts, ["global/plain/X#g.0", "global/plain/X#g.1", "global/plain/X#g.2"]);
        assert!(accounts[0].starts_with(&prefix("global/plain/X", None)));
    }

    proptest! {
        #[test]
        fn pieces_make_the_value_again(value in prop::collection::vec(any::<u8>(), 0..600), limit in 1_usize..100) {
            let laid = lay(&value, limit, "g");
            prop_assert!(laid.pieces.iter().all(|piece| piece.len() <= limit));
            let whole = match Head::read(&laid.first) {
                Some(head) => head.join(&laid.pieces).unwrap(),
                None => laid.first,
            };
            prop_assert_eq!(whole.as_slice(), value.as_slice());
        }

        #[test]
        fn other_pieces_never_make_a_value(
            value in prop::collection::vec(any::<u8>(), 5..200),
            other in prop::collection::vec(any::<u8>(), 5..200),
            lost in any::<prop::sample::Index>(),
        ) {
            let laid = lay(&value, 4, "g");
            let head = Head::read(&laid.first).unwrap();
            let mut fewer = laid.pieces.clone();
            fewer.remove(lost.index(fewer.len()));
            prop_assert_eq!(head.join(&fewer), None);
            if other != value {
                prop_assert_eq!(head.join(&lay(&other, 4, "g").pieces), None);
            }
        }
    }
}
