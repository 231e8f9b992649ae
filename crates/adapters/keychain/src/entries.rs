//! Values in a keychain's entries, whole or in pieces.

use slipway_domain::problem::Problem;

use crate::chunks::{self, Bytes, Head};

/// The entries of a keychain, by account.
pub(crate) trait Entries {
    /// What an account holds.
    fn get(&mut self, account: &str) -> Result<Option<Bytes>, Problem>;

    /// Puts a value there, in place of the one before: at once or not at all.
    fn set(&mut self, account: &str, value: &[u8]) -> Result<(), Problem>;

    /// Takes an account out; whether there was one.
    fn delete(&mut self, account: &str) -> Result<bool, Problem>;

    /// All accounts.
    fn accounts(&mut self) -> Result<Vec<String>, Problem>;

    /// The most bytes that an account takes, if there is a limit.
    fn limit(&self) -> Option<usize>;

    /// What to say where pieces are missing.
    fn damaged(&self) -> Problem;
}

/// How often a value is looked for whose pieces another program may be replacing.
const ATTEMPTS: usize = 3;

/// The value of an account, put together of its pieces.
pub(crate) fn read(entries: &mut impl Entries, account: &str) -> Result<Option<Bytes>, Problem> {
    for _ in 0..ATTEMPTS {
        let Some(first) = entries.get(account)? else { return Ok(None) };
        let Some(head) = Head::read(&first) else { return Ok(Some(first)) };
        let mut pieces = Vec::new();
        for piece in head.accounts(account) {
            let Some(bytes) = entries.get(&piece)? else { break };
            pieces.push(bytes);
        }
        if let Some(value) = head.join(&pieces) {
            return Ok(Some(value));
        }
    }
    Err(entries.damaged())
}

/// Puts a value there. `generation` is a name that no other writing uses.
pub(crate) fn write(
    entries: &mut impl Entries,
    account: &str,
    value: &[u8],
    generation: &str,
) -> Result<(), Problem> {
    let laid = chunks::lay(value, entries.limit().unwrap_or(usize::MAX), generation);
    for (index, piece) in laid.pieces.iter().enumerate() {
        entries.set(&chunks::account(account, generation, index), piece)?;
    }
    entries.set(account, &laid.first)?;
    // The value is there. Pieces that stay behind are taken out with the next one.
    let _ = sweep(entries, account, Some(generation));
    Ok(())
}

/// Takes a value out; whether there was one.
pub(crate) fn remove(entries: &mut impl Entries, account: &str) -> Result<bool, Problem> {
    let was = entries.delete(account)?;
    sweep(entries, account, None)?;
    Ok(was)
}

/// Takes out the pieces of an account's other values.
fn sweep(entries: &mut impl Entries, account: &str, but: Option<&str>) -> Result<(), Problem> {
    if entries.limit().is_none() {
        return Ok(());
    }
    let of_account = chunks::prefix(account, None);
    let kept = but.map(|generation| chunks::prefix(account, Some(generation)));
    let stays = |other: &str| kept.as_ref().is_some_and(|kept| other.starts_with(kept));
    for other in entries.accounts()? {
        if other.starts_with(&of_account) && !stays(&other) {
            entries.delete(&other)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use secrecy::zeroize::Zeroizing;
    use slipway_domain::problem::Code;

    use super::*;
    use crate::problems;

    /// A keychain in memory that takes few bytes at once and goes away after so many changes.
    struct Brittle {
        held: BTreeMap<String, Vec<u8>>,
        limit: usize,
        changes: usize,
    }

    impl Brittle {
        fn new(limit: usize) -> Self {
            Self { held: BTreeMap::new(), limit, changes: usize::MAX }
        }

        fn change(&mut self) -> Result<(), Problem> {
            self.changes = self.changes.checked_sub(1).ok_or_else(|| problems::silent("the keychain"))?;
            Ok(())
        }
    }

    impl Entries for Brittle {
        fn get(&mut self, account: &str) -> Result<Option<Bytes>, Problem> {
            Ok(self.held.get(account).cloned().map(Zeroizing::new))
        }

        fn set(&mut self, account: &str, value: &[u8]) -> Result<(), Problem> {
            assert!(value.len() <= self.limit.max(200), "{} bytes at once", value.len());
            self.change()?;
            self.held.insert(account.to_owned(), value.to_vec());
            Ok(())
        }

        fn delete(&mut self, account: &str) -> Result<bool, Problem> {
            self.change()?;
            Ok(self.held.remove(account).is_some())
        }

        fn accounts(&mut self) -> Result<Vec<String>, Problem> {
            Ok(self.held.keys().cloned().collect())
        }

        fn limit(&self) -> Option<usize> {
            Some(self.limit)
        }

        fn damaged(&self) -> Problem {
            problems::damaged("the keychain")
        }
    }

    const X: &str = "global/plain/X";

    fn held(entries: &mut Brittle) -> Option<Vec<u8>> {
        read(entries, X).unwrap().map(|value| value.to_vec())
    }

    #[test]
    fn nothing_of_a_value_that_was_replaced_or_removed_stays() {
        let mut entries = Brittle::new(4);
        write(&mut entries, X, &[1; 30], "a").unwrap();
        write(&mut entries, "global/plain/XY", &[9; 30], "b").unwrap();
        write(&mut entries, X, &[2; 3], "c").unwrap();
        assert_eq!(entries.held.keys().filter(|name| name.starts_with("global/plain/X#")).count(), 0);
        assert_eq!(held(&mut entries), Some(vec![2; 3]));
        write(&mut entries, X, &[3; 30], "d").unwrap();
        assert!(remove(&mut entries, X).unwrap());
        assert!(!remove(&mut entries, X).unwrap());
        assert_eq!(held(&mut entries), None);
        assert!(entries.held.keys().all(|name| name.starts_with("global/plain/XY")), "others stay");
    }

    proptest! {
        /// Wherever writing ends early, what is read is the value before or the new one, whole.
        #[test]
        fn no_half_written_value_is_read_as_a_whole_one(
            old in prop::option::of(prop::collection::vec(any::<u8>(), 0..60)),
            new in prop::collection::vec(any::<u8>(), 0..60),
            after in 0_usize..40,
            limit in 1_usize..20,
        ) {
            let mut entries = Brittle::new(limit);
            if let Some(old) = &old {
                write(&mut entries, X, old, "a").unwrap();
            }
            entries.changes = after;
            let written = write(&mut entries, X, &new, "b");
            entries.changes = usize::MAX;
            let found = held(&mut entries);
            prop_assert!(found == old || found.as_ref() == Some(&new), "{found:?}");
            prop_assert!(written.is_err() || found.as_ref() == Some(&new));
            // What was left behind is taken out with the next value.
            write(&mut entries, X, b"{}", "c").unwrap();
            prop_assert_eq!(entries.held.len(), if limit == 1 { 3 } else { 1 });
        }

        /// Whatever goes missing or changes, nothing else is read as the value.
        #[test]
        fn a_piece_that_is_missing_or_another_is_told(
            value in prop::collection::vec(any::<u8>(), 10..60),
            which in any::<prop::sample::Index>(),
            change in prop::option::of(any::<u8>()),
        ) {
            let mut entries = Brittle::new(4);
            write(&mut entries, X, &value, "a").unwrap();
            let pieces: Vec<String> = entries.held.keys().filter(|name| name.contains('#')).cloned().collect();
            let piece = &pieces[which.index(pieces.len())];
            let before = entries.held.remove(piece).unwrap();
            if let Some(byte) = change {
                entries.held.insert(piece.clone(), vec![byte; before.len()]);
            }
            match read(&mut entries, X) {
                Ok(found) => prop_assert_eq!(found.map(|found| found.to_vec()), Some(value)),
                Err(problem) => prop_assert_eq!(problem.code, Code::CredentialsFailed),
            }
        }
    }
}
