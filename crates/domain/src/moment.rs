//! A moment in a sentence or a table.

use jiff::Timestamp;

/// A moment for people, to the second.
pub fn moment(at: Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M:%S UTC").to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn nobody_reads_fractions_of_a_second() {
        let at = Timestamp::new(86_400, 123_456_789).unwrap();
        assert_eq!(moment(at), "1970-01-02 00:00:00 UTC");
    }
}
