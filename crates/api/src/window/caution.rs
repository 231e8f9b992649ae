//! What to look at before a plan is carried out, in parts: a window says it in its own words.

use std::collections::BTreeMap;

use slipway_domain::caution::Caution;
use slipway_engine::deploy::Warning;

/// What warnings are about, by their sentences, as far as it is known in parts.
pub fn cautions(warnings: &[Warning]) -> BTreeMap<String, Caution> {
    let one = |warning: &Warning| Some((warning.said.clone(), warning.parts.clone()?));
    warnings.iter().filter_map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_is_found_by_its_sentence() {
        let warning = |said: &str, parts| Warning { said: said.to_owned(), parts };
        let parts = Caution::Disk { place: "host-1".to_owned(), free: "300 MB".to_owned() };
        let warnings = [
            warning("host-1 has only 300 MB of disk left", Some(parts)),
            warning("the changed definition of redis is not applied", None),
        ];
        let cautions = cautions(&warnings);
        assert_eq!(cautions.len(), 1, "{cautions:?}");
        let disk = Caution::Disk { place: "host-1".to_owned(), free: "300 MB".to_owned() };
        assert_eq!(cautions["host-1 has only 300 MB of disk left"], disk);
    }
}
