//! What was found out about hosts.

use slipway_engine::ports::Finding;

use super::out;

/// Prints findings by environment, with the fix for each that is not fine.
pub fn print(found: &[(String, Vec<Finding>)]) {
    for (environment, findings) in found {
        out(environment);
        for finding in findings {
            let mark = if finding.ok { "✓" } else { "✗" };
            out(&format!("  {mark} {} {}: {}", finding.place, finding.subject, finding.text));
            if let Some(fix) = finding.fix.as_ref().filter(|_| !finding.ok) {
                out(&format!("      {fix}"));
            }
        }
    }
}
