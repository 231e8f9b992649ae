//! How a context's files look on the wire.

use bollard_buildkit_proto::fsutil::types::Stat;

use crate::context::Kind;
use crate::view::Item;

/// Go's bits for folders and links, which the protocol uses.
const GO_FOLDER: u32 = 1 << 31;
const GO_LINK: u32 = 1 << 27;

/// Times lie in a year from 1 January 2020 (Unix seconds).
const FIRST_SECOND: u64 = 1_577_836_800;
const SECONDS: u64 = 1 << 25;

/// A file's description. Owners are root, modes 0755 and 0644, as in a fresh checkout by root.
pub(crate) fn stat(item: &Item) -> Stat {
    let described = Stat { path: item.path.clone(), ..Stat::default() };
    match &item.kind {
        Kind::Folder => Stat { mode: GO_FOLDER | 0o755, mod_time: modified(""), ..described },
        Kind::File { object, size, executable } => Stat {
            mode: if *executable { 0o755 } else { 0o644 },
            size: i64::try_from(*size).unwrap_or(i64::MAX),
            mod_time: modified(object),
            ..described
        },
        Kind::Link { object, target } => {
            Stat { mode: GO_LINK | 0o777, linkname: target.clone(), mod_time: modified(object), ..described }
        }
    }
}

/// A time in nanoseconds that follows from the content alone.
///
/// The engine keeps the context between builds and compares size and time, not content: the same content must
/// have the same time in every commit, and another content another one. The seconds differ too, because the time
/// goes into the image, where web servers make an ETag of size and seconds.
fn modified(object: &str) -> i64 {
    let digits = object.get(..16).unwrap_or_default();
    let number = u64::from_str_radix(digits, 16).unwrap_or_default();
    let seconds = FIRST_SECOND + number % SECONDS;
    let nanos = number / SECONDS % 1_000_000_000;
    i64::try_from(seconds * 1_000_000_000 + nanos).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_follow_from_the_content() {
        let one = modified("8ab686eafeb1f44702738c8b0f24f2567c36da6d");
        assert_eq!(one, modified("8ab686eafeb1f44702738c8b0f24f2567c36da6d"));
        assert_ne!(one, modified("8ab686eafeb1f44802738c8b0f24f2567c36da6d"));
        let year = (FIRST_SECOND as i64)..(FIRST_SECOND as i64 + 366 * 24 * 3600 + 3_000_000);
        assert!(year.contains(&(one / 1_000_000_000)), "{one}");
    }

    #[test]
    fn modes_are_those_of_a_checkout() {
        let mode = |kind| stat(&Item { path: "x".into(), kind }).mode;
        assert_eq!(mode(Kind::Folder), 0o755 | 1 << 31);
        assert_eq!(mode(Kind::File { object: String::new(), size: 1, executable: true }), 0o755);
        assert_eq!(mode(Kind::Link { object: String::new(), target: "y".into() }), 0o777 | 1 << 27);
    }
}
