//! Which licences the dependencies may have.

use spdx::{Expression, LicenseReq, ParseMode};

use crate::Fault;
use crate::metadata::Metadata;

/// What may be linked into a program under Apache-2.0 and handed on, by SPDX id.
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Every package whose licence is missing, cannot be read or leaves no allowed way.
pub fn faults(metadata: &Metadata) -> Vec<Fault> {
    let package = metadata.packages.iter();
    package
        .filter_map(|package| {
            let why = refusal(package.license.as_deref(), &[])?;
            Some(format!(
                "{} {why}. Find another crate, or add the licence to check/licences.rs.",
                package.label()
            ))
        })
        .collect()
}

/// Why a licence expression is refused, where some more licences are allowed.
pub(super) fn refusal(licence: Option<&str>, more: &[&str]) -> Option<String> {
    let Some(text) = licence else { return Some("names no licence".to_owned()) };
    match Expression::parse_mode(text, ParseMode::LAX) {
        Err(error) => {
            Some(format!("has the licence `{text}`, which is no SPDX expression ({})", error.reason))
        }
        Ok(expression) if expression.evaluate(|wanted| is_allowed(wanted, more)) => None,
        Ok(_) => Some(format!("has the licence `{text}`, which is not among the allowed ones")),
    }
}

/// An exception (`WITH …`) only gives more rights.
fn is_allowed(wanted: &LicenseReq, more: &[&str]) -> bool {
    wanted.license.id().is_some_and(|id| ALLOWED.contains(&id.name) || more.contains(&id.name))
}

#[cfg(test)]
mod tests {
    use super::refusal;

    #[test]
    fn one_allowed_alternative_is_enough_and_all_of_a_conjunction_are_needed() {
        for fine in [
            "MIT",
            "MIT/Apache-2.0",
            "MIT OR Apache-2.0 OR LGPL-2.1-or-later",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
            "Apache-2.0 WITH LLVM-exception OR GPL-3.0-only",
        ] {
            assert_eq!(refusal(Some(fine), &[]), None, "{fine}");
        }
        for bad in ["GPL-3.0-only", "MIT AND GPL-3.0-only", "(MIT OR ISC) AND AGPL-3.0-only", "LicenseRef-x"]
        {
            assert!(refusal(Some(bad), &[]).is_some_and(|why| why.contains("not among")), "{bad}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        assert!(refusal(None, &[]).is_some());
        assert!(refusal(Some("see the file"), &[]).is_some_and(|why| why.contains("no SPDX")));
    }

    #[test]
    fn more_may_be_allowed() {
        assert!(refusal(Some("Python-2.0"), &[]).is_some());
        assert_eq!(refusal(Some("Python-2.0 AND MIT"), &["Python-2.0"]), None);
    }
}
