//! What every process that is started for a release is told of it (CONTRACT): names and order of the variables.

/// How the names of all variables begin that are told and not configured.
const PREFIX: &str = "SLIPWAY_";

/// A release, as a process of it is told. What is not known is not told.
#[derive(Debug, Clone, Copy, Default)]
pub struct Told<'a> {
    /// The project's name.
    pub project: &'a str,
    /// The environment's name; a job of a run has none.
    pub environment: Option<&'a str>,
    /// The build number.
    pub release: u64,
    /// The service's version.
    pub version: Option<&'a str>,
    /// The commit.
    pub commit: &'a str,
}

impl Told<'_> {
    /// The variables.
    pub fn variables(&self) -> Vec<(&'static str, String)> {
        let all = [
            ("SLIPWAY_PROJECT", Some(self.project.to_owned())),
            ("SLIPWAY_ENVIRONMENT", self.environment.map(str::to_owned)),
            ("SLIPWAY_RELEASE", Some(self.release.to_string())),
            ("SLIPWAY_VERSION", self.version.map(str::to_owned)),
            ("SLIPWAY_COMMIT", Some(self.commit.to_owned())),
        ];
        all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
    }
}

/// Whether a variable is told and not configured.
pub fn is_told(name: &str) -> bool {
    name.starts_with(PREFIX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_not_told() {
        let job = Told { project: "recipes", release: 7, commit: "c0ffee", ..Told::default() };
        let expected =
            [("SLIPWAY_PROJECT", "recipes"), ("SLIPWAY_RELEASE", "7"), ("SLIPWAY_COMMIT", "c0ffee")];
        assert_eq!(job.variables(), expected.map(|(name, value)| (name, value.to_owned())));
        let service = Told { environment: Some("mine"), version: Some("0.1.7"), ..job };
        let names: Vec<_> = service.variables().into_iter().map(|(name, _)| name).collect();
        assert_eq!(
            names,
            [
                "SLIPWAY_PROJECT",
                "SLIPWAY_ENVIRONMENT",
                "SLIPWAY_RELEASE",
                "SLIPWAY_VERSION",
                "SLIPWAY_COMMIT"
            ]
        );
        assert!(names.into_iter().all(is_told) && !is_told("MY_SLIPWAY_VERSION"));
    }
}
